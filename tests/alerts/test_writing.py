"""Writing in bulk, and asking for many: the same rows as one by one, in steps that do not grow with the memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from alerts import custody, recall, tables
from alerts.among import among
from alerts.intake import take_in
from alerts.store import Store, StoreRefused, open_store
from alerts.writing import KEPT, put
from tests.alerts.scenes import Ware, at, facts, judged, take

ROWS = [
    {"key": f"run:{number}", "kind": "run", "at": at(number), "data": "{}", "addressed_at": None} for number in (1, 2)
]


def test_rows_come_back_as_they_were_put(store: Store) -> None:
    with store.writing() as connection:
        put(connection, tables.occasions, ROWS)
        put(connection, tables.occasions, [])
    with store.reading() as connection:
        found = connection.execute(select(tables.occasions).order_by(tables.occasions.c.key)).all()
    assert [row._asdict() for row in found] == ROWS


def test_a_taken_key_is_refused_unless_told_otherwise(store: Store) -> None:
    with store.writing() as connection:
        put(connection, tables.occasions, ROWS)
    with pytest.raises(StoreRefused), store.writing() as connection:
        put(connection, tables.occasions, ROWS[:1])
    with store.writing() as connection:
        put(connection, tables.occasions, [{**ROWS[0], "kind": "decision"}], KEPT)
    with store.reading() as connection:
        assert set(connection.execute(select(tables.occasions.c.kind)).scalars()) == {"run"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [((), set()), (("run:1", "none"), {"run:1"}), (["run:1", "run:2"] * 1000, {"run:1", "run:2"}), (("run:1'",), set())],
)  # fmt: skip
def test_among_many_or_none(store: Store, asked: list[str], found: set[str]) -> None:
    key = tables.occasions.c.key
    with store.writing() as connection:
        put(connection, tables.occasions, ROWS)
        assert set(connection.execute(select(key).where(among(connection, key, asked))).scalars()) == found


def test_lines_out_of_order_are_vouched_for_as_they_lie(store: Store) -> None:
    wares = [Ware("1"), Ware("2", rules=()), Ware("3")]
    take_in(store, facts("run-1", 0), reversed(judged(wares, at(0))))
    take_in(store, facts("run-2", 1), judged(wares, at(1)))
    assert custody.verify(store) == ()


def test_an_item_is_where_it_was_seen_last_whatever_arrives_late(store: Store) -> None:
    take(store, 2, Ware("1"), run_id="late")
    take(store, 1, Ware("1"), run_id="early")
    with store.reading() as connection:
        assert connection.execute(select(tables.items.c.last_run_id, tables.items.c.last_at)).one() == ("late", at(2))


@pytest.fixture
def steps(new_database: Callable[..., str]) -> Callable[[Callable[..., object]], list[str]]:
    """How SQLite goes about what a question asks of a memory that has just been made."""

    def explained(ask: Callable[..., object]) -> list[str]:
        found: list[str] = []
        with open_store(new_database("sqlite")) as store:

            def explain(
                connection: object, cursor: object, statement: str, values: tuple[object, ...], *_: object
            ) -> None:
                raw = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[attr-defined]
                found.extend(row[3] for row in raw)

            with store.reading() as connection:
                event.listen(store.engine, "before_cursor_execute", explain)
                ask(connection)
        return found

    return explained


KEYS = [f"{number:032d}" for number in range(500)]


@pytest.mark.parametrize(
    ("ask", "step"),
    [
        (lambda c: recall.shelves(c, KEYS), "ix_observations_item_key_run_id (item_key=? AND run_id=?)"),
        (lambda c: recall.of_run(c, "r", KEYS), "ix_observations_item_key_run_id (item_key=? AND run_id=?)"),
        (lambda c: recall.observations(c, {("r", n) for n in range(500)}), "observations_1 (run_id=? AND line=?)"),
    ],
    ids=["shelves", "of a run", "observations"],
)  # fmt: skip
def test_looks_are_found_without_reading_a_run_or_the_table(
    steps: Callable[[Callable[..., object]], list[str]], ask: Callable[..., object], step: str
) -> None:
    told = steps(ask)
    assert any(step in one for one in told), told
    assert not any(one.startswith("SCAN") and "VIRTUAL TABLE" not in one for one in told), told
