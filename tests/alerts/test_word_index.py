"""The index of free text: it follows what listings become, is made by an upgrade, and is written only when words changed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from sqlalchemy import select

from alerts import queries, tables
from alerts.store import Store, open_store
from tests.alerts.recount import require_recounted
from tests.alerts.scenes import BACKENDS, Ware, take

TITLES = ("冰种翡翠手镯", "翡翠", "翡 翠", "18K金翡翠💎", "a翡翠\x00b", "")
WARES = tuple(Ware(str(number), title=title) for number, title in enumerate(TITLES, 1))
UNDONE = ("DROP TABLE alert_words", "DROP TABLE alert_grams")


def found(store: Store, text: str) -> list[str]:
    return sorted(alert.item_id for alert in queries.queue(store, text=text))


def test_the_index_follows_what_a_listing_becomes(store: Store) -> None:
    take(store, 0, Ware("1", title="冰种翡翠手镯"), Ware("2", title="翡翠戒指"))
    take(store, 1, Ware("1", title="和田玉手镯"), Ware("2", title="翡翠戒指"))
    assert found(store, "翡翠") == ["2"]
    assert found(store, "和田") == ["1"]
    sound(store)
    take(store, 0.5, Ware("1", title="翡翠旧照"))  # older than what was seen since
    assert found(store, "翡翠") == ["2"]


def test_what_has_not_changed_is_not_written_again(store: Store) -> None:
    take(store, 0, Ware("1", title="冰种翡翠手镯"))
    with store.aside() as connection:
        if store.engine.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "CREATE TRIGGER refuse BEFORE UPDATE ON alert_words BEGIN SELECT RAISE(ABORT, 'written'); END"
            )
        before = connection.execute(select(tables.alert_words)).all()
    take(store, 1, Ware("1", title="冰种翡翠手镯", sale_fen=1))
    with store.reading() as connection:
        assert connection.execute(select(tables.alert_words)).all() == before


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_upgrade_indexes_the_alerts_that_are_there(
    new_database: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("alerts.migrations.versions.0015_words"), "_BATCH", 4)
    with open_store(new_database(backend)) as store:
        take(store, 0, *WARES)
        with store.aside() as connection:
            for statement in UNDONE if backend == "sqlite" else UNDONE[:1]:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0014'")
        store.upgrade()
        require_recounted(store)
        assert found(store, "翡翠") == ["1", "2", "4", "5"]
        take(store, 1, *(ware.but(title="和田玉") for ware in WARES))
        assert found(store, "翡翠") == []
        sound(store)


def sound(store: Store) -> None:
    """SQLite's own check that its index says what the table says."""
    if store.engine.dialect.name == "sqlite":
        with store.aside() as connection:
            connection.exec_driver_sql("INSERT INTO alert_grams (alert_grams) VALUES ('integrity-check')")


def test_numbers_of_rows_outlive_a_compaction(store: Store) -> None:
    take(store, 0, *WARES)
    if store.engine.dialect.name == "sqlite":
        raw = store.engine.raw_connection()
        raw.cursor().execute("VACUUM")
        raw.close()
    sound(store)
    assert found(store, "翡翠") == ["1", "2", "4", "5"]
