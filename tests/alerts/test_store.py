"""The door: what is no database is refused in one Chinese line, and the tables are what the migrations make."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from alerts import queries, tables
from alerts.store import Store, StoreRefused, open_store
from tests.alerts.scenes import BACKENDS, Ware, at, take


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "地址有误"),
        ("zuanjian.db", "地址有误"),
        ("mysql://root@localhost/zuanjian", "不支持 mysql"),
        ("sqlite://", "须写明文件"),
        ("sqlite:///:memory:", "须写明文件"),
        ("sqlite:////no/such/folder/zuanjian.db", "文件夹不存在"),
        ("postgresql://somebody:geheim@127.0.0.1:1/zuanjian", "没有应答"),
        ("postgresql://somebody:geheim@no-such-host.invalid/zuanjian", "主机"),
    ],
)
def test_bad_address(url: str, reason: str) -> None:
    with pytest.raises(StoreRefused, match=reason) as refused:
        open_store(url)
    assert "\n" not in refused.value.reason
    assert "geheim" not in refused.value.reason


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database, but long enough to look like one" * 40)
    with pytest.raises(StoreRefused, match=r"notes\.db：该文件不是数据库"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="是一个文件夹"):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("backend", BACKENDS)
def test_database_of_a_newer_version(new_database: Callable[..., str], backend: str) -> None:
    url = new_database(backend)
    with open_store(url) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreRefused, match="更新版本的程序建立（9999）"):
        open_store(url)


@pytest.mark.parametrize("backend", BACKENDS)
def test_database_without_tables_says_what_to_do(new_database: Callable[..., str], backend: str) -> None:
    with open_store(new_database(backend, upgraded=False)) as store:
        with pytest.raises(StoreRefused, match="db upgrade"):
            queries.queue(store)
        with pytest.raises(StoreRefused, match="db upgrade"):
            take(store, 0, Ware("1"))
        store.upgrade()
        assert take(store, 0, Ware("1")).opened == 1


def _in_the_metadata(name: str | None, *_: object) -> bool:
    """The index of free text is each database's own: FTS5 with its tables, or an expression."""
    return not (name or "").startswith(("alert_grams", "ix_alert_words_grams"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_migrations_make_the_tables_that_the_code_uses(new_database: Callable[..., str], backend: str) -> None:
    with open_store(new_database(backend)) as store, store.engine.connect() as connection:
        ours = MigrationContext.configure(connection, opts={"include_name": _in_the_metadata})
        assert compare_metadata(ours, tables.metadata) == []


def test_upgrading_again_keeps_everything(store: Store) -> None:
    take(store, 0, Ware("1"))
    store.upgrade()
    assert len(queries.queue(store)) == 1


@pytest.mark.parametrize("backend", BACKENDS)
def test_two_programs_upgrading_at_once(new_database: Callable[..., str], backend: str) -> None:
    url = new_database(backend, upgraded=False)
    program = "import sys; from alerts.store import open_store\nwith open_store(sys.argv[1]) as s: s.upgrade()"
    children = [subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE) for _ in range(2)]
    ends = [(child.communicate(timeout=60)[1], child.returncode) for child in children]
    assert [code for _, code in ends] == [0, 0], ends
    with open_store(url) as store:
        assert take(store, 0, Ware("1")).opened == 1


def test_sqlite_is_set_up_for_a_desk_and_a_crawl_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / '钻鉴.db'}"
    with open_store(url) as store:
        store.upgrade()
        with store.reading() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "foreign_keys", "busy_timeout")
            }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60000}


def test_readers_are_not_held_up_by_a_writer(store: Store) -> None:
    take(store, 0, Ware("1"))
    with store.writing() as connection:
        connection.execute(tables.jobs.insert().values(id=7, name="x", started_at=at(0)))
        assert len(queries.queue(store)) == 1


def test_failed_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            connection.execute(tables.jobs.insert().values(id=7, name="x", started_at=at(0)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as connection:
        assert connection.execute(tables.jobs.select()).all() == []


def test_file_that_may_not_be_written(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "readonly.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_store(f"sqlite:///{path}") as store:
        # As an administrator the tests may write to any file: the driver itself is told not to.
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StoreRefused, match="文件不可写，请检查权限"):
            take(store, 0, Ware("1"))


def test_damaged_file(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "damaged.db"
    good = sqlite_template.read_bytes()
    path.write_bytes(good[:4096] + b"\xff" * (len(good) - 4096))
    with pytest.raises(StoreRefused, match=r"damaged\.db：数据库文件已损坏"), open_store(f"sqlite:///{path}") as store:
        queries.queue(store)


def test_no_time_without_a_zone_is_stored(store: Store) -> None:
    from datetime import datetime

    with pytest.raises(StoreRefused), store.writing() as connection:
        connection.execute(tables.jobs.insert().values(id=7, name="x", started_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_other_program_holding_the_file_is_named(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alerts.store.BUSY_SECONDS", 0.05)
    path = tmp_path / "held.db"
    path.write_bytes(sqlite_template.read_bytes())
    with open_store(f"sqlite:///{path}") as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreRefused, match="正被其他程序占用"):
            take(store, 0, Ware("1"))
        holder.rollback()
        holder.close()
        assert take(store, 0, Ware("1")).opened == 1
