"""The law of an alert: citations in force while the conduct was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from alerts.values import AlertDetail
from crawler.shanghai import local_day
from reports.document import Table
from reports.writing import Citations, Law


class LawBook:
    """Short citations by day, remembered: a thousand alerts of one day ask for a handful of different answers."""

    def __init__(self, citations: Citations) -> None:
        @lru_cache(maxsize=4096)
        def cited(ids: tuple[str, ...], on: date) -> tuple[Law, ...]:
            return tuple(citations(ids, on))

        self._cited = cited

    def of(self, detail: AlertDetail) -> tuple[str, ...]:
        """Short citations of ``rows``."""
        return tuple(row.short for row in self.rows(detail))

    def rows(self, detail: AlertDetail) -> tuple[Law, ...]:
        """Citations by the day of observation (Asia/Shanghai), each once.

        Conduct seen across a change of law cites both versions, so the first and the last day are asked.
        """
        days = {local_day(seen) for seen in (detail.alert.first_seen, detail.alert.last_seen)}
        found = {row.short: row for day in sorted(days) for row in self._cited(detail.finding.laws, day)}
        return tuple(found.values())


def law_table(rows: Sequence[Law], detail: AlertDetail) -> Table:
    """Each citation with what it demands and since when it is in force, under the days on which the conduct was seen."""
    first, last = (local_day(seen) for seen in (detail.alert.first_seen, detail.alert.last_seen))
    days = f"{first}" if first == last else f"{first} 至 {last}"
    found = tuple(
        (row.short, row.substance, f"{row.since} 起" if row.until is None else f"{row.since} 至 {row.until}")
        for row in rows
    )
    return Table(f"按行为被观察到的日期（{days}）选取", ("条文", "内容要点", "施行期间"), found)
