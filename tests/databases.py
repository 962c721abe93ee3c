"""Fresh databases for what runs outside pytest (benchmarks, chaos): SQLite in a folder, PostgreSQL in a schema of its own."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from alerts.store import open_store
from tests.suites import POSTGRES_URL


def kinds() -> tuple[str, ...]:
    """The kinds of database that can be had here."""
    return ("sqlite", "postgres") if POSTGRES_URL else ("sqlite",)


@contextmanager
def fresh(kind: str, *, durable: bool = True) -> Iterator[str]:
    """The address of an upgraded, empty database that is gone afterwards. ``durable``: PostgreSQL waits for its disk."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield _upgraded(f"sqlite:///{folder}/zuanjian.db")
        return
    schema = f"zj_{uuid.uuid4().hex[:16]}"
    on_server(f"CREATE SCHEMA {schema}")
    try:
        options = f"-csearch_path={schema}" + ("" if durable else " -csynchronous_commit=off")
        url = make_url(POSTGRES_URL).update_query_dict({"options": options})
        yield _upgraded(url.render_as_string(hide_password=False))
    finally:
        on_server(f"DROP SCHEMA {schema} CASCADE; DROP SCHEMA IF EXISTS {schema}_jobs CASCADE")


def on_server(statement: str, address: str = POSTGRES_URL) -> None:
    """One statement on the PostgreSQL server, past the store."""
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _upgraded(address: str) -> str:
    with open_store(address) as store:
        store.upgrade()
    return address
