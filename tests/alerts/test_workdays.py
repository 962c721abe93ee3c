"""Days in Shanghai, and working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from alerts.workdays import bounds, working_days_after
from crawler.shanghai import local_day


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2026, 11, 23), 4, date(2026, 11, 27)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 2), 15, date(2026, 11, 23)),
    ],
)
def test_working_days(start: date, count: int, expected: date) -> None:
    assert working_days_after(start, count) == expected


@pytest.mark.parametrize(("second", "day"), [(-1, 21), (0, 22), (1, 22)])
def test_day_turns_in_shanghai(second: int, day: int) -> None:
    midnight = datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert local_day(midnight + timedelta(seconds=second)) == date(2026, 11, day)
    assert bounds(date(2026, 11, 22)) == (midnight, midnight + timedelta(days=1))
