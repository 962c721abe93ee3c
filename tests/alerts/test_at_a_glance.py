"""First pages at size: every filter goes through an index in the order of the list, and counts are kept, not made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event

from alerts import filters, overdue, queries
from alerts.cases.queries import cases
from alerts.store import Store, open_store
from crawler.shanghai import local_day
from tests.alerts.scenes import Ware, at, move, take

Question = Callable[[Store], object]


@pytest.fixture
def steps(new_database: Callable[..., str]) -> Callable[[Question], list[str]]:
    """How SQLite goes about a question."""

    def explained(ask: Question) -> list[str]:
        found: list[str] = []
        with open_store(new_database("sqlite")) as store:

            def explain(_: object, cursor: object, statement: str, values: tuple[object, ...], *__: object) -> None:
                raw = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[attr-defined]
                found.extend(row[3] for row in raw)

            event.listen(store.engine, "before_cursor_execute", explain)
            ask(store)
        return found

    return explained


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda store: queries.queue(store), "ix_alerts_worst"),
        (lambda store: queries.queue(store, state="new"), "ix_alerts_state_worst"),
        (lambda store: queries.queue(store, state=("new", "claimed")), "ix_alerts_state_worst"),
        (lambda store: queries.queue(store, severity="low"), "ix_alerts_worst"),
        (lambda store: queries.queue(store, family="IP"), "ix_alerts_family_worst"),
        (lambda store: queries.queue(store, shop="s1"), "ix_alerts_shop_name"),
        (lambda store: queries.queue(store, order="value"), "ix_alerts_worth"),
        (lambda store: queries.queue(store, order="value", family="IP"), "ix_alerts_family_worth"),
        (lambda store: queries.queue(store, order="value", severity="low"), "ix_alerts_severity_worth"),
        (lambda store: queries.queue(store, text="翡翠"), "alert_grams VIRTUAL TABLE INDEX"),
        (lambda store: cases(store, text="翡翠"), "alert_grams VIRTUAL TABLE INDEX"),
        (lambda store: overdue.overdue(store, date(2026, 12, 1), shop="s1"), "ix_alerts_shop_id"),
        (lambda store: cases(store), "ix_case_totals_worst"),
        (lambda store: cases(store, order="open"), "ix_case_totals_open"),
        (lambda store: cases(store, linked=True), "ix_case_totals_linked"),
        (lambda store: cases(store, still_open=True), "ix_case_totals_worst"),
    ],
)  # fmt: skip
def test_a_first_page_reads_no_more_than_it_shows(
    steps: Callable[[Question], list[str]], ask: Question, index: str
) -> None:
    told = steps(ask)
    assert any(index in one for one in told), told
    assert not any(one in ("SCAN alerts", "SCAN case_totals", "SCAN members", "SCAN folds") for one in told), told


@pytest.mark.parametrize("busy", [0, 2000])
def test_a_busy_day_finds_what_a_quiet_one_finds(store: Store, monkeypatch: pytest.MonkeyPatch, busy: int) -> None:
    monkeypatch.setattr(filters, "_BUSY", busy)
    take(store, 0, Ware("1"), Ware("2", confidence=0.5))
    take(store, 1, Ware("3"))
    assert [one.item_id for one in queries.queue(store, day=local_day(at(0)))] == ["1", "2"]
    assert queries.queue(store, day=local_day(at(9))) == ()


@pytest.mark.parametrize("start", [0, 1, 2, 3])
def test_several_states_come_in_one_order_page_by_page(store: Store, start: int) -> None:
    take(store, 0, *(Ware(str(number), confidence=number / 10) for number in (1, 2, 3, 4)))
    for alert in queries.queue(store)[1:3]:
        move(store, alert.id, "claim", 0.1)
    found = queries.queue(store, state=("claimed", "new", "new"), limit=2, offset=start)
    assert [one.item_id for one in found] == ["4", "3", "2", "1"][start : start + 2]
