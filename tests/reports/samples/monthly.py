"""October, against September."""

from __future__ import annotations

from datetime import date

from reports.parts.stretch_report import Statistics
from tests.reports.samples.weekly import period


def values() -> Statistics:
    return Statistics(period(date(2026, 10, 1), 31), period(date(2026, 9, 1), 30), ended=True)
