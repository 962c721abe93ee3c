"""A day with one alert."""

from __future__ import annotations

from alerts.values import DayBrief
from tests.reports.briefs import brief, detail


def values() -> DayBrief:
    return brief(detail())
