"""Databases for the tests: SQLite always, PostgreSQL where there is a server (see tests/suites.py)."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from alerts import tables
from alerts.store import Store, open_store
from tests.alerts.recount import require_recounted
from tests.alerts.scenes import BACKENDS
from tests.databases import on_server
from tests.suites import POSTGRES_URL


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    with open_store(f"sqlite:///{path}") as store:
        store.upgrade()
    return path


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Callable[..., str]]:
    """Addresses of fresh databases, upgraded unless told otherwise; each PostgreSQL one is a schema of its own."""
    schemas: list[str] = []

    def make(backend: str, *, upgraded: bool = True) -> str:
        if backend == "sqlite":
            path = tmp_path_factory.mktemp("db") / "zuanjian.db"
            if upgraded:
                shutil.copy(sqlite_template, path)
            return f"sqlite:///{path}"
        assert POSTGRES_URL, "ZUANJIAN_REQUIRE names postgres, but ZUANJIAN_TEST_POSTGRES_URL is not set"
        schema = f"zj_{uuid.uuid4().hex[:16]}"
        on_server(f"CREATE SCHEMA {schema}")
        schemas.append(schema)
        url = make_url(POSTGRES_URL).update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"})
        address = url.render_as_string(hide_password=False)
        if upgraded:
            with open_store(address) as store:
                store.upgrade()
        return address

    yield make
    for schema in schemas:
        on_server(f"DROP SCHEMA {schema} CASCADE; DROP SCHEMA IF EXISTS {schema}_jobs CASCADE")


@pytest.fixture(scope="session")
def shared_postgres(new_database: Callable[..., str]) -> str:
    return new_database("postgres")


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, new_database: Callable[..., str]) -> str:
    """The address of an empty, upgraded database: every test that takes it runs on both kinds."""
    if request.param == "sqlite":
        return new_database("sqlite")
    address: str = request.getfixturevalue("shared_postgres")
    _empty(address)
    return address


def _empty(address: str) -> None:
    """Making a schema anew costs a third of a second, so one is emptied instead, past its own triggers."""
    guarded = tables.APPEND_ONLY
    statements = [
        *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in guarded),
        *(str(table.delete()) for table in reversed(tables.metadata.sorted_tables)),
        "INSERT INTO chain VALUES (1, 0, repeat('0', 64))",
        *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in guarded),
    ]
    on_server(";".join(statements), address)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty database. However a test left it, what was counted beforehand must stand."""
    with open_store(url) as opened:
        yield opened
        if inspect(opened.engine).has_table("case_totals"):
            require_recounted(opened)
