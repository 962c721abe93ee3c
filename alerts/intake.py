"""Intake: a finished, screened run taken into memory, whole or not at all.

One transaction per run. A run taken again changes nothing; a program killed half-way leaves
nothing behind, and the same command again does all of it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, TypeVar

import msgspec
from sqlalchemy import Connection, insert, select, update

from alerts import tables, terms
from alerts.absences import take_unflagged
from alerts.cases.grouping import group
from alerts.cases.totals import tell
from alerts.chain import MACHINE, canonical, observations_digest, run_digest
from alerts.ledger import Ledger
from alerts.looks import Taking, take_flagged
from alerts.observing import Noted, batches, noted, observe
from alerts.outbox.occasions import note_run
from alerts.store import Store, StoreRefused
from alerts.values import IntakeSummary, RunFacts
from crawler.listing import Listing
from crawler.shanghai import local_day
from nlp.judgement import Judgement

T = TypeVar("T")

_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of judged lines kept in memory before a temporary file takes over: memory stays flat for any run."""

_COUNTS = ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked")


class Reach(msgspec.Struct):
    """What the spooled lines add up to. ``latest``: the newest time a listing was seen, None when one carries none;
    ``ordered``: the lines came by their numbers."""

    listings: int = 0
    clear: int = 0
    flagged: int = 0
    could_not_judge: int = 0
    content_poor: int = 0
    latest: datetime | None = None
    timeless: bool = False
    last_line: int = 0
    ordered: bool = True
    rulebooks: set[str] = msgspec.field(default_factory=set)


def take_in(store: Store, run: RunFacts, judged: Iterable[tuple[int, Listing, Judgement]]) -> IntakeSummary:
    """Take a run in: its observations, and what they do to alerts. Raises StoreRefused; whatever ``judged`` raises
    passes through with nothing written.

    Looks are ordered by when the listing was seen (``observed_at``, never after ``finished_at``), absences by the
    newest such time of the run. What is older than what an alert already saw is kept as an observation and moves
    only the alert's first sight. Days and due dates count from ``finished_at``.
    """
    known = _known(store, run.run_id)
    if known:
        return known
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        # Judging is slow and lazy: it must be over before the transaction holds up the people at the desk.
        reach = _spool(spool, run, judged)
        with store.writing() as connection:
            row = connection.execute(select(tables.runs).where(tables.runs.c.run_id == run.run_id)).one_or_none()
            if row is not None:
                return _summary(row, already_taken=True)
            return _take(connection, run, reach, _spooled(spool))


class _Rehearsed(Exception):
    """Ends a rehearsal; the transaction is rolled back on its way out."""


