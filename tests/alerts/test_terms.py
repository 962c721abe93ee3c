"""Terms over their whole life: opened, extended, named, reopened, taken back, and provisional until holidays are known."""

from __future__ import annotations

from datetime import date

import pytest

from alerts import custody, queries, terms, workdays
from alerts.review import undo
from alerts.store import Store
from alerts.values import Alert
from tests.alerts.scenes import START, Ware, at, move, take

BETTER = Ware("1", title="18K金培育钻石戒指", rules=())


def only(store: Store) -> Alert:
    [now] = queries.queue(store)
    found = queries.detail(store, now.id)
    assert found is not None
    assert found.alert == now
    return now


def test_what_opens_anew_has_a_new_term_and_its_extension(store: Store) -> None:
    take(store, 0, Ware("1"))
    alert = move(store, only(store).id, "extend", 1)
    assert alert.due_on == date(2026, 12, 14)
    take(store, 2, BETTER)
    take(store, 3, Ware("1"))
    assert only(store).due_on == date(2026, 11, 26)
    assert move(store, alert.id, "extend", 4).due_on == date(2026, 12, 17)
    assert undo(store, alert.id, "李明", at(5)).due_on == date(2026, 11, 26)
    assert only(store).state == "new"


def test_extension_after_a_named_day_counts_from_it(store: Store) -> None:
    take(store, 0, Ware("1"))
    alert = only(store)
    move(store, alert.id, "ask_evidence", 1, due=date(2026, 11, 6))
    assert move(store, alert.id, "extend", 2).due_on == date(2026, 11, 27)
    assert undo(store, alert.id, "李明", at(3)).due_on == date(2026, 11, 6)
    assert undo(store, alert.id, "李明", at(3)).due_on == date(2026, 11, 23)
    only(store)


@pytest.fixture
def year_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the notice for 2026 were not out."""
    _know(monkeypatch, 2026)


def _know(monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    years = range(workdays.ARRANGED.start, stop)
    monkeypatch.setattr(workdays, "ARRANGED", years)
    monkeypatch.setattr(terms, "ARRANGED", years)
    workdays.due_after.cache_clear()


@pytest.mark.usefixtures("year_unknown")
def test_provisional_date_is_marked_and_counted_again_when_holidays_are_known(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (date(2026, 9, 28) - START.date()).days  # 国庆 lies within the fifteen days
    take(store, before, Ware("1"), Ware("2"))
    first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
    assert (first.due_on, first.due_provisional) == (date(2026, 10, 19), True)
    move(store, first.id, "extend", before)
    _know(monkeypatch, 2027)
    take(store, before + 1, Ware("1"), Ware("2"))
    first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
    assert (second.due_on, second.due_provisional) == (date(2026, 10, 23), False)
    assert (first.due_on, first.due_provisional) == (date(2026, 11, 13), False)
    found = queries.detail(store, second.id)
    assert found is not None
    assert found.alert == second
    assert [event.detail for event in found.events if event.action == "办理期限"] == [
        "办理期限由暂定的 2026-10-19 改为 2026-10-23（按公布的放假安排）"
    ]
    assert custody.verify(store) == ()
    workdays.due_after.cache_clear()


def test_date_past_the_calendar_stays_provisional(store: Store) -> None:
    last = date(workdays.ARRANGED.stop - 1, 12, 28)
    take(store, (last - START.date()).days, Ware("1"))
    assert only(store).due_provisional
    take(store, (last - START.date()).days + 1, Ware("1"))
    assert only(store).due_provisional
    assert custody.verify(store) == ()
