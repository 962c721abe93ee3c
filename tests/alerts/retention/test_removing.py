"""Retention: what is due goes and is on record; what stands behind an alert stays; nobody else can delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select, text

from alerts import custody, queries, tables
from alerts.channels import Telling
from alerts.outbox.recipient import Recipient
from alerts.outbox.sending import send
from alerts.retention.due import count
from alerts.retention.removing import retain
from alerts.retention.terms import Terms
from alerts.store import Store, StoreRefused, open_store
from alerts.upgrading import configuration
from tests.alerts.scenes import BACKENDS, Ware, at, take

CLEAN = Ware("9", title="培育钻石戒指", rules=())
LATER = 100
ASKED = Recipient("值班", ("群",), kinds=("opened", "overdue"))


class Anybody:
    def tell(self, message: Telling, now: object) -> None:
        pass


@pytest.fixture
def old(store: Store) -> Store:
    """A lead that was once clear, two that never were anything, three looks long ago and one of late; told about."""
    take(store, 0, Ware("1", rules=()), CLEAN, CLEAN.but(item_id="8"))
    take(store, 1, Ware("1"), CLEAN)
    take(store, 2, Ware("1"), CLEAN.but(title="培育钻石戒指 新款"))
    _send(store, 2)
    take(store, LATER - 1, Ware("1"), CLEAN)
    return store


def test_what_would_go_is_what_goes(old: Store) -> None:
    expected = count(old, Terms(), at(LATER))
    assert (expected["observations"], expected["contents"]) == (4, 2)
    done = retain(old, Terms(), at(LATER))
    assert (done.rows, done.refused) == (expected, ())
    assert custody.verify(old) == ()
    assert custody.removed(old) == 4
    assert set(retain(old, Terms(), at(LATER)).rows.values()) == {0}
    assert set(count(old, Terms(), at(LATER)).values()) == {0}


def test_everything_behind_an_alert_stays(old: Store) -> None:
    before = queries.history(old, "douyin", "s1", "1")
    alert = queries.detail(old, queries.queue(old)[0].id)
    retain(old, Terms(), at(LATER))
    assert queries.history(old, "douyin", "s1", "1") == before
    assert len(before) == 4, "also the look from before it was one"
    assert queries.detail(old, queries.queue(old)[0].id) == alert
    assert [look.run_id for look in queries.history(old, "douyin", "s1", "9")] == [f"run-{LATER - 1:06.2f}"]


def test_the_patrol_goes_on_after_it(old: Store) -> None:
    retain(old, Terms(), at(LATER))
    assert take(old, LATER, Ware("1"), Ware("9")).opened == 1
    assert take(old, LATER + 1, CLEAN, CLEAN.but(item_id="8")).corrected == 1
    assert custody.verify(old) == ()


def test_a_run_that_arrives_late_takes_nothing_removed_for_gone(store: Store) -> None:
    take(store, 0, Ware("1"), CLEAN)
    take(store, 1, Ware("1"), CLEAN)
    assert retain(store, Terms(), at(LATER)).rows["observations"] == 2
    assert take(store, 0.5, Ware("9"), run_id="late", source="other").opened == 1
    [alert] = (one for one in queries.queue(store) if one.item_id == "9")
    assert alert.state == "new", "it was there a day later, only that is no longer known"


def test_what_was_told_goes_and_a_missed_date_is_not_told_twice(store: Store) -> None:
    take(store, 0, Ware("1"))
    _send(store, 0)
    _send(store, 40)
    terms = Terms(messages=30)
    assert count(store, terms, at(LATER))["messages"] == 2
    done = retain(store, terms, at(LATER))
    assert (done.rows["messages"], done.rows["occasions"]) == (2, 1), "the run; the missed date stays"
    assert _send(store, LATER) == 0
    assert custody.verify(store) == ()


def test_nothing_altered_is_laundered(old: Store) -> None:
    with old.aside() as connection:
        for statement in _without_triggers(
            old,
            "UPDATE observations SET verdict = 'clear' WHERE item_key IN (SELECT key FROM items WHERE item_id = '8')",
            "UPDATE observations SET shop_id = 's2' WHERE run_id = 'run-001.00'",
        ):
            connection.execute(text(statement))
    assert [broken.key for broken in custody.verify(old)] == ["run-001.00"]
    done = retain(old, Terms(), at(LATER))
    assert done.refused == ("run-001.00",)
    assert [broken.key for broken in custody.verify(old)] == ["run-001.00"]


def test_no_other_door(old: Store) -> None:
    for statement in ("DELETE FROM observations", "DELETE FROM contents", "UPDATE observations SET verdict = 'clear'"):
        with pytest.raises(StoreRefused, match="只可追加"), old.writing() as connection:
            connection.execute(text(statement))
    retain(old, Terms(), at(LATER))
    with pytest.raises(StoreRefused, match="只可追加"), old.writing() as connection:
        connection.execute(text("DELETE FROM observations"))


def test_a_door_opened_by_hand_is_found(old: Store) -> None:
    with old.aside() as connection:
        connection.execute(text("INSERT INTO retention_door VALUES (1)"))
        connection.execute(text("DELETE FROM observations WHERE run_id = 'run-000.00'"))
        connection.execute(text("DELETE FROM retention_door"))
    assert ("observations", "run-000.00") in [(broken.table, broken.key) for broken in custody.verify(old)]
    with old.aside() as connection:
        connection.execute(text("UPDATE runs SET removed = 3 WHERE run_id = 'run-000.00'"))
    assert ("runs", "run-000.00") in [(broken.table, broken.key) for broken in custody.verify(old)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_database_of_the_first_version_with_data_comes_up(new_database: Callable[..., str], backend: str) -> None:
    from alembic import command

    with open_store(new_database(backend, upgraded=False)) as store:
        with store.aside() as connection:
            command.upgrade(configuration(connection), "0001")
            for statement in _FIRST:
                connection.execute(text(statement))
        store.upgrade()
        with store.reading() as connection:
            assert connection.execute(select(func.count()).select_from(tables.observations)).scalar_one() == 1
            assert connection.execute(select(tables.runs.c.removed)).scalar_one() == 0
        with pytest.raises(StoreRefused, match="只可追加"), store.writing() as connection:
            connection.execute(text("DELETE FROM observations"))
        assert retain(store, Terms(), at(1000)).refused == ("r",), "the record knows no such run"
        take(store, 0, Ware("1"))


_FIRST = (
    "INSERT INTO runs (run_id, source, platform, started_at, finished_at, as_of, day, verdict, health, listings_sha256,"
    " listings, clear, flagged, could_not_judge, content_poor, rulebooks) VALUES ('r', 'nanwan', 'douyin',"
    " '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01', 'healthy',"
    """ '{"verdict":"healthy","counts":{},"fields":{},"looked":[],"not_seen":[]}', 'x', 1, 1, 0, 0, 0, '[]')""",
    "INSERT INTO items VALUES ('k', 'douyin', 's', '7', '2026-01-01 00:00:00', 'r')",
    "INSERT INTO contents VALUES ('c', '{}')",
    "INSERT INTO observations VALUES ('r', 1, 'k', '2026-01-01 00:00:00', 'c', '{}', NULL, NULL, 'clear', '{}')",
)


def _send(store: Store, day: float) -> int:
    return send(store, (ASKED,), {"群": Anybody()}, lambda: at(day) + timedelta(minutes=1), Random(1)).told


def _without_triggers(store: Store, *statements: str) -> list[str]:
    if store.engine.dialect.name == "postgresql":
        return [
            "ALTER TABLE observations DISABLE TRIGGER USER",
            *statements,
            "ALTER TABLE observations ENABLE TRIGGER USER",
        ]
    update = "CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations BEGIN SELECT RAISE(ABORT, 'append only: observations'); END"
    return ["DROP TRIGGER observations_no_update", *statements, update]