def rehearse(
    store: Store, run: RunFacts, judged: Iterable[tuple[int, Listing, Judgement]], after: Callable[[Connection], T]
) -> T:
    """What ``after`` finds when the run has been taken in; then nothing of it is kept. Raises as ``take_in``."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        reach = _spool(spool, run, judged)
        try:
            with store.writing() as connection:
                _take(connection, run, reach, _spooled(spool))
                found = after(connection)
                raise _Rehearsed  # noqa: TRY301 - the only way out that rolls back
        except _Rehearsed:
            return found


def _said(run: RunFacts) -> str:
    if run.rejudged is not None:
        return f"规则更新后重新判断运行 {run.rejudged}"
    if run.health.rereads is not None:
        return f"接收对运行 {run.health.rereads} 的补充（图片文字或口播）"
    return "接收运行"


def _known(store: Store, run_id: str) -> IntakeSummary | None:
    with store.reading() as connection:
        row = connection.execute(select(tables.runs).where(tables.runs.c.run_id == run_id)).one_or_none()
    return _summary(row, already_taken=True) if row is not None else None


def _summary(row: tables.AnyRow, *, already_taken: bool) -> IntakeSummary:
    counts = {name: int(getattr(row, name)) for name in ("listings", *_COUNTS)}
    return IntakeSummary(run_id=str(row.run_id), already_taken=already_taken, **counts)


def _spool(spool: IO[bytes], run: RunFacts, judged: Iterable[tuple[int, Listing, Judgement]]) -> Reach:
    reach = Reach()
    lines: set[int] = set()
    encoder = msgspec.msgpack.Encoder()
    for line, listing, judgement in judged:
        if line in lines:
            raise StoreRefused(f"运行 {run.run_id} 第 {line} 行出现两次，未接收")
        lines.add(line)
        if (listing.platform, listing.item_id) != (judgement.platform, judgement.item_id):
            raise StoreRefused(f"运行 {run.run_id} 第 {line} 行的判断属于另一件商品，未接收")
        reach.listings += 1
        if judgement.verdict == "flagged":
            reach.flagged += 1
        elif judgement.verdict == "clear":
            reach.clear += 1
        else:
            reach.could_not_judge += 1
        reach.content_poor += any(note.code == "content_poor" for note in judgement.notes)
        one = noted(run, line, listing, judgement)
        reach.latest = max(reach.latest or one.at, one.at)
        reach.ordered &= line > reach.last_line
        reach.last_line = line
        reach.rulebooks.add(judgement.rulebook)
        reach.timeless |= listing.observed_at is None
        record = encoder.encode(one)
        spool.write(len(record).to_bytes(8, "big") + record)
    return reach


def _spooled(spool: IO[bytes]) -> Iterator[Noted]:
    decoder = msgspec.msgpack.Decoder(Noted)
    spool.seek(0)
    while size := spool.read(8):
        yield decoder.decode(spool.read(int.from_bytes(size, "big")))


def _take(connection: Connection, run: RunFacts, reach: Reach, lines: Iterable[Noted]) -> IntakeSummary:
    again = run.health.rereads is not None
    # What is read again was counted with the look that saw it.
    names = ("listings", "clear", "flagged", "could_not_judge", "content_poor")
    counted = {name: 0 if again else getattr(reach, name) for name in names}
    as_of = run.finished_at if reach.latest is None or reach.timeless else reach.latest
    connection.execute(
        insert(tables.runs).values(
            run_id=run.run_id, source=run.source, platform=run.platform, started_at=run.started_at,
            finished_at=run.finished_at, as_of=as_of, day=local_day(run.finished_at), verdict=run.health.verdict,
            health=msgspec.json.encode(run.health).decode("utf-8"), listings_sha256=run.listings_sha256,
            **counted, rejudged=run.rejudged,
            rulebooks=msgspec.json.encode(sorted(reach.rulebooks)).decode("utf-8"),
        )
    )  # fmt: skip
    observed = hashlib.sha256()
    for batch in batches(lines):
        for row in observe(connection, run, batch):
            observed.update(canonical(row))
    # What was just written is read back only where its order in the table is another one.
    digest = observed.hexdigest() if reach.ordered else observations_digest(connection, run.run_id)
    ledger = Ledger(connection)
    ledger.chain.add(
        at=run.finished_at, actor=MACHINE, action="run", run_id=run.run_id, detail=f"{_said(run)}，共 {reach.listings} 条商品",
        data={
            "source": run.source, "listings": reach.listings, "listings_sha256": run.listings_sha256,
            "observations": digest, "run": run_digest(connection, run.run_id),
        },
    )  # fmt: skip
    taking = Taking(connection, ledger, run, as_of)
    take_flagged(taking)
    take_unflagged(taking)
    terms.settle(connection, ledger.chain, run.finished_at)
    ledger.keep()
    group(taking)
    tell(connection, alerts=ledger.touched)
    found = bool(ledger.counts["new"] or ledger.counts["reopened"])
    note_run(connection, run, found=found, worse=taking.worse)
    counts = {("opened" if life == "new" else life): count for life, count in ledger.counts.items()}
    connection.execute(update(tables.runs).where(tables.runs.c.run_id == run.run_id).values(counts))
    return IntakeSummary(run_id=run.run_id, listings=counted["listings"], already_taken=False, **counts)
