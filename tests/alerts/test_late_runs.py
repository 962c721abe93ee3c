"""Runs that arrive out of order: what is older than what an alert saw changes nothing of its life."""

from __future__ import annotations

import itertools

import pytest

from alerts import custody, queries
from alerts.store import Store
from tests.alerts.scenes import Ware, at, take, whole

BETTER = Ware("1", title="培育钻石戒指", rules=())


def test_older_flag_does_not_reopen_what_is_corrected(store: Store) -> None:
    take(store, 1, Ware("1"))
    take(store, 3, BETTER)
    done = take(store, 2, Ware("1"))
    assert (done.reopened, done.opened, done.seen_again) == (0, 0, 0)
    [alert] = queries.queue(store)
    assert (alert.state, alert.life) == ("corrected", "corrected")
    assert len(queries.history(store, "douyin", "s1", "1")) == 3


def test_older_clear_look_does_not_correct(store: Store) -> None:
    take(store, 1, Ware("1"))
    take(store, 3, Ware("1"))
    assert take(store, 2, BETTER).corrected == 0
    assert queries.queue(store)[0].state == "new"


def test_older_whole_shelf_does_not_make_gone(store: Store) -> None:
    take(store, 1, Ware("1"))
    take(store, 3, Ware("1"))
    done = take(store, 2)
    assert (done.gone, done.not_looked) == (0, 0)


def test_older_sight_moves_the_first_sight_back(store: Store) -> None:
    take(store, 2, Ware("1"))
    take(store, 1, Ware("1"))
    [alert] = queries.queue(store)
    assert (alert.first_seen, alert.last_seen) == (at(1), at(2))


@pytest.mark.parametrize(
    ("later", "state"),
    [(BETTER, "corrected"), (None, "gone"), (BETTER.but(title=Ware("1").title), "closed")],
    ids=["corrected", "gone", "rule-withdrawn"],
)
def test_charge_that_arrives_late_is_settled_by_what_was_seen_since(
    store: Store, later: Ware | None, state: str
) -> None:
    take(store, 2, *([later] if later else []))
    assert take(store, 1, Ware("1")).opened == 1
    [alert] = queries.queue(store)
    assert alert.state == state
    assert queries.brief(store, at(3).date()).alerts == ()
    assert custody.verify(store) == ()


def test_charge_that_arrives_late_stays_open_when_nobody_looked_since(store: Store) -> None:
    take(store, 2, scopes=())
    take(store, 1, Ware("1"))
    assert queries.queue(store)[0].state == "new"


def test_delivered_file_speaks_for_the_time_it_was_observed(store: Store) -> None:
    """A sheet of last week imported today is older than yesterday's crawl."""
    take(store, 8, Ware("1"))
    sheet = (Ware("2", seen_at=at(1)), BETTER.but(seen_at=at(1)))
    done = take(store, 9, *sheet, source="sheet", run_id="sheet")
    assert (done.opened, done.corrected) == (1, 0)  # item 2 is opened, and yesterday's whole shelf says it is gone
    assert {alert.item_id: alert.state for alert in queries.queue(store)} == {"1": "new", "2": "gone"}


def test_clock_ahead_of_the_run_is_not_believed(store: Store) -> None:
    take(store, 1, Ware("1", seen_at=at(500)))
    assert take(store, 2, Ware("1")).seen_again == 1
    assert queries.queue(store)[0].last_seen == at(2)


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])), ids=str)
def test_end_does_not_depend_on_the_order_of_arrival(store: Store, order: tuple[int, ...]) -> None:
    """Flagged, corrected, and then off the shelf with another item flagged: three days in any order."""
    days = {1: (Ware("1"), Ware("2", rules=())), 2: (BETTER, Ware("2")), 3: (Ware("2"),)}
    for day in order:
        take(store, day, *days[day], scopes=(whole(),))
    states = {alert.item_id: alert.state for alert in queries.queue(store)}
    assert states["2"] == "new"
    assert states["1"] in ("corrected", "gone")
    assert {alert.item_id: alert.last_seen for alert in queries.queue(store)} == {"1": at(1), "2": at(3)}
    assert custody.verify(store) == ()


def test_a_later_look_in_which_most_fields_were_lost_settles_nothing(store: Store) -> None:
    take(store, 2, BETTER, verdict="broken")
    take(store, 1, Ware("1"))
    assert queries.queue(store)[0].state == "new"
