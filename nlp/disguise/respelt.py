"""Respelt: a copy of a text in which something was undone, and the way back to the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Respelt:
    """``text`` is the copy; character i of it stands for [firsts[i], ends[i]) of the text it was made from."""

    text: str
    firsts: list[int]
    ends: list[int]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the copy, start < end, as [start, end) of the text."""
        return self.firsts[start], self.ends[end - 1]


def respell(text: str, what: re.Pattern[str], anew: Callable[[str], str | None]) -> Respelt | None:
    """Replace every match of ``what`` by ``anew(match)`` (None: leave it); None when nothing was replaced.

    Each character of a replacement stands for the whole match.
    """
    pieces: list[str] = []
    firsts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in what.finditer(text):
        new = anew(match[0])
        if new is None:
            continue
        start, end = match.span()
        pieces += (text[done:start], new)
        firsts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        firsts.extend([start] * len(new))
        ends.extend([end] * len(new))
        done = end
    if not pieces:
        return None
    pieces.append(text[done:])
    firsts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Respelt("".join(pieces), firsts, ends)
