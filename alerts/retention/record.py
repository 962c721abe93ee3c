"""What the custody record says of looks that retention took: how many are left of a run, and their digest."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from alerts import tables
from alerts.chain import data_of


class Left(NamedTuple):
    """What must still be there of a run's looks: how many, and the digest over them."""

    lines: int
    digest: str


def left(connection: Connection) -> dict[str, Left]:
    """Of every run that retention took something of, what its newest entry says is left."""
    return _read(connection, tables.custody.c.action == "retain")


def left_of(connection: Connection, run_id: str) -> Left | None:
    """What must be there of one run, retention or not; None when the record does not know the run."""
    return _read(connection, tables.custody.c.run_id == run_id).get(run_id)


def _read(connection: Connection, which: ColumnElement[bool]) -> dict[str, Left]:
    table = tables.custody
    found: dict[str, Left] = {}
    query = select(table.c.run_id, table.c.action, table.c.data).where(
        which, table.c.run_id.is_not(None), table.c.action.in_(("run", "retain"))
    )
    for row in connection.execute(query.order_by(table.c.seq)):
        data = data_of(row.data)
        names = ("left", "left_sha256") if row.action == "retain" else ("listings", "observations")
        if all(name in data for name in names):
            found[row.run_id] = Left(int(data[names[0]]), str(data[names[1]]))
    return found
