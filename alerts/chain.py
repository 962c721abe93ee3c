"""The chain: everything that happened, in one append-only record of hashes.

Each entry's hash is SHA-256 over the hash before it and the entry in canonical JSON (RFC 8785's
idea: sorted keys, no spaces, UTF-8), so nothing can be altered, taken out or put in order anew
without breaking every later link. Entries about runs and decisions carry a digest of the rows they
speak of. Cutting off the newest entries together with the chain's head leaves a valid shorter
chain: against that a copy of the head must be kept elsewhere (``head``).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select, update

from alerts import tables
from alerts.store import Store, StoreRefused
from alerts.writing import put

GENESIS = "0" * 64
MACHINE = "系统"
_BATCH = 1000
_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


class Chain:
    """The chain's end, held by one writer for one transaction: ``add`` entries, then ``keep`` them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        row = connection.execute(select(tables.chain.c.seq, tables.chain.c.hash)).one_or_none()
        if row is None:
            raise StoreRefused("存证记录的末尾登记已丢失，不能继续写入；请用 zuanjian db verify 核查")
        self._seq, self._hash = int(row.seq), str(row.hash)
        self._pending: list[dict[str, Any]] = []

    @property
    def next(self) -> int:
        """The number that the next entry will have."""
        return self._seq + 1

    def add(
        self,
        *,
        at: datetime,
        actor: str,
        action: str,
        detail: str,
        alert_id: str | None = None,
        run_id: str | None = None,
        state: str | None = None,
        data: dict[str, Any] | None = None,
    ) -> int:
        """Add an entry and give back its number."""
        self._seq += 1
        entry = {
            "seq": self._seq, "at": at, "actor": actor, "action": action, "alert_id": alert_id, "run_id": run_id,
            "state": state, "detail": detail, "data": canonical(data or {}).decode("utf-8"),
        }  # fmt: skip
        self._hash = link(self._hash, entry)
        self._pending.append({**entry, "hash": self._hash})
        if len(self._pending) >= _BATCH:
            self.keep()
        return self._seq

    def keep(self) -> None:
        """Write what was added."""
        if not self._pending:
            return
        put(self._connection, tables.custody, self._pending)
        self._connection.execute(update(tables.chain).values(seq=self._seq, hash=self._hash))
        self._pending = []


def data_of(text: str) -> dict[str, Any]:
    """An entry's data as stored; empty for what is no object: then the chain itself says that it was altered."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def head(store: Store) -> tuple[int, str]:
    """Number and hash of the newest entry (0 and zeros for an empty record): what to note down outside."""
    with store.reading() as connection:
        row = connection.execute(select(tables.chain.c.seq, tables.chain.c.hash)).one()
    return int(row.seq), str(row.hash)


def canonical(value: dict[str, Any]) -> bytes:
    """Canonical JSON; times as UTC with microseconds, so that equal moments are equal bytes."""
    try:
        return orjson.dumps(value, default=_plain, option=_SORTED)
    except TypeError:  # names of a row's columns are more than plain texts
        return orjson.dumps({str(name): item for name, item in value.items()}, default=_plain, option=_SORTED)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form of {type(value).__name__}")


def link(previous: str, entry: dict[str, Any]) -> str:
    """The hash of an entry that follows ``previous``."""
    return hashlib.sha256(previous.encode("ascii") + canonical(_utc(entry))).hexdigest()


def _utc(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "at": entry["at"].astimezone(UTC)}


def observations_digest(connection: Connection, run_id: str) -> str:
    """SHA-256 over what a run observed, by line; kept in the run's entry."""
    table = tables.observations
    digest = hashlib.sha256()
    names = [str(column.name) for column in table.c]
    line: int | None = None
    while True:
        query = select(table).where(table.c.run_id == run_id).order_by(table.c.line).limit(_BATCH)
        rows = connection.execute(query if line is None else query.where(table.c.line > line)).all()
        for row in rows:
            digest.update(canonical(dict(zip(names, row, strict=True))))
        if len(rows) < _BATCH:
            return digest.hexdigest()
        line = rows[-1].line


def run_digest(connection: Connection, run_id: str) -> str | None:
    """SHA-256 over what is known of a run itself (verdict, health, times, totals); None when it is not known."""
    table = tables.runs
    columns = [table.c[name] for name in _RUN]
    row = connection.execute(select(*columns).where(table.c.run_id == run_id)).one_or_none()
    return None if row is None else hashlib.sha256(canonical(dict(row._mapping))).hexdigest()


_RUN = (
    "run_id", "source", "platform", "started_at", "finished_at", "verdict", "health", "listings_sha256", "listings",
    "clear", "flagged", "could_not_judge", "content_poor", "rulebooks",
)  # fmt: skip
