"""Scope: how far a text may be read as one breath. Levels: 1 list mark, 2 clause, 3 sentence."""

from __future__ import annotations

import re

from nlp.disguise.joined import is_emoji

LIST, CLAUSE, SENTENCE = 1, 2, 3

_SENTENCE = frozenset("。！!？?；;\n\r…")
_CLAUSE = frozenset(",，|｜\\【】[]()（）《》<>「」:：\t~～丨•★☆+&=")
_LIST = frozenset("、/")
_BLANK = frozenset(" \u3000\u00a0")
_LEVELS = dict.fromkeys(_LIST, LIST) | dict.fromkeys(_CLAUSE, CLAUSE) | dict.fromkeys(_SENTENCE, SENTENCE)
_MAYBE = re.compile(
    "["
    + re.escape("".join(sorted(_SENTENCE | _CLAUSE | _LIST | _BLANK | {"."})))
    + "\u200d\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
"""Every character that _level may answer with a level; the others are not even looked at."""


class Scope:
    """Boundaries of one folded text: one byte a character, its level."""

    def __init__(self, text: str) -> None:
        self.text = text
        levels = bytearray(len(text))
        for found in _MAYBE.finditer(text):
            at = found.start()
            levels[at] = _LEVELS.get(text[at]) or _level(text, at, text[at])
        self._levels = bytes(levels)

    def strongest(self, start: int, end: int) -> int:
        """The strongest boundary inside [start, end), 0 for none. Takes time in the length asked for."""
        between = self._levels[start:end]
        for level in (SENTENCE, CLAUSE, LIST):
            if level in between:
                return level
        return 0


def _level(text: str, i: int, char: str) -> int:
    """The level of a character whose surroundings decide it."""
    if is_emoji(char):
        return CLAUSE
    if char in _BLANK:
        # Blanks separate Chinese phrases, but only words inside English ones (not lab grown).
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        return 0 if inside else CLAUSE
    if char == ".":
        return 0 if text[i + 1 : i + 2].isalnum() else SENTENCE
    return 0
