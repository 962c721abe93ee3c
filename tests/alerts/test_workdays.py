"""Days in Shanghai, and working days on the mainland calendar as the State Council's notices give it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from alerts.workdays import ARRANGED, Due, bounds, due_after, working_days_after, working_days_left, works
from crawler.shanghai import local_day

LAST = ARRANGED.stop - 1


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2026, 11, 23), 4, date(2026, 11, 27)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 2), 15, date(2026, 11, 23)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # 国庆: the 1st to the 7th are off
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the make-up Saturday counts
        (date(2026, 9, 30), 15, date(2026, 10, 27)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a make-up Sunday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday worked before 春节
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # 春节: the 15th to the 23rd are off
        (date(2026, 2, 14), 5, date(2026, 2, 28)),  # and the Saturday worked after it
        (date(2025, 9, 26), 15, date(2025, 10, 23)),  # 中秋 and 国庆 in one; the 28th and the 11th are worked
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # 元旦, with a make-up Sunday
    ],
)
def test_working_days(start: date, count: int, expected: date) -> None:
    assert working_days_after(start, count) == expected


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 10, 1), False), (date(2026, 10, 7), False), (date(2026, 10, 8), True), (date(2026, 10, 10), True),
    (date(2026, 10, 11), False), (date(2026, 2, 14), True), (date(2026, 2, 16), False), (date(2026, 2, 28), True),
])  # fmt: skip
def test_holidays_and_make_up_days(day: date, expected: bool) -> None:
    assert works(day) is expected


def test_working_days_are_those_of_the_package() -> None:
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(365 * 3)]
    assert [works(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


def test_dates_in_the_last_known_year_are_certain() -> None:
    day, provisional = due_after(date(LAST, 11, 2), 15)
    assert (day.year, provisional) == (LAST, False)
    assert due_after(date(LAST, 12, 30), 0) == Due(date(LAST, 12, 30), provisional=False)


def test_dates_in_the_year_after_count_weekends_only_and_are_provisional() -> None:
    start = date(LAST, 12, 31)
    due = due_after(start, 15)
    weekdays = [start + timedelta(days=days) for days in range(1, 40)]
    assert due == Due([day for day in weekdays if day.weekday() < 5][14], provisional=True)
    assert works(date(LAST + 1, 1, 1)) is (date(LAST + 1, 1, 1).weekday() < 5)


def test_what_lies_before_the_calendar_is_not_provisional() -> None:
    assert due_after(date(ARRANGED.start - 1, 11, 3), 1) == Due(date(ARRANGED.start - 1, 11, 4), provisional=False)


@pytest.mark.parametrize(("today", "due", "left"), [
    (date(2026, 9, 30), date(2026, 9, 30), 0),
    (date(2026, 9, 30), date(2026, 10, 8), 1),
    (date(2026, 10, 1), date(2026, 10, 8), 1),
    (date(2026, 10, 8), date(2026, 9, 30), -1),
    (date(2026, 10, 7), date(2026, 9, 30), 0),  # late, though no working day has passed
])  # fmt: skip
def test_working_days_left(today: date, due: date, left: int) -> None:
    assert working_days_left(today, due) == left


@pytest.mark.parametrize(("second", "day"), [(-1, 21), (0, 22), (1, 22)])
def test_day_turns_in_shanghai(second: int, day: int) -> None:
    midnight = datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert local_day(midnight + timedelta(seconds=second)) == date(2026, 11, day)
    assert bounds(date(2026, 11, 22)) == (midnight, midnight + timedelta(days=1))
