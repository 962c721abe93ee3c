"""The door: within one transaction, rows of an append-only table may be deleted, and an entry says which went.

The triggers of ``observations`` and ``contents`` let a DELETE through only while a row stands in ``retention_door``.
It is put there in the transaction that deletes and taken away before its end, so no other connection ever meets it
open. Whoever can write SQL could open it too: then the custody record does not say so, and ``db verify`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, delete, insert
from sqlalchemy.exc import SQLAlchemyError

from alerts import tables
from alerts.chain import Chain
from alerts.store import Store

_LEFT = (
    tables.observations,
    tables.contents,
    tables.items,
    tables.messages,
    tables.notices,
    tables.jobs,
    tables.pauses,
)
"""Tables whose freed rows lie on in PostgreSQL until they are swept."""


@contextmanager
def opened(store: Store) -> Iterator[tuple[Connection, Chain]]:
    """One transaction with the door open; whoever deletes must ``add`` an entry of what went."""
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            # Freed pages would keep what stood in them for as long as nothing else needs the room.
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        chain = Chain(connection)
        connection.execute(insert(tables.retention_door).values(seq=chain.next))
        yield connection, chain
        connection.execute(delete(tables.retention_door))
        chain.keep()


def settle(store: Store) -> None:
    """Let what went through the door leave the disk, too: the write-ahead log of SQLite, the dead rows of PostgreSQL.

    As far as others let us: a reader that looks on holds the log, and it is emptied with the next call.
    """
    with suppress(SQLAlchemyError), store.engine.connect() as connection:
        at_once = connection.execution_options(isolation_level="AUTOCOMMIT")
        if connection.dialect.name == "sqlite":
            at_once.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            at_once.exec_driver_sql(f"VACUUM {', '.join(table.name for table in _LEFT)}")
