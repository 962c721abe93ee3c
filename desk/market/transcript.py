"""What is said in a room: every item has its explain window, at the same time of the session on every day.

A window is kept for an item that is not on the shelf that day, so that the others do not move.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from desk.market.shelves import Goods, Shelf

SLOT_MS = 150_000
"""From the beginning of one item's turn to the next."""
WINDOW_MS = 120_000
"""How long the item is explained; what is said before its window belongs to no item."""
_LEAD_MS = 30_000
_CUE_MS = 4_000
_SPOKEN_MS = 3_500

Cue = tuple[int, int, str]
"""Start, end (milliseconds from the start of the session), words."""


def window(goods: Goods) -> tuple[int, int]:
    """Start and end of an item's explain window, in milliseconds from the start of the session."""
    start = goods.slot * SLOT_MS + _LEAD_MS
    return start, start + WINDOW_MS


def spoken(goods: Goods) -> list[Cue]:
    """What the host says while the item is explained."""
    start, _ = window(goods)
    return [(start + n * _CUE_MS, start + n * _CUE_MS + _SPOKEN_MS, words) for n, words in enumerate(goods.speech, 1)]


def cues(shelf: Shelf, day: int) -> Iterator[Cue]:
    """Everything that is said on a day, in order: banter between the windows, the items within them."""
    for n, goods in enumerate(shelf.days[day]):
        if shelf.banter and n % 2 == 0:
            start = goods.slot * SLOT_MS + _CUE_MS
            yield start, start + _SPOKEN_MS, shelf.banter[n // 2 % len(shelf.banter)]
        yield from spoken(goods)


def webvtt(shelf: Shelf, day: int) -> str:
    """The day's transcript as a WebVTT file."""
    lines = ["WEBVTT", ""]
    for n, (start, end, words) in enumerate(cues(shelf, day), 1):
        lines += [str(n), f"{_stamp(start)} --> {_stamp(end)}", escape(words, quote=False), ""]
    return "\n".join(lines)


def _stamp(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
