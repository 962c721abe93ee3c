"""Shanghai time: the one zone in which days of looking, budgets, alerts and reports are counted.

China keeps a single time zone (UTC+8, no daylight saving since 1991); sellers' sheets and shops write it without saying so.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The calendar day in Shanghai of an instant that carries a zone."""
    return at.astimezone(SHANGHAI).date()
