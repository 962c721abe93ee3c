"""Extract: what goes into an evidence pack about some alerts, and the entry that says that the pack was made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from alerts import rows, tables
from alerts.chain import GENESIS, Chain, canonical, data_of
from alerts.details import details
from alerts.inclusion import Tree
from alerts.observing import OBSERVED, batches, seen
from alerts.store import Store
from alerts.values import AlertDetail
from alerts.vouched import KINDS
from crawler.listing import Listing
from nlp.judgement import Judgement

_BATCH = 500
_OF_RUNS = ("run", "retain")


class Look(Struct, frozen=True):
    """One look at a listing behind the pack's ``alerts``: ``line`` of the run that saw it (``run_id``), what was read and
    what was judged. ``judged_in``: the run under which it was judged again later, else the same."""

    alerts: tuple[str, ...]
    run_id: str
    line: int
    judged_in: str
    at: datetime
    content: str
    listing: Listing
    judgement: Judgement


class Entry(Struct, frozen=True):
    """One custody entry: ``text`` is exactly what was hashed after ``previous``; ``path`` leads from ``hash`` to the
    checkpoint's root; ``rows``: vouched rows by kind, each exactly as its digest in the entry covers it."""

    seq: int
    hash: str
    previous: str
    text: str
    path: tuple[str, ...]
    rows: dict[str, str] = {}


class Checkpoint(Struct, frozen=True):
    """The record as it stood: how many entries, the Merkle root over their hashes, and the newest one with its path."""

    entries: int
    root: str
    head: str
    head_path: tuple[str, ...]


