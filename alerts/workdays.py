"""Days as the reader counts them: dates in Asia/Shanghai, and working days.

Working days are Monday to Friday; public holidays and the weekends worked in exchange for them
are not known here, so a due date near one may differ by those days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from crawler.shanghai import SHANGHAI

DUE_WORKING_DAYS = 15
"""From opening to the decision whether to take a lead up; may be extended once by as many."""


def bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of the day and of the next, in UTC."""
    start = datetime.combine(day, time(), SHANGHAI)
    return start.astimezone(UTC), datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def working_days_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
