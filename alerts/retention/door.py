"""The door: within one transaction, rows of an append-only table may be deleted, and an entry says which went.

The triggers of ``observations`` and ``contents`` let a DELETE through only while a row stands in ``retention_door``.
It is put there in the transaction that deletes and taken away before its end, so no other connection ever meets it
open. Whoever can write SQL could open it too: then the custody record does not say so, and ``db verify`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert

from alerts import tables
from alerts.chain import Chain
from alerts.store import Store


@contextmanager
def opened(store: Store) -> Iterator[tuple[Connection, Chain]]:
    """One transaction with the door open; whoever deletes must ``add`` an entry of what went."""
    with store.writing() as connection:
        chain = Chain(connection)
        connection.execute(insert(tables.retention_door).values(seq=chain.next))
        yield connection, chain
        connection.execute(delete(tables.retention_door))
        chain.keep()
