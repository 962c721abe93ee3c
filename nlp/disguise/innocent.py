"""Innocent: whether an odd spelling is simply other words: 人工|转接 is no 人工钻, 天|燃气 no 天然."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

_BESIDE = 5


@lru_cache(maxsize=20_000)
def _cut(window: str) -> tuple[tuple[int, int], ...]:
    from nlp.segment import pipeline

    cuts = []
    start = 0
    for token in pipeline().tokenizer(window):
        cuts.append((start, start + len(token.text)))
        start += len(token.text)
    return tuple(cuts)


def other_words(text: str, start: int, end: int, odd: Collection[int]) -> bool:
    """Whether the characters at ``odd``, inside [start, end), belong to ordinary words as written.

    A word that reaches over an edge explains them; so does one inside a short spelling (周|大夫). A name
    of three characters or more that the dictionary knows as a whole is still that name.
    """
    left = max(0, start - _BESIDE)
    for first, last in _cut(text[left : end + _BESIDE]):
        a, b = left + first, left + last
        if b - a < 2 or not any(a <= i < b for i in odd):
            continue
        if a < start or b > end or end - start == 2 or (end - start == 3 and b - a == 2):
            return True
    return False


def crossed(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word reaches over an edge of [start, end): 天燃 in 天|燃气灶."""
    left = max(0, start - _BESIDE)
    return any(
        left + a < edge < left + b for a, b in _cut(text[left : end + _BESIDE]) if b - a > 1 for edge in (start, end)
    )


def edge_words(text: str, first: int, last: int, beside_first: int, beside_last: int) -> bool:
    """Whether the character at ``first`` or ``last`` makes a word with its outer neighbours: 钻·石英.

    ``beside_first`` is where the text after the first character stops to belong to it (a separator),
    ``beside_last`` where the text before the last character begins to.
    """
    left = max(0, first - _BESIDE)
    for a, b in _cut(text[left:beside_first]):
        if left + a < first < left + b:
            return True
    cuts = _cut(text[beside_last : last + 1 + _BESIDE])
    return any(beside_last + a <= last < beside_last + b - 1 for a, b in cuts)
