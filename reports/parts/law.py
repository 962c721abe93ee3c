"""The law of an alert: citations in force while the conduct was seen."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from alerts.values import AlertDetail
from crawler.shanghai import local_day
from reports.writing import Citations


class LawBook:
    """Short citations by day, remembered: a thousand alerts of one day ask for a handful of different answers."""

    def __init__(self, citations: Citations) -> None:
        @lru_cache(maxsize=4096)
        def cited(ids: tuple[str, ...], on: date) -> tuple[str, ...]:
            return tuple(law.short for law in citations(ids, on))

        self._cited = cited

    def of(self, detail: AlertDetail) -> tuple[str, ...]:
        """Citations by the day of observation (Asia/Shanghai), each once.

        Conduct seen across a change of law cites both versions, so the first and the last day are asked.
        """
        days = {local_day(seen) for seen in (detail.alert.first_seen, detail.alert.last_seen)}
        cited = (short for day in sorted(days) for short in self._cited(detail.finding.laws, day))
        return tuple(dict.fromkeys(cited))
