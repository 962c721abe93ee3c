"""Targets: the known words that are worth hiding, and how much of one must be left to recognise it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry
from nlp.marked_yaml import read_plain
from nlp.overlap import Pattern, pattern_of

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
    told: bool = False  # a word of a phrase, which says nothing by itself

    @property
    def initials_alone(self) -> bool:
        """Of brands only a luxury name is known by its bare initials; two letters are anybody's model number."""
        if self.pattern.entry.cls is ClaimClass.BRAND:
            return "luxury" in self.pattern.entry.tags
        tags = self.pattern.entry.tags
        return len(self.word) >= 4 or self.pattern.entry.cls is ClaimClass.COLOURED or not tags.isdisjoint(_NAMES)

    @property
    def of_a_house(self) -> bool:
        """Whether it calls a maison somebody's house: 卡家, v家."""
        return self.word[-1] == "家"

    @property
    def whispered(self) -> bool:
        """A code so short (卡家) that by sound it is anybody's shop: believed only where a maison is talked of."""
        entry = self.pattern.entry
        return (
            len(self.word) == 2
            and not self.word[0].isascii()
            and entry.cls is ClaimClass.BRAND
            and "code" in entry.tags
        )

    def recognisable(self, respelt: Collection[int], latin: int, letters: int = 0) -> bool:
        """Whether enough is left when the characters at ``respelt`` are others and ``latin`` more are spelt in letters.

        ``letters``: how many of the latter are initials.
        """
        if not self.exchangeable.issuperset(respelt):
            return False
        if self.whispered:
            # 驴jia and shuangc are spelt right to the letter; one character exchanged must leave a name.
            return len(respelt) + latin <= 1 if self.exchangeable else not letters and (latin == 1 or self.of_a_house)
        if self.told and latin and not respelt:
            return True
        if len(self.word) == 2 and not self.exchangeable:
            return False
        if "code" in self.pattern.entry.tags and latin == len(self.word):
            return False
        if len(self.word) == 2:
            # 萧邦 by its sound is also 肖邦, the composer and the chain.
            return len(respelt) + latin <= 1 or (latin == 2 and self.pattern.entry.cls is not ClaimClass.BRAND)
        if latin == len(self.word):
            # ZDS is anybody's number, zhoudasheng is a name.
            return self.pattern.entry.cls is not ClaimClass.BRAND or self.initials_alone or not letters
        if letters == latin == len(self.word) - 1 and len(self.word) > 3 and not respelt:
            # 梵kyb: one character and the initials of three more are no chance.
            return self.pattern.entry.cls is ClaimClass.BRAND and self.initials_alone
        left = len(self.word) - len(respelt)
        return left >= 1 and left >= latin


def told_words(words: Iterable[str], entry: Entry) -> Iterator[Target]:
    """Words of phrases: put back where the text reads better with them, so that the phrase is found. Spelt in full."""
    for word in words:
        if len(word) > 1 and all(map(is_han, word)):
            # Of two everyday characters one is too little to know a word by; in letters it is as good as any.
            others = frozenset(range(len(word))) if len(word) > 2 else frozenset[int]()
            yield Target(word, pattern_of(entry), others, shortened=False, told=True)


@cache
def surnames() -> frozenset[str]:
    """Characters that name a family before 家."""
    return frozenset(read_plain(FILE)["surnames"])


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
    words = list(words)
    named = {
        (pattern.entry.name, char)
        for word, pattern in words
        if pattern.entry.cls is ClaimClass.BRAND and "code" not in pattern.entry.tags
        for char in word
    }
    for word, pattern in words:
        entry = pattern.entry
        if pattern.mask or pattern.hidden or entry.alone or entry.cls not in _WORTH or not _written_in_han(word):
            continue
        exchangeable = _exchangeable(word, entry)
        if len(word) == 2 and entry.cls is ClaimClass.BRAND and "code" in entry.tags:
            # 卡家 shortens 卡地亚 and is known as 卡佳; 豹家 is a nickname, and 豹颊 part of a leopard.
            short = word[1] == "家" and (word[0].isascii() or (entry.name, word[0]) in named)
            exchangeable = exchangeable if short else frozenset()
        yield Target(word, pattern, exchangeable, _shortened(word, entry))


def _exchangeable(word: str, entry: Entry) -> frozenset[int]:
    """Positions that may hold another character. Sentences (矿里出来) are said in as many ways, and hide nothing."""
    short, copies = _words()
    every = frozenset(i for i, char in enumerate(word) if is_han(char))
    if entry.cls is ClaimClass.BRAND:
        return every
    if len(word) == 2:
        if word in short:
            return every
        if word[0] == "钻" and "goods" in entry.tags:
            return frozenset({0})
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
