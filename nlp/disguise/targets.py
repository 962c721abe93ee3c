"""Targets: the known words that are worth hiding, and how much of one must be left to recognise it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry
from nlp.marked_yaml import read_plain
from nlp.overlap import Pattern

FILE = Path(__file__).with_name("words.yml")
_STONES = (ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
_NAMES = frozenset({"disclosure", "improper", "passed_natural", "named", "confusing"})
_KINDS_OF_DIAMOND = (*_STONES, ClaimClass.DIAMOND, ClaimClass.NATURAL)
_WORTH = frozenset({*_KINDS_OF_DIAMOND, ClaimClass.COLOURED, ClaimClass.BRAND, ClaimClass.IMITATION})


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = read_plain(FILE)
    return frozenset(data["short"]), frozenset(data["copies"])


@dataclass(frozen=True, slots=True)
class Target:
    """A word worth hiding: Chinese characters, perhaps with letters (v家)."""

    word: str
    pattern: Pattern
    exchangeable: frozenset[int]  # positions of characters that may be others; the rest is hidden by pinyin at most
    shortened: bool  # may some of its characters be initials

    @property
    def initials_alone(self) -> bool:
        """Of brands only a luxury name is known by its bare initials; two letters are anybody's model number."""
        if self.pattern.entry.cls is ClaimClass.BRAND:
            return "luxury" in self.pattern.entry.tags
        tags = self.pattern.entry.tags
        return len(self.word) >= 4 or self.pattern.entry.cls is ClaimClass.COLOURED or not tags.isdisjoint(_NAMES)

    def recognisable(self, respelt: Collection[int], latin: int) -> bool:
        """Whether enough is left when the characters at ``respelt`` are others and ``latin`` more are spelt in letters."""
        if not self.exchangeable.issuperset(respelt) or (len(self.word) == 2 and not self.exchangeable):
            return False
        if "code" in self.pattern.entry.tags and latin == len(self.word):
            return False  # 马家 by its sound is also 马甲
        if len(self.word) == 2:
            # 萧邦 by its sound is also 肖邦, the composer and the chain.
            return len(respelt) + latin <= 1 or (latin == 2 and self.pattern.entry.cls is not ClaimClass.BRAND)
        if latin == len(self.word):
            return self.pattern.entry.cls is not ClaimClass.BRAND or self.initials_alone
        left = len(self.word) - len(respelt)
        return left >= 1 and left >= latin


@cache
def innocent_words() -> tuple[str, ...]:
    """Words of the trade that sound or look like a known one and are in no dictionary."""
    data = read_plain(FILE)["innocent"]
    return (
        *data["words"],
        *(first + last for pair in data["made"] for first in pair["first"] for last in pair["last"]),
    )


def targets(words: Iterable[tuple[str, Pattern]]) -> Iterator[Target]:
    """Those of the lexicon's words that a seller gains by hiding and a reader would still recognise."""
    for word, pattern in words:
        entry = pattern.entry
        if pattern.mask or pattern.hidden or entry.alone or entry.cls not in _WORTH or not _written_in_han(word):
            continue
        yield Target(word, pattern, _exchangeable(word, entry), _shortened(word, entry))


def _exchangeable(word: str, entry: Entry) -> frozenset[int]:
    """Positions that may hold another character. Sentences (矿里出来) are said in as many ways, and hide nothing."""
    short, copies = _words()
    every = frozenset(i for i, char in enumerate(word) if is_han(char))
    if entry.cls is ClaimClass.BRAND:
        # 宝嘉 and 莓家 are anybody's shop, no 宝家 and 梅家.
        return frozenset() if "code" in entry.tags and len(word) == 2 and not word[0].isascii() else every
    if len(word) == 2:
        if word in short:
            return every
        return frozenset({1}) if word[1] == "钻" and entry.cls in _KINDS_OF_DIAMOND else frozenset()
    if entry.cls is ClaimClass.IMITATION:
        return every if len(word) >= 4 or word in copies else frozenset()
    if entry.cls is ClaimClass.LAB_GROWN and "admission" in entry.tags:
        return every if len(word) >= 4 and "实验室" in word else frozenset()
    if entry.cls is ClaimClass.NATURAL:
        return every if "天然" in word or word[-1] in "钻石" else frozenset()
    return every


def _shortened(word: str, entry: Entry) -> bool:
    """Names, not descriptions: p育钻石, but not k价 for 卡价."""
    if len(word) < 3:
        return word in _words()[0]
    if entry.cls is ClaimClass.BRAND:
        return entry.tags.isdisjoint({"code", "generic", "style"})
    if entry.cls is ClaimClass.IMITATION:
        return word in _words()[1]
    return bool(_exchangeable(word, entry))


def _written_in_han(word: str) -> bool:
    """Chinese characters, letters before or after them (v家, cvd钻) at most."""
    return len(word) > 1 and any(is_han(c) for c in word) and all(is_han(c) or c.isalnum() for c in word)


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
