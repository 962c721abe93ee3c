"""Judging the archive again, from the command line and from outside: what is said first, what then takes effect."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from msgspec.structs import replace

from alerts.custody import verify
from alerts.intake import take_in
from alerts.queries import detail, history, queue, run_looks
from alerts.store import Store, open_store
from desk.rescreening.again import rescreen
from desk.rescreening.engines import local
from desk.rescreening.replaying import replay
from nlp.rulebook import RULES
from nlp.screen import Screener
from tests.alerts.scenes import BACKENDS, Ware, at, facts, judged, move, whole
from tests.databases import fresh

Run = Callable[..., CompletedProcess[str]]
SINCE = date(2026, 11, 1)
FAKE = "18K金莫桑石钻戒女款 天然钻石 1克拉D色"
PLAIN = "棉质围巾 秋冬保暖"


def take(store: Store, day: float, wares: list[Ware], *, real: bool, **health: Any) -> None:
    """A run whose judgements are those of the shipped rules (``real``), or those the wares state."""
    run = facts(f"run-{day}", day, scopes=(whole(),), **health)
    lines = judged(wares, run.finished_at)
    if real:
        on = run.finished_at.date()
        lines = [(line, one, Screener.default().screen(one, on, line=line)) for line, one, _ in lines]
    take_in(store, run, lines)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with fresh(request.param, durable=False) as address:
        yield address


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with open_store(database_url) as opened:
        yield opened


def states(store: Store) -> dict[tuple[str, str], str]:
    return {(alert.item_id, alert.rule): alert.state for alert in queue(store)}


def test_what_was_judged_by_these_rules_does_not_change(zuanjian: Run, store: Store) -> None:
    take(store, 0, [Ware("1", title=FAKE), Ware("2", title=PLAIN)], real=True)
    said = json.loads(zuanjian("rescreen", "--since", "2026-11-01", "--json").stdout)
    assert (said["runs"], said["looks"], said["differing"], said["changes"]) == (1, 2, 0, [])


def test_it_says_first_and_does_then_and_once(zuanjian: Run, store: Store) -> None:
    wares = [
        Ware("missed", title=FAKE, rules=(), proof=""), Ware("wrong", title=PLAIN, proof="围巾"),
        Ware("decided", title=PLAIN, proof="围巾"),
    ]  # fmt: skip
    take(store, 0, wares, real=False)
    decided = next(alert for alert in queue(store) if alert.item_id == "decided")
    move(store, decided.id, "confirm", 1)
    before = states(store)
    said = json.loads(zuanjian("rescreen", "--since", "2026-11-01", "--json").stdout)
    whats = {(one["title"], one["what"]) for one in said["changes"]}
    assert {(FAKE, "open"), (PLAIN, "close"), (PLAIN, "withdrawn")} == whats
    assert states(store) == before
    done = zuanjian("rescreen", "--since", "2026-11-01", "--apply")
    assert "已生效" in done.stdout, done.stderr
    after = states(store)
    assert (after["wrong", "LG-01"], after["decided", "LG-01"]) == ("closed", "confirmed")
    opened = [alert for alert in queue(store) if alert.item_id == "missed"]
    assert {alert.state for alert in opened} == {"new"}
    found = detail(store, opened[0].id)
    assert found is not None
    assert found.evidence.run_id == "run-0"  # the proof lies where it was seen
    assert "gone" not in {look.life for alert in queue(store) for look in detail(store, alert.id).sightings}  # type: ignore[union-attr]
    assert len(history(store, "douyin", "s1", "missed")) == 1
    assert len(run_looks(store)) == 1
    again = json.loads(zuanjian("rescreen", "--since", "2026-11-01", "--apply", "--json").stdout)
    assert (again["differing"], again["changes"]) == (0, [])
    assert states(store) == after
    assert verify(store) == ()


def test_killed_between_two_runs_it_goes_on(store: Store) -> None:
    for day in range(3):
        take(store, day, [Ware(f"{day}-missed", title=FAKE, rules=(), proof="")], real=False, source=f"of-{day}")

    class Killed(Exception):
        pass

    def dying(batches: Any) -> Iterator[Any]:
        for number, answer in enumerate(local(None)(batches)):
            if number == 2:
                raise Killed
            yield answer

    with pytest.raises(Killed):
        rescreen(store, SINCE, dying, lambda: at(5), apply=True)
    first = {alert.item_id for alert in queue(store)}
    assert first == {"2-missed"}  # the newest first; what was judged and not yet written is left for the next time
    done = rescreen(store, SINCE, local(None), lambda: at(5), apply=True)
    assert {alert.item_id for alert in queue(store)} == {"0-missed", "1-missed", "2-missed"}
    assert first.isdisjoint(change.title for change in done.changes)
    assert rescreen(store, SINCE, local(None), lambda: at(6), apply=True).changes == ()


def test_an_older_look_does_not_undo_what_a_newer_one_says(store: Store) -> None:
    take(store, 0, [Ware("1", title=FAKE, rules=(), proof="")], real=False)
    take(store, 1, [Ware("1", title=PLAIN, rules=(), proof="")], real=False)
    said = rescreen(store, SINCE, local(None), lambda: at(5), apply=False)
    assert {one.what for one in said.changes} == {"past"}
    rescreen(store, SINCE, local(None), lambda: at(5), apply=True)
    assert {alert.state for alert in queue(store)} == {"corrected"}


def test_rules_that_change_back_change_alerts_back(store: Store) -> None:
    take(store, 0, [Ware("1", title=FAKE)], real=True)
    was = states(store)

    def acquit(batches: Any) -> Iterator[Any]:
        for key, answers in local(None)(batches):
            yield key, tuple(replace(one, verdict="clear", findings=()) for one in answers)

    assert rescreen(store, SINCE, acquit, lambda: at(2), apply=True).differing == 1
    assert set(states(store).values()) == {"closed"}
    assert rescreen(store, SINCE, local(None), lambda: at(3), apply=True).differing == 1
    assert states(store) == was


def test_a_replay_names_what_would_be_lost_and_writes_nothing(zuanjian: Run, store: Store, tmp_path: Path) -> None:
    take(store, 0, [Ware("1", title=FAKE), Ware("2", title=PLAIN, rules=())], real=True)
    alert = queue(store)[0]
    move(store, alert.id, "confirm", 1)
    kept = zuanjian("rules", "replay")
    assert kept.returncode == 0, kept.stderr
    pack = tmp_path / "rules"
    shutil.copytree(RULES, pack)
    (pack / alert.family / f"{alert.rule}.yml").unlink()
    lost = zuanjian("rules", "replay", "--rules", pack, "--json")
    assert lost.returncode == 1
    said = json.loads(lost.stdout)
    assert said["lost"] == [alert.id]
    assert [one["confirmed_vanished"] for one in said["rules"] if one["rule"] == alert.rule] == [1]
    move(store, alert.id, "dismiss", 2, code="context", reason="")
    assert zuanjian("rules", "replay", "--rules", pack).returncode == 0
    assert replay(store, str(pack), date(2026, 12, 1)).leads == 0
    assert zuanjian("rules", "replay", "--rules", tmp_path / "none").returncode == 2
    assert verify(store) == ()


def test_bad_usage_is_one_line(zuanjian: Run, store: Store) -> None:
    for options, said in (
        (("--engine", "spark"), "没有“spark”这一引擎"),
        (("--engine", "dask"), "须与 --scheduler 一同使用"),
    ):
        answer = zuanjian("rescreen", "--since", "2026-11-01", *options)
        assert (answer.returncode, said in answer.stderr) == (2, True), answer.stderr


def test_what_was_known_then_is_found_again(store: Store) -> None:
    """A struck-out price is held against earlier looks: judged again, only those that were earlier then count."""
    from crawler.listing import Price
    from desk.compose import own_prices
    from nlp.known import Known

    for day, sale in enumerate((50000, 40000, 90000)):
        run = facts(f"run-{day}", day, scopes=(whole(),))
        [(line, listing, _)] = judged([Ware("1", title=FAKE)], run.finished_at)
        listing = replace(listing, price=Price(sale_fen=sale, market_fen=300000))
        known = Known(own_prices=own_prices(store, listing))
        judgement = Screener.default().screen(listing, run.finished_at.date(), known, line)
        take_in(store, run, [(line, listing, judgement)])
    said = rescreen(store, SINCE, local(None), lambda: at(5), apply=False)
    assert (said.looks, said.differing, said.known_differs, said.changes) == (3, 0, 0, ())
