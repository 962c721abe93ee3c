"""Respelt: a copy of a text in which something was undone, and the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

Cell = tuple[int, int]
"""[start, end) of the text that one character of a copy stands for."""


class Respelt:
    """``text`` is the copy. Made piece by piece; the way back is only gone where something was found."""

    def __init__(self, original: str) -> None:
        self.text = ""
        self._original = original
        self._pieces: list[str] = []
        self._length = 0
        self._done = 0  # of the original
        self._starts: list[int] = []  # of each piece, in the copy
        self._cells: list[tuple[int, int]] = []  # (start, 0): as it stood from start on; else one cell for all of it

    def put(self, start: int, end: int, new: str) -> None:
        """``new`` for [start, end) of the original; what lies before it stays. From left to right."""
        if start > self._done:
            self._add(self._original[self._done : start], (self._done, 0))
        if new:
            self._add(new, (start, end))
        self._done = end

    def finished(self) -> Respelt | None:
        """The copy with the rest of the text; None when nothing was put in."""
        if not self._done:
            return None
        if self._done < len(self._original):
            self._add(self._original[self._done :], (self._done, 0))
        self.text = "".join(self._pieces)
        return self

    def sign_by_sign(self, signs: Callable[[str], str]) -> Respelt:
        """Every character of the copy exchanged for another one."""
        self.text = signs(self.text)
        return self

    def cells(self, start: int, end: int) -> list[Cell]:
        """What the characters at [start, end) of the copy, start < end, stand for."""
        return [self._cell(i) for i in range(start, end)]

    def bounds(self, start: int, end: int) -> Cell:
        """[start, end) of the copy, start < end, as [start, end) of the text."""
        return self._cell(start)[0], self._cell(end - 1)[1]

    def _add(self, piece: str, cell: Cell) -> None:
        self._pieces.append(piece)
        self._starts.append(self._length)
        self._cells.append(cell)
        self._length += len(piece)

    def _cell(self, at: int) -> Cell:
        piece = bisect_right(self._starts, at) - 1
        first, end = self._cells[piece]
        if end:
            return first, end
        first += at - self._starts[piece]
        return first, first + 1


def respell(text: str, what: re.Pattern[str], anew: Callable[[str], str | None]) -> Respelt | None:
    """Replace every match of ``what`` by ``anew(match)`` (None: leave it); None when nothing was replaced.

    Each character of a replacement stands for the whole match.
    """
    copy = Respelt(text)
    for match in what.finditer(text):
        if (new := anew(match[0])) is not None:
            copy.put(*match.span(), new)
    return copy.finished()
