"""From a delivered file to a run: the bytes are kept, the rows read, what was refused kept aside."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from crawler.deliveries.delivery import (
    Context,
    DeliveryRefused,
    Problem,
    Row,
    digest,
    kind_of,
    read_delivery,
    sender_batch,
)
from crawler.deliveries.receipt import NAME as RECEIPT
from crawler.deliveries.receipt import Receipt
from crawler.health import DELIVERED, Expectation, Health, NotSeen, Scope, Verdict
from crawler.listing import Listing, Shop
from crawler.run_file import Delivered, Run, RunRefused, RunWriter, runs
from crawler.whole_file import WholeFile

REFUSED = "refused.jsonl"
"""File of an imported run that keeps every problem with the row as it stood."""

_NAMED_IN_HEALTH = 200  # problems named one by one; all of them stand in REFUSED


@dataclass(frozen=True, slots=True)
class Imported:
    """The run of a delivered file, how many problems its rows had, and whether the same bytes had come before."""

    run: Run
    problems: int
    already: bool

    @property
    def receipt(self) -> Path | None:
        """The sheet for the sender; None for a run made before there were any."""
        path = self.run.path / RECEIPT
        return path if path.exists() else None


def import_file(
    path: Path, runs_dir: Path, evidence_dir: Path, *, now: datetime, kind: str | None = None, shop: str | None = None
) -> Imported:
    """Read one delivered file into a run. Raises DeliveryRefused when nothing in it can be read.

    The run's id is made from the bytes and the shop, so the same delivery twice is the same run, and a
    delivery whose reading was killed half-way is simply read again. ``observed_at`` of listings that carry
    no time is ``now``: when we were handed the file.
    """
    kind_of(path, kind)
    sha256 = digest(path)
    run_id = f"import-{sha256[:16]}" + (f"-{_short(shop)}" if shop else "")
    existing = runs_dir / run_id
    if existing.exists():
        run = Run(existing)
        return Imported(run, _problem_lines(run), already=True)
    delivered = Delivered(path.name, sha256, path.stat().st_size, sender_batch(path, kind))

    def keep(file: Path, digest: str) -> None:
        _keep(file, evidence_dir / digest[:2] / digest)

    keep(path, sha256)
    context = Context(sha256=sha256, shop=Shop(name=shop) if shop else None, keep=keep)
    rows = itertools.chain(_used_before(runs_dir, delivered), read_delivery(path, context, kind))
    writer = RunWriter.create(
        runs_dir,
        run_id,
        kind="import",
        source=DELIVERED,
        platform=context.platform,
        started_at=now,
        grant=f"送交文件 {path.name}",
        delivered=delivered,
    )
    try:
        with Receipt(writer.folder / RECEIPT, delivered, run_id) as receipt:
            health = _read_into(writer, path, rows, now, receipt)
    except DeliveryRefused:
        writer.abandon()
        raise
    try:
        run = writer.seal(health, finished_at=now)
    except RunRefused:
        # The same bytes were imported by another process meanwhile: theirs is ours.
        writer.abandon()
        run = Run(existing)
    return Imported(run, health.counts["refused"], already=False)


def _read_into(writer: RunWriter, path: Path, rows: Iterator[Row], now: datetime, receipt: Receipt) -> Health:
    named: list[NotSeen] = []
    fields: Counter[str] = Counter()
    listings = refused = problems = 0
    with (writer.folder / REFUSED).open("wb") as aside:
        for row in rows:
            receipt.add(row)
            if row.listing is not None:
                listing = row.listing
                if listing.observed_at is None:
                    listing = msgspec.structs.replace(listing, observed_at=now)
                writer.add(listing)
                listings += 1
                fields.update(_filled(listing))
            refused += row.refused
            for problem in row.problems:
                problems += 1
                aside.write(msgspec.json.encode(problem) + b"\n")
                if len(named) < _NAMED_IN_HEALTH:
                    named.append(_not_seen(path, problem))
    if problems > len(named):
        named.append(NotSeen(path.name, "bad_row", f"另有 {problems - len(named)} 处问题，见 {REFUSED}"))
    verdict: Verdict = "broken" if not listings else "thin" if problems else "healthy"
    return Health(
        verdict=verdict,
        counts={"pages": 0, "listings": listings, "refused": refused},
        fields=dict(sorted(fields.items())),
        looked=(Scope(complete=False, listings=listings),),
        not_seen=tuple(named),
        expectations=(Expectation("min_listings", 1, listings, listings >= 1),),
    )


def _not_seen(path: Path, problem: Problem) -> NotSeen:
    name = f"{path.name}/{problem.file}" if problem.file else path.name
    return NotSeen(f"{name} {problem.place}".strip(), problem.kind, problem.reason)


def _used_before(runs_dir: Path, delivered: Delivered) -> Iterator[Row]:
    """A sender's batch id names one delivery: the same id on other bytes is said, and both are kept."""
    for run in runs(runs_dir) if delivered.batch else ():
        other = run.manifest.delivered
        if other and other.batch == delivered.batch and other.sha256 != delivered.sha256:
            reason = f"批次号“{delivered.batch}”此前已用于另一份送交（{other.name}，批次 {run.id}）"
            yield Row(0, None, (Problem(0, "batch", reason),), remark=True)
            return


def _filled(listing: Listing) -> Iterator[str]:
    for name in listing.__struct_fields__:
        if getattr(listing, name) not in (None, ()):
            yield name


def problems_of(run: Run) -> Iterator[Problem]:
    """Everything that was wrong in the file a run was read from, in the order of rows."""
    path = run.path / REFUSED
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                yield msgspec.json.decode(line, type=Problem)


def _problem_lines(run: Run) -> int:
    return sum(1 for _ in problems_of(run))


def _keep(path: Path, kept: Path) -> None:
    """The bytes as delivered, under their hash, before anything is read from them."""
    if not kept.exists():
        with path.open("rb") as source, WholeFile(kept) as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _short(shop: str) -> str:
    import hashlib

    return hashlib.sha256(shop.encode()).hexdigest()[:8]
