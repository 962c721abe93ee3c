"""A connector of procrastinate that opens nothing: it works on a connection, and in a transaction, that we hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from procrastinate.sync_psycopg_connector import SyncPsycopgConnector, wrap_exceptions
from psycopg import Connection as Psycopg
from psycopg import Cursor
from psycopg.rows import DictRow, dict_row
from sqlalchemy import Connection


class Within(SyncPsycopgConnector):
    """A unique violation is raised as procrastinate's own, and only the statement is undone, not the transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._held: Any = connection.connection.driver_connection

    @contextmanager
    def _get_cursor(self, connection: Psycopg | None = None) -> Iterator[Cursor[DictRow]]:
        with self._held.transaction(), self._held.cursor(row_factory=dict_row) as cursor:
            yield cursor

    @wrap_exceptions()
    def execute_query(self, query: Any, **arguments: Any) -> None:
        with self._get_cursor() as cursor:
            cursor.execute(query, self._wrap_json(arguments))

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        self.execute_query(query, **arguments)

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        return self.execute_query_one(query, **arguments)

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        return self.execute_query_all(query, **arguments)
