"""How sources were looked at over a stretch of days: silence about a source must never read as a clean source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from alerts import rows, tables
from alerts.statistics.values import SourceDays
from alerts.values import SourceLook
from crawler.health import NotSeen


def source_days(connection: Connection, first: date, last: date, sources: Sequence[str]) -> tuple[SourceDays, ...]:
    """By source, the configured ones that were never looked at among them."""
    table = tables.runs
    looks: dict[str, list[tuple[date, SourceLook]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.day.between(first, last)).order_by(table.c.finished_at)):
        if not rows.rereads(row):
            looks[row.source].append((row.day, rows.source_look(row)))
    return tuple(_of(source, looks.get(source, [])) for source in sorted({*looks, *sources}))


def _of(source: str, looks: Sequence[tuple[date, SourceLook]]) -> SourceDays:
    short = {day for day, look in looks if not whole(look)}
    days = {day for day, _ in looks}
    return SourceDays(
        source=source,
        platform=looks[-1][1].platform if looks else "",
        days=len(days),
        whole=len(days - short),
        looks=len(looks),
        listings=sum(look.listings for _, look in looks),
        unseen=_most(one.kind for _, look in looks for one in missed(look)),
        unmet=_most(expected.name for _, look in looks for expected in look.expectations if not expected.met),
    )


def whole(look: SourceLook) -> bool:
    """True when the look promises that nothing was missed."""
    return look.verdict == "healthy" and not missed(look) and all(one.met for one in look.expectations)


def missed(look: SourceLook) -> tuple[NotSeen, ...]:
    """What was not seen. A page that answered that it is gone was looked at: it is told, but it is no gap."""
    return tuple(one for one in look.not_seen if one.kind != "vanished")


def _most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
