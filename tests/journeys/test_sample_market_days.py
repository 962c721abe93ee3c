"""Three days of the sample market, patrolled: the life of every alert equals the known answers.

Where the rules disagree with a known answer, the disagreement stands in tests/market/disagreements.yml with its
reason; only the charges that the answers cover are compared. The list is exact: a disagreement that is not listed
fails, and so does a listed one that is gone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from alerts.queries import detail, queue
from alerts.values import Life
from crawler.run_file import Run, runs
from crawler.shanghai import local_day
from desk.compose import open_database
from desk.config import Home
from desk.demo import DemoDay, patrol_days, prepare
from nlp.judgement import decode_judgement
from tests.market.known_answers import COVERS, known_answers

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAYS = (1, 2, 3)
PATH = Path(__file__).parent.parent / "market" / "disagreements.yml"

Disagreement = tuple[str, str, str]  # item id, rule, "missing" or "unexpected"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return prepare(tmp_path_factory.mktemp("market") / "demo")


@pytest.fixture(scope="module")
def days(home: Home) -> list[DemoDay]:
    return patrol_days(home, NOW, lambda _: None)


def found_rules(home: Home) -> dict[tuple[int, str], frozenset[str]]:
    """(day, item id) -> rules found, from the judgements that the demo wrote."""
    lines = iter((home.path / "judgements.jsonl").read_bytes().splitlines())
    found: dict[tuple[int, str], frozenset[str]] = {}
    for day, run in enumerate(runs(home.runs), 1):
        for _, listing in run.listings():
            judgement = decode_judgement(next(lines))
            assert judgement.item_id == listing.item_id
            found[day, listing.item_id] = frozenset(finding.rule for finding in judgement.findings)
    assert next(lines, None) is None
    return found


def disagreements(home: Home) -> set[Disagreement]:
    found = found_rules(home)
    wrong: set[Disagreement] = set()
    for answer in known_answers():
        for day, known in answer.days.items():
            if known.look != "seen":
                assert (day, answer.item_id) not in found
                continue
            rules = found[day, answer.item_id] & COVERS
            wrong |= {(answer.item_id, rule, "missing") for rule in set(known.rules) - rules}
            wrong |= {(answer.item_id, rule, "unexpected") for rule in rules - set(known.rules) - set(known.also)}
    return wrong


def listed() -> dict[Disagreement, str]:
    entries = yaml.safe_load(PATH.read_text("utf-8"))
    return {(entry["item_id"], entry["rule"], entry["kind"]): entry["why"] for entry in entries}


def test_disagreements_with_the_known_answers_are_exactly_the_listed_ones(home, days):
    assert disagreements(home) == set(listed())
    assert all(len(why) > 10 for why in listed().values()), "each says why"


def test_the_life_of_every_alert_equals_the_known_answers(home, days):
    found: dict[tuple[str, str], dict[int, Life]] = defaultdict(dict)
    with open_database(home) as store:
        alerts = queue(store, limit=1000)
        for alert in alerts:
            proof = detail(store, alert.id)
            assert proof is not None
            for sighting in proof.sightings:
                day = 3 - (local_day(NOW) - local_day(sighting.at)).days
                found[alert.item_id, alert.rule][day] = sighting.life
    assert len(alerts) < 1000, "the comparison must see every alert"
    known = {(answer.item_id, rule): life for answer in known_answers() for rule, life in answer.life.items()}
    disputed = {(item_id, rule) for item_id, rule, _ in listed()}
    assert {key: found[key] for key in known if key not in disputed} == {
        key: life for key, life in known.items() if key not in disputed
    }
    assert {life for lives in known.values() for life in lives.values()} == {
        "new", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked"
    }, "every kind of life is lived in the market"  # fmt: skip


def test_the_folder_holds_what_the_demo_promises(home, days):
    for number, day in zip(DAYS, days, strict=True):
        Run(day.run.path).verify()
        local = local_day(NOW - timedelta(days=3 - number))
        report = home.path / "reports" / f"daily-{local}.html"
        assert report == day.report
        text = report.read_text("utf-8")
        assert "未看到" in text
        assert "http-equiv" not in text.lower() or "refresh" not in text.lower()
    assert (home.path / "zuanjian.db").exists()
    first = json.loads((home.path / "judgements.jsonl").read_bytes().splitlines()[0])
    assert set(first) == {
        "platform", "item_id", "line", "verdict", "on", "rulebook", "known", "findings", "suppressed", "notes"
    }  # fmt: skip


def test_only_a_folder_of_its_own_is_replaced(tmp_path):
    from desk.outcome import Unusable

    mine = tmp_path / "demo"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(Unusable, match="未作改动"):
        prepare(mine)
    assert (mine / "thesis.txt").exists()
    own = tmp_path / "own"
    prepare(own)
    (own / "old").write_text("x")
    prepare(own)
    assert not (own / "old").exists()
