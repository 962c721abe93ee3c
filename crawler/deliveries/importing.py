"""From a delivered file to a run: the bytes are kept, the rows read, what was refused kept aside."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from crawler.deliveries.delivery import (
    Context,
    DeliveryRefused,
    Problem,
    digest,
    kind_of,
    read_delivery,
    sender_batch,
    told_name,
)
from crawler.deliveries.mapping.memory import Mappings
from crawler.deliveries.mapping.propose import peek
from crawler.deliveries.receipt import NAME as RECEIPT
from crawler.deliveries.receipt import Receipt
from crawler.deliveries.reckoning import REFUSED, read_into, used_before
from crawler.deliveries.spoken_before import spoken_before
from crawler.health import DELIVERED
from crawler.listing import Shop
from crawler.run_file import Delivered, Run, RunRefused, RunWriter
from crawler.whole_file import WholeFile


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
    path: Path,
    runs_dir: Path,
    evidence_dir: Path,
    *,
    now: datetime,
    kind: str | None = None,
    shop: str | None = None,
    mappings: Path | None = None,
) -> Imported:
    """Read one delivered file into a run. Raises DeliveryRefused when nothing in it can be read.

    ``mappings``: the folder of what was confirmed about senders' columns. The run's id is made from the bytes,
    the shop and the confirmed columns, so the same delivery twice is the same run, and a delivery whose reading
    was killed half-way is simply read again. ``observed_at`` of listings that carry no time is ``now``: when we
    were handed the file.
    """
    reader = kind_of(path, kind)
    sha256 = digest(path)
    known = Mappings(mappings, shop) if mappings and mappings.is_dir() else None
    columns = _confirmed(path, known, reader.NAME) if known else {}
    parts = (f"import-{sha256[:16]}", _short(shop or ""), _short(repr(sorted(columns.items())) if columns else ""))
    run_id = "-".join(filter(None, parts))
    existing = runs_dir / run_id
    if existing.exists():
        run = Run(existing)
        return Imported(run, _problem_lines(run), already=True)

    def keep(file: Path, digest: str) -> None:
        _keep(file, evidence_dir / digest[:2] / digest)

    keep(path, sha256)
    delivered = Delivered(told_name(path), sha256, path.stat().st_size, sender_batch(path, kind), columns)
    context = Context(
        sha256=sha256,
        shop=Shop(name=shop) if shop else None,
        keep=keep,
        mapping=known.of if known else None,
        speech=partial(spoken_before, runs_dir),
    )
    rows = itertools.chain(used_before(runs_dir, delivered), read_delivery(path, context, kind))
    writer = RunWriter.create(
        runs_dir,
        run_id,
        kind="import",
        source=DELIVERED,
        platform=context.platform,
        started_at=now,
        grant=f"送交文件 {delivered.name}",
        delivered=delivered,
    )
    try:
        with Receipt(writer.folder / RECEIPT, delivered, run_id) as receipt:
            health = read_into(writer, delivered.name, rows, now, receipt)
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


def _confirmed(path: Path, known: Mappings, kind: str) -> dict[str, str]:
    """What was confirmed for this sheet's columns, or for a package's shop; nothing for what its reader refuses."""
    try:
        if kind != "sheet":
            return known.of_shop() if kind == "package" else {}
        return known.of(peek(path, known.of).header)
    except DeliveryRefused:
        return {}


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


def _short(text: str) -> str:
    """Eight hex digits that stand for a text; "" for none."""
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""
