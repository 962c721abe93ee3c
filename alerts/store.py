"""The door to the database: opening, upgrading, reading and writing in one transaction at a time.

SQLite in a file is the default (WAL, foreign keys on, waits instead of failing when busy); a
``postgresql://`` address moves everything to PostgreSQL. No database error leaves this package:
what went wrong is a StoreRefused with one Chinese line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from alerts import tables, upgrading

BUSY_SECONDS = 60
"""How long a SQLite writer waits for another: longer than one run's intake takes."""

CACHE_KIB = 64 * 1024
"""Memory a SQLite connection may keep pages in. With its own two megabytes a large run writes pages out and reads them back
before it is over."""

_WRITES = "zuanjian_writes"


class StoreRefused(Exception):
    """The database cannot be used; ``reason`` is one Chinese line without any password."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Store:
    """An open database. Use as a context manager, or call ``close``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The address as it may be printed: no password."""
        return self.engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        self.engine.dispose()

    def upgrade(self) -> None:
        """Bring the tables to this version's shape; nothing happens when they are. Raises StoreRefused."""
        with self._transaction() as connection:
            upgrading.upgrade(connection)
        more = True
        while more:  # a new value of an enumeration cannot be used in the transaction that adds it
            with self._transaction() as connection:
                more = upgrading.upgrade_queue(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the data."""
        with _named(self.name), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone: the custody chain has one end, so writers take their turn at its head.

        Everything inside is kept or nothing is; readers are not held up.
        """
        with self._transaction() as connection:
            connection.execute(update(tables.chain).values(id=1))
            yield connection

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """One transaction about what the custody record does not speak of: on PostgreSQL it waits for no intake."""
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with _named(self.name), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection


def open_store(url: str) -> Store:
    """Open the database at ``url`` (``sqlite:///FILE`` or ``postgresql://…``); tables come with ``upgrade``.

    Raises StoreRefused for a bad address, a folder that is missing, a file that is not a database
    or not writable, a server that does not answer, and tables of a newer version of the program.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreRefused("数据库地址有误：应为 sqlite:///文件 或 postgresql://用户@主机/库名") from None
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(parsed)
    elif parsed.get_backend_name() == "postgresql":
        engine = _postgres(parsed)
    else:
        raise StoreRefused(f"数据库地址有误：不支持 {parsed.get_backend_name()}，只支持 sqlite 和 postgresql")
    store = Store(engine)
    try:
        _require_known_schema(store)
    except BaseException:
        store.close()
        raise
    return store


def _require_known_schema(store: Store) -> None:
    with _named(store.name), store.engine.connect() as connection:
        unknown = upgrading.unknown_revision(connection)
    if unknown:
        raise StoreRefused(f"数据库 {store.name} 由更新版本的程序建立（{unknown}），请先升级本程序")


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise StoreRefused("数据库地址有误：sqlite 须写明文件，例如 sqlite:///zuanjian.db")
    path = Path(url.database)
    if path.is_dir():
        raise StoreRefused(f"数据库文件 {path} 是一个文件夹")
    if not path.absolute().parent.is_dir():
        raise StoreRefused(f"数据库文件 {path} 所在的文件夹不存在")
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        # The driver would otherwise begin late and commit around DDL: transactions are begun below, by name.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that begins as a reader fails at once (not after the wait) when another wrote meanwhile.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ImportError, NoSuchModuleError):
        raise StoreRefused("使用 PostgreSQL 需要安装可选组件：pip install 'zuanjian[postgres]'") from None


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Database errors as one Chinese line."""
    try:
        yield
    except DBAPIError as error:
        raise StoreRefused(f"数据库 {name}：{_reason(error)}") from error
    except SQLAlchemyError as error:
        raise StoreRefused(f"数据库 {name}：{_first_line(error)}") from error


_REASONS = (
    ("file is not a database", "该文件不是数据库"),
    ("file is encrypted", "该文件不是数据库"),
    ("malformed", "数据库文件已损坏"),
    ("unable to open database file", "无法打开文件，请检查权限"),
    ("readonly database", "文件不可写，请检查权限"),
    ("database is locked", "正被其他程序占用，请稍后再试"),
    ("disk is full", "磁盘已满"),
    ("no space left", "磁盘已满"),
    ("disk i/o error", "磁盘读写出错"),
    ("no such module: fts5", "本机 SQLite 不带全文索引 FTS5，请换用带有它的 Python"),
    ("no such table", "尚未建表或版本过旧，请先运行 zuanjian db upgrade"),
    ("no such column", "版本过旧，请先运行 zuanjian db upgrade"),
    ("undefinedtable", "尚未建表或版本过旧，请先运行 zuanjian db upgrade"),
    ("append only", "存证记录只可追加，不可修改或删除"),
    ("connection refused", "数据库服务没有应答"),
    ("could not translate host", "找不到数据库主机"),
    ("name or service not known", "找不到数据库主机"),
    ("failed to resolve host", "找不到数据库主机"),
    ("timeout expired", "连接数据库超时"),
    ("password authentication failed", "用户名或密码不被接受"),
    ("no password supplied", "用户名或密码不被接受"),
    ("does not exist", "数据库、用户或数据表不存在"),
    ("permission denied", "没有权限"),
)


def _reason(error: DBAPIError) -> str:
    text = f"{type(error.orig).__name__} {error.orig}".lower()
    for sign, reason in _REASONS:
        if sign in text:
            return reason
    return _first_line(error.orig)


def _first_line(error: BaseException | None) -> str:
    line = next(iter(str(error).strip().splitlines()), "")
    return f"操作失败（{re.sub(r'://[^@/ ]*@', '://***@', line)[:200]}）"
