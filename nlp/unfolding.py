"""Unfolding: a folded text with its disguised words put back, so that whatever reads it further sees what was meant.

Phrases, cues and checks then need not know of disguises; every place still leads back to the seller's own characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from nlp.folding import Folded
from nlp.overlap import Mention

Cell = tuple[int, int]
"""[start, end) of the folded text that one character of a word stands for."""


_RESPELT = frozenset({"homophone", "pinyin", "homoglyph"})


class PutBack(Struct, frozen=True, gc=False):
    """A word as it is meant, what each of its characters stands for in the text, and how it was hidden."""

    word: str
    cells: tuple[Cell, ...]
    hidden: tuple[str, ...]


def unfold(folded: Folded, mentions: list[Mention], more: Iterable[PutBack]) -> tuple[Folded, list[Mention]]:
    """The text with disguised mentions, and ``more``, put back; the mentions at their places in it."""
    more = list(more)
    stands = {at for m in mentions if not m.cells for at in range(m.start, m.end)} if more else set()
    # A word that is known as it stands (LV) is no syllable of another (绿).
    left = [w for w in more if w.hidden[0] not in _RESPELT or all(stands.isdisjoint(range(*cell)) for cell in w.cells)]
    words = _apart([*(PutBack(m.word, m.cells, m.hidden) for m in mentions if m.cells), *left])
    if not words:
        return folded, mentions
    text, cells, undone = _spelt(folded.text, words)
    starts, ends = [a for a, _ in cells], [b for _, b in cells]
    moved = [replace(m, start=bisect_left(starts, m.start), end=bisect_right(ends, m.end), cells=()) for m in mentions]
    bounds = [folded.bounds(a, b) for a, b in cells]
    unfolded = Folded(
        folded.original, text, tuple(a for a, _ in bounds), tuple(b for _, b in bounds), (*folded.undone, *undone)
    )
    return unfolded, [m for m in moved if m.start < m.end]


def _apart(words: list[PutBack]) -> list[PutBack]:
    """Of words that overlap the longest, the earlier in the list first; in reading order."""
    kept: list[PutBack] = []
    taken: set[int] = set()
    for word in sorted(words, key=lambda w: -len(w.word)):
        places = range(word.cells[0][0], word.cells[-1][1])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(word)
    return sorted(kept, key=lambda w: w.cells)


def _spelt(text: str, words: Sequence[PutBack]) -> tuple[str, list[Cell], list[tuple[int, int, tuple[str, ...]]]]:
    parts: list[str] = []
    cells: list[Cell] = []
    undone: list[tuple[int, int, tuple[str, ...]]] = []
    done = 0
    for word in words:
        start, end = word.cells[0][0], word.cells[-1][1]
        parts += (text[done:start], word.word)
        cells += [(i, i + 1) for i in range(done, start)]
        undone.append((len(cells), len(cells) + len(word.word), word.hidden))
        cells += word.cells
        done = end
    cells += [(i, i + 1) for i in range(done, len(text))]
    return "".join((*parts, text[done:])), cells, undone
