"""Texts as digits and letters: what is written full width, in circles, with key caps or Chinese numerals, with a map back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SKIPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\ufe0e\u20e3")
"""Characters that stand inside a number without being seen, and what makes a key cap of a digit."""
_NUMERALS = dict(zip("零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "000123456789123456789" + "1", strict=True))
_CIRCLED = {chr(first + n): str(n + 1) for first in (0x2776, 0x2780, 0x278A) for n in range(9)} | {"\u24ff": "0"}


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` in lower case; its character ``i`` stands at ``places[i]`` of the original, which ends at ``length``."""

    text: str
    places: tuple[int, ...]
    length: int

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) lies in the original, with what was skipped inside and right after it."""
        return self.places[start], self.places[end] if end < len(self.places) else self.length


def plain(text: str, *, numerals: bool = False) -> Plain:
    """One character for each that counts. ``numerals``: Chinese numerals are read as digits, too."""
    if text.isascii():
        return Plain(text.lower(), tuple(range(len(text))), len(text))
    kept = [(i, _one(c, numerals)) for i, c in enumerate(text) if c not in _SKIPPED]
    return Plain("".join(c for _, c in kept), tuple(i for i, _ in kept), len(text))


def has_numerals(text: str) -> bool:
    """Whether a number of eleven digits, some of them Chinese numerals, can stand in a text."""
    return not _NUMERALS.keys().isdisjoint(text) and sum(c in _NUMERALS or c.isdigit() for c in text) >= 11


@lru_cache(maxsize=8192)
def _one(character: str, numerals: bool) -> str:
    if numerals and character in _NUMERALS:
        return _NUMERALS[character]
    folded = _CIRCLED.get(character) or unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
