"""Which stone a name is a name of, and which names cannot be said of one stone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick
from msgspec import Struct

from nlp.marked_yaml import read_marked

_PATH = Path(__file__).with_name("species.yml")


class SpeciesRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One species: its names, the species inside it, and whether it is a made material."""

    name: str
    words: list[str]
    kinds: list[str] = []
    made: bool = False


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    species: list[SpeciesRow]


@dataclass(frozen=True)
class SpeciesBook:
    """Names of stones, found in folded texts."""

    rows: dict[str, SpeciesRow]
    by_word: dict[str, str]
    wide: frozenset[str]

    @cached_property
    def _words(self) -> tuple[list[str], CharwiseDoubleArrayAhoCorasick]:
        words = list(self.by_word)
        return words, CharwiseDoubleArrayAhoCorasick(words)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """(species, start, end) of every name in a folded text, the longest first where several begin."""
        words, automaton = self._words
        found = []
        done = 0
        for start, end, number in sorted(automaton.find_overlapping(text), key=_longest_first):
            if start >= done and not _cut(text, start, end, words[number]):
                found.append((self.by_word[words[number]], start, end))
                done = end
        return found

    def agree(self, one: str, other: str) -> bool:
        """Whether both can be names of one stone."""
        return one == other or other in self.rows[one].kinds or one in self.rows[other].kinds

    def apart(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether no name of the one group can be a name of the stone of the other."""
        narrow = self._narrowest(others)
        return not any(self.agree(one, other) for one in self._narrowest(ones) for other in narrow)

    def _narrowest(self, names: Iterable[str]) -> set[str]:
        """大溪地黑珍珠 says more than 珍珠: a wide name beside one inside it adds nothing."""
        given = set(names)
        return {name for name in given if given.isdisjoint(self.rows[name].kinds)}

    def made(self, species: str) -> bool:
        return self.rows[species].made


@cache
def species_book(path: Path = _PATH) -> SpeciesBook:
    """The table. Raises FileRefused for an unreadable file, a name of two species, or a kind that is none."""
    marked = read_marked(path)
    rows = marked.convert(_Book).species
    named = {row.name: row for row in rows}
    by_word: dict[str, str] = {}
    for i, row in enumerate(rows):
        for kind in row.kinds:
            if kind not in named:
                raise marked.refusal(f"没有名为“{kind}”的品种", "species", i)
        for word in row.words:
            if word in by_word:
                raise marked.refusal(f"“{word}”已是“{by_word[word]}”的名称", "species", i)
            by_word[word] = row.name
    return SpeciesBook(named, by_word, frozenset(row.name for row in rows if row.kinds))


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


def _cut(text: str, start: int, end: int, word: str) -> bool:
    """A Latin name stands as a word of its own: abs in labs is none."""
    return word.isascii() and any("a" <= char <= "z" for char in (text[start - 1 : start], text[end : end + 1]))
