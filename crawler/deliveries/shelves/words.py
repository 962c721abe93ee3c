"""Which words of a session belong to an item: those that were said while it was being explained."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from crawler.listing import Utterance
from crawler.shelf import Window

_LONGEST_UTTERANCE = 60_000  # ms; how far before a window words may begin that reach into it


def in_order(said: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """The same words in the order of their times."""
    return tuple(sorted(said, key=_start))


def said_during(
    said: tuple[Utterance, ...], windows: Sequence[Window], started: datetime | None, last: datetime | None
) -> tuple[Utterance, ...]:
    """The words of ``windows``; ``said`` is in order and counts from ``started``, without which nothing can be placed.

    ``last``: when the recording ends, and with it a window that shows no end of its own.
    """
    if started is None:
        return ()
    found: dict[int, Utterance] = {}
    for window in windows:
        begin = _offset(window.start, started)
        end = _offset(window.end or last or window.start, started)
        first = bisect_left(said, begin - _LONGEST_UTTERANCE, key=_start)
        for place in range(first, bisect_left(said, end, key=_start)):
            one = said[place]
            if (one.end_ms or one.start_ms or 0) > begin:
                found[place] = one
    return tuple(found[place] for place in sorted(found))


def _start(one: Utterance) -> int:
    return one.start_ms or 0


def _offset(at: datetime, start: datetime) -> int:
    return round((at - start).total_seconds() * 1000)
