"""Leads of a stretch of days, and how many rest on words that were disguised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from alerts import tables
from alerts.observing import OBSERVED, Seen, batches, seen
from crawler.listing import Listing
from nlp.judgement import Finding

DAYS = 28
"""Days of each of the two stretches that are compared: whole weeks, since shelves differ by weekday."""
_ONCE = 500


class Disguises(Struct, frozen=True):
    """Leads opened or come back in a stretch, and how many of them rest on words in each kind of disguise."""

    first: date
    last: date
    leads: int
    kinds: tuple[tuple[str, int], ...]


def opened(connection: Connection, first: date, last: date) -> Iterator[tuple[Finding, Listing]]:
    """Each lead opened or come back in the stretch: its finding and the listing as it was seen then."""
    table, alerts = tables.sightings.c, tables.alerts.c
    query = (
        select(table.run_id, table.line, alerts.rule)
        .join(tables.alerts, alerts.id == table.alert_id)
        .where(table.day.between(first, last), table.life.in_(("new", "reopened")), table.line.is_not(None))
        .order_by(table.seq)
    )
    looks = [(row.run_id, row.line, row.rule) for row in connection.execute(query)]
    for some in batches(looks, _ONCE):
        lines = _lines(connection, {(run, line) for run, line, _ in some})
        for run, line, rule in some:
            look = lines.get((run, line))
            found = next((one for one in look.judgement.findings if one.rule == rule), None) if look else None
            if look is not None and found is not None:
                yield found, look.listing


def _lines(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Seen]:
    table = tables.observations.c
    by_run: dict[str, list[int]] = {}
    for run, line in sorted(wanted):
        by_run.setdefault(run, []).append(line)
    found = {}
    for run, lines in by_run.items():
        for row in connection.execute(OBSERVED.where(table.run_id == run, table.line.in_(lines))):
            found[run, row.line] = seen(row)
    return found


def disguises(first: date, last: date, findings: list[Finding]) -> Disguises:
    """The count over these findings."""
    kinds = [
        {name for element in one.elements for span in element.spans for name in span.transforms} for one in findings
    ]
    counted = Counter(name for names in kinds for name in names)
    ranked = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    return Disguises(first, last, len(findings), ranked)
