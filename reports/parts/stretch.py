"""Which days a week or a month is, and the days before it that it is compared with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["week", "month"]


class Stretch(NamedTuple):
    """``first`` to ``last``, both inclusive, and as many days of the one before; ``ended``: the whole of it has passed."""

    first: date
    last: date
    before_first: date
    before_last: date
    ended: bool


def stretch(unit: Unit, day: date, today: date, *, chosen: bool = True) -> Stretch:
    """The week from Monday or the calendar month that holds ``day``, no further than ``today``.

    Where nobody chose the day it is the last one that has ended: asked for on a Monday morning, the week of which there
    is something to say is the one before. A stretch that is still running is compared with as many days of the last.
    """
    if not chosen:
        day = _first(unit, today) - timedelta(days=1)
    first = _first(unit, day)
    end = _end(unit, first)
    last = max(first, min(end, today))
    before_first = _first(unit, first - timedelta(days=1))
    before_last = first - timedelta(days=1)
    if last < end:
        before_last = min(before_last, before_first + (last - first))
    return Stretch(first, last, before_first, before_last, end < today)


def _first(unit: Unit, day: date) -> date:
    return day - timedelta(days=day.weekday()) if unit == "week" else day.replace(day=1)


def _end(unit: Unit, first: date) -> date:
    if unit == "week":
        return first + timedelta(days=6)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
