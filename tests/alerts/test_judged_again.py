"""Looks judged again: what that does to alerts, on both databases."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from alerts.custody import verify
from alerts.intake import take_in
from alerts.observing import Seen
from alerts.queries import counts, queue
from alerts.rescreening.archive import Archived, decided, looks, runs_since
from alerts.rescreening.taking import take_again
from alerts.store import Store
from crawler.health import Health
from tests.alerts.scenes import Ware, at, facts, judged, move, take

SINCE = date(2026, 11, 1)


def only(store: Store) -> tuple[Archived, list[Seen]]:
    [archived] = runs_since(store, SINCE)
    return archived, [one for some in looks(store, archived.run.run_id) for one in some]


def without_charges(seen: list[Seen]) -> list[Seen]:
    return [one._replace(judgement=replace(one.judgement, verdict="clear", findings=())) for one in seen]


def test_a_rehearsal_says_all_and_keeps_nothing(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    before = queue(store), verify(store)
    archived, seen = only(store)
    told = take_again(store, archived, without_charges(seen), at(3), apply=False)
    assert {change.what for change in told} == {"close"}
    assert (queue(store), verify(store)) == before == (queue(store), ())
    assert take_again(store, archived, without_charges(seen), at(3), apply=True) == told
    assert counts(store)["closed"] == 2
    assert verify(store) == ()


def test_two_at_once_do_it_once(store: Store) -> None:
    take(store, 0, Ware("1"))
    archived, seen = only(store)
    assert len(take_again(store, archived, without_charges(seen), at(3), apply=True)) == 1
    assert take_again(store, archived, without_charges(seen), at(3), apply=True) == ()
    [later] = runs_since(store, SINCE)
    assert later.times == 1


def test_what_was_decided_stays_decided(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"), Ware("3"))
    ids = {alert.item_id: alert.id for alert in queue(store)}
    move(store, ids["1"], "confirm", 1)
    move(store, ids["2"], "dismiss", 1, code="context", reason="")
    archived, seen = only(store)
    told = take_again(store, archived, without_charges(seen), at(3), apply=True)
    assert {(change.alert_id, change.what) for change in told} == {(ids["1"], "withdrawn"), (ids["3"], "close")}
    assert {alert.item_id: alert.state for alert in queue(store)} == {"1": "confirmed", "2": "dismissed", "3": "closed"}
    # the next judging again starts from what holds now
    _, now = only(store)
    assert not any(one.judgement.findings for one in now)


def test_what_is_gone_stays_gone(store: Store) -> None:
    take(store, 0, Ware("1"))
    take(store, 1, Ware("2"))  # the whole shelf, without item 1
    newest, oldest = runs_since(store, SINCE)
    assert newest.run.finished_at > oldest.run.finished_at
    seen = [one for some in looks(store, oldest.run.run_id) for one in some]
    assert take_again(store, oldest, without_charges(seen), at(3), apply=True) == ()
    assert {alert.item_id: alert.state for alert in queue(store)}["1"] == "gone"


def test_a_listing_whose_pictures_were_read_speaks_through_that_alone(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"))
    [first] = runs_since(store, SINCE)
    health = Health("healthy", {}, {}, (), (), rereads=first.run.run_id)

    run = replace(facts("texts", 2), health=health)
    take_in(store, run, judged([Ware("1", ocr=("天然钻石",))], at(0)))
    told = {one.run.run_id: [s.listing.item_id for some in looks(store, one.run.run_id) for s in some]
            for one in runs_since(store, SINCE)}  # fmt: skip
    assert told == {"texts": ["1"], first.run.run_id: ["2"]}


def test_decided_leads_come_with_the_look_they_were_decided_on(store: Store) -> None:
    take(store, 0, Ware("1"), Ware("2"), Ware("3"))
    ids = {alert.item_id: alert.id for alert in queue(store)}
    move(store, ids["1"], "confirm", 1)
    move(store, ids["2"], "dismiss", 1, code="context", reason="")
    take(store, 2, Ware("1", title="18K金钻戒女款 新标题"), Ware("2"), Ware("3"))
    found = {one.alert_id: one for some in decided(store) for one in some}
    assert {key: one.accepted for key, one in found.items()} == {ids["1"]: True, ids["2"]: False}
    assert found[ids["1"]].look.listing.title == "18K金钻戒女款"
    assert [one for some in decided(store, date(2026, 11, 20)) for one in some] == []
