"""Shanghai time: the one zone in which days of looking, budgets, alerts and reports are counted.

China keeps a single time zone (UTC+8, no daylight saving since 1991); sellers' sheets and shops write it without saying so.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The calendar day in Shanghai of an instant that carries a zone."""
    return at.astimezone(SHANGHAI).date()


def within(clock: time, start: time, end: time) -> bool:
    """Whether a time of day lies in a daily window: ``start`` belongs to it, ``end`` does not; it may run over midnight,
    and equal ends mean all day."""
    if start == end:
        return True
    return start <= clock < end if start < end else clock >= start or clock < end
