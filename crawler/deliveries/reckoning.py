"""What became of a delivery's rows: listings into the run, problems beside them, a line each on the receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from crawler.deliveries.delivery import Problem, Row
from crawler.deliveries.receipt import Receipt
from crawler.health import Expectation, Health, NotSeen, Scope, Verdict
from crawler.listing import Listing
from crawler.run_file import Delivered, RunWriter, runs
from crawler.shelf import ShelfEntry

REFUSED = "refused.jsonl"
"""File of an imported run that keeps every problem with the row as it stood."""

_NAMED_IN_HEALTH = 200  # problems named one by one; all of them stand in REFUSED


def read_into(writer: RunWriter, name: str, rows: Iterator[Row], now: datetime, receipt: Receipt) -> Health:
    """Write every row to the run that is being built; a listing without a time was observed at ``now``."""
    named: list[NotSeen] = []
    fields: Counter[str] = Counter()
    listings = refused = problems = 0
    with (writer.folder / REFUSED).open("wb") as aside:
        for row in rows:
            receipt.add(row)
            line = None
            if row.listing is not None:
                listing = row.listing
                if listing.observed_at is None:
                    listing = msgspec.structs.replace(listing, observed_at=now)
                line = writer.add(listing)
                listings += 1
                fields.update(_filled(listing))
            for record in row.shelf:
                writer.add_shelf(
                    msgspec.structs.replace(record, listing=line) if isinstance(record, ShelfEntry) else record
                )
            refused += row.refused
            for problem in row.problems:
                problems += 1
                aside.write(msgspec.json.encode(problem) + b"\n")
                if len(named) < _NAMED_IN_HEALTH:
                    named.append(_not_seen(name, problem))
    if problems > len(named):
        named.append(NotSeen(name, "bad_row", f"另有 {problems - len(named)} 处问题，见 {REFUSED}"))
    verdict: Verdict = "broken" if not listings else "thin" if problems else "healthy"
    return Health(
        verdict=verdict,
        counts={"pages": 0, "listings": listings, "refused": refused},
        fields=dict(sorted(fields.items())),
        looked=(Scope(complete=False, listings=listings),),
        not_seen=tuple(named),
        expectations=(Expectation("min_listings", 1, listings, listings >= 1),),
    )


def _not_seen(file: str, problem: Problem) -> NotSeen:
    name = f"{file}/{problem.file}" if problem.file else file
    return NotSeen(f"{name} {problem.place}".strip(), problem.kind, problem.reason)


def used_before(runs_dir: Path, delivered: Delivered) -> Iterator[Row]:
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
