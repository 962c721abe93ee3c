"""Days as the reader counts them: dates in Asia/Shanghai, and working days on the mainland calendar.

Public holidays and the weekends worked in exchange for them are those of the State Council's yearly notice, as
``chinesecalendar`` has them. The notice for a year comes out late in the year before: in years that the package does
not know, Monday to Friday count as working days and every date reached is provisional (暂定).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import chinese_calendar

from crawler.shanghai import SHANGHAI

DUE_WORKING_DAYS = 15
"""From opening to the decision whether to take a lead up; may be extended once by as many."""

ARRANGED = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
"""Years whose holidays are known. What lies before is long past, and never provisional."""


class Due(NamedTuple):
    """A due date; ``provisional``: it was reached by counting days whose holidays are not known yet."""

    day: date
    provisional: bool


def bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of the day and of the next, in UTC."""
    start = datetime.combine(day, time(), SHANGHAI)
    return start.astimezone(UTC), datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def arranged(day: date) -> bool:
    """Whether the holidays of the day's year are known."""
    return day.year in ARRANGED


def works(day: date) -> bool:
    """Is it a working day? Monday to Friday where the year's holidays are not known."""
    if not arranged(day):
        return day.weekday() < 5
    # The package's own question searches all its tables for the first and the last year each time it is asked.
    return day in chinese_calendar.workdays or (day.weekday() < 5 and day not in chinese_calendar.holidays)


@lru_cache(maxsize=4096)
def due_after(day: date, count: int) -> Due:
    """The ``count``-th working day after ``day``, which itself does not count."""
    provisional = False
    while count > 0:
        day += timedelta(days=1)
        provisional = provisional or day.year >= ARRANGED.stop
        count -= works(day)
    return Due(day, provisional)


def working_days_after(day: date, count: int) -> date:
    """The date alone of ``due_after``."""
    return due_after(day, count).day


@lru_cache(maxsize=4096)
def working_days_left(today: date, due: date) -> int:
    """Working days after ``today`` up to and with ``due``; below zero: working days after ``due`` up to and with today."""
    first, last = sorted((today, due))
    days = sum(works(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    return days if today <= due else -days