class Extract:
    """One consistent view for one pack; see ``extract``."""

    def __init__(self, connection: Connection, alert_ids: Collection[str], decisions: Collection[int]) -> None:
        self._connection = connection
        self._alerts = list(dict.fromkeys(alert_ids))
        self._decisions = decisions
        self.runs = self._runs()
        """Of every run of the looks: the run id -> the run that it judged again, or None."""
        self._tree = self._planted()

    def looks(self) -> Iterator[Look]:
        """Every look at the listings of these alerts, by listing and time; a listing is read from one look at a time."""
        keys = self._keys()
        for some in batches(sorted(keys), _BATCH):
            table = tables.observations.c
            query = OBSERVED.where(table.item_key.in_(some))
            query = query.order_by(table.item_key, table.at, table.run_id, table.line)
            for row in self._connection.execute(query, execution_options={"yield_per": _BATCH}):
                one = seen(row)
                yield Look(
                    alerts=tuple(sorted(keys[one.item_key])), run_id=self.runs[one.run_id] or one.run_id, line=one.line,
                    judged_in=one.run_id, at=one.at, content=one.content, listing=one.listing, judgement=one.judgement,
                )  # fmt: skip

    def details(self) -> tuple[AlertDetail, ...]:
        """The alerts with their proof, worst first."""
        found = []
        for some in batches(self._alerts, _BATCH):
            query = select(*rows.ALERT).where(tables.alerts.c.id.in_(some))
            found += [rows.alert(row) for row in self._connection.execute(query)]
        order = {"high": 0, "medium": 1, "low": 2}
        found.sort(key=lambda one: (order.get(one.severity, 9), -one.confidence, one.first_seen, one.id))
        return details(self._connection, found)

    def removed(self) -> dict[str, str]:
        """Of these runs, what the record says retention took, in its own words."""
        table = tables.custody.c
        found: dict[str, str] = {}
        for some in batches(sorted(self.runs), _BATCH):
            query = select(table.run_id, table.detail).where(table.action == "retain", table.run_id.in_(some))
            found.update((row.run_id, row.detail) for row in self._connection.execute(query.order_by(table.seq)))
        return found

    def checkpoint(self) -> Checkpoint:
        """Where the custody record stands in this view. A record without entries has none of the alerts either."""
        size, head = self._tree.size, self._head
        return Checkpoint(size, self._tree.root().hex(), head, tuple(one.hex() for one in self._tree.path(size - 1)))

    def entries(self) -> Iterator[Entry]:
        """The custody entries about these alerts, their runs and decisions, in order."""
        table = tables.custody
        for some in batches(self._seqs, _BATCH):
            found = self._connection.execute(select(table).where(table.c.seq.in_(some)).order_by(table.c.seq)).all()
            vouched = self._vouched([(row.seq, data_of(row.data)) for row in found])
            for row in found:
                entry = {name: value for name, value in row._mapping.items() if name != "hash"}
                yield Entry(
                    seq=row.seq, hash=row.hash, previous=self._previous[row.seq],
                    text=canonical({**entry, "at": row.at.astimezone(UTC)}).decode("utf-8"),
                    path=tuple(one.hex() for one in self._tree.path(row.seq - 1)), rows=vouched.get(row.seq, {}),
                )  # fmt: skip

    def _keys(self) -> dict[str, list[str]]:
        """The listings of the alerts: item key -> alerts."""
        found: dict[str, list[str]] = {}
        table = tables.alerts.c
        for some in batches(self._alerts, _BATCH):
            for row in self._connection.execute(select(table.id, table.item_key).where(table.id.in_(some))):
                found.setdefault(row.item_key, []).append(row.id)
        return found

    def _runs(self) -> dict[str, str | None]:
        look, run = tables.observations.c, tables.runs.c
        found: dict[str, str | None] = {}
        for some in batches(sorted(self._keys()), _BATCH):
            query = select(run.run_id, run.rejudged).join(tables.observations, look.run_id == run.run_id)
            for row in self._connection.execute(query.where(look.item_key.in_(some)).distinct()):
                found[row.run_id] = row.rejudged
        return found

    def _planted(self) -> Tree:
        """The tree over the whole record; on the way the hash before each entry that is wanted."""
        table = tables.custody.c
        wanted: set[int] = set()
        for some in batches(self._alerts, _BATCH):
            wanted.update(self._connection.execute(select(table.seq).where(table.alert_id.in_(some))).scalars())
        for some in batches(sorted(self.runs), _BATCH):
            query = select(table.seq).where(
                table.run_id.in_(some), table.alert_id.is_(None), table.action.in_(_OF_RUNS)
            )
            wanted.update(self._connection.execute(query).scalars())
        for numbers in batches(self._decisions, _BATCH):
            wanted.update(self._connection.execute(select(table.seq).where(table.seq.in_(numbers))).scalars())
        self._seqs = sorted(wanted)
        last = self._connection.execute(select(tables.chain.c.seq)).scalar_one()
        tree = Tree({seq - 1 for seq in wanted} | {last - 1})
        self._previous, self._head = dict[int, str](), GENESIS
        query = select(table.seq, table.hash).where(table.seq <= last).order_by(table.seq)
        hashes = self._connection.execute(query, execution_options={"yield_per": 10_000})
        for row in hashes:
            if row.seq in wanted:
                self._previous[row.seq] = self._head
            self._head = row.hash
            tree.add(bytes.fromhex(row.hash))
        return tree

    def _vouched(self, entries: Sequence[tuple[int, dict[str, Any]]]) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for kind in KINDS:
            seqs = [seq for seq, data in entries if kind.name in data]
            for row in self._connection.execute(select(kind.table).where(kind.table.c.seq.in_(seqs))) if seqs else ():
                found.setdefault(row.seq, {})[kind.name] = kind.text(dict(row._mapping)).decode("utf-8")
        return found


@contextmanager
def extract(store: Store, alert_ids: Collection[str], decisions: Collection[int] = ()) -> Iterator[Extract]:
    """What there is about these alerts in one view of the data. ``decisions``: numbers of further entries (of a case)."""
    with store.reading() as connection:
        yield Extract(connection, alert_ids, decisions)


def record_pack(
    store: Store, *, at: datetime, actor: str, detail: str, alert_id: str | None, data: dict[str, Any],
    finish: Callable[[], None],
) -> int:  # fmt: skip
    """Write down that a pack was made and let ``finish`` bring it to its place, both or neither; the entry's number.

    Raises StoreRefused, and whatever ``finish`` raises.
    """
    with store.writing() as connection:
        chain = Chain(connection)
        seq = chain.add(at=at, actor=actor, action="pack", detail=detail, alert_id=alert_id, data={"pack": data})
        chain.keep()
        finish()
    return seq
