"""Scope: how far a text may be read as one breath. Levels: 1 list mark, 2 clause, 3 sentence."""

from __future__ import annotations

from bisect import bisect_left

from nlp.gate import is_emoji

LIST, CLAUSE, SENTENCE = 1, 2, 3

_SENTENCE = frozenset("。！!？?；;\n\r…")
_CLAUSE = frozenset(",，|｜\\【】[]()（）《》<>「」:：\t~～丨•★☆+&=")
_LIST = frozenset("、/")
_BLANK = frozenset(" \u3000\u00a0")


class Scope:
    """Boundaries of one folded text; every question is answered by binary search."""

    def __init__(self, text: str) -> None:
        self.text = text
        levels = [(i, level) for i, char in enumerate(text) if (level := _level(text, i, char))]
        self._from = {floor: [i for i, level in levels if level >= floor] for floor in (LIST, CLAUSE, SENTENCE)}

    def strongest(self, start: int, end: int) -> int:
        """The strongest boundary inside [start, end), 0 for none."""
        for level in (SENTENCE, CLAUSE, LIST):
            places = self._from[level]
            at = bisect_left(places, start)
            if at < len(places) and places[at] < end:
                return level
        return 0


def _level(text: str, i: int, char: str) -> int:
    if char in _SENTENCE:
        return SENTENCE
    if char in _CLAUSE or is_emoji(char):
        return CLAUSE
    if char in _LIST:
        return LIST
    if char in _BLANK:
        # Blanks separate Chinese phrases, but only words inside English ones (not lab grown).
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        return 0 if inside else CLAUSE
    if char == ".":
        return 0 if text[i + 1 : i + 2].isalnum() else SENTENCE
    return 0
