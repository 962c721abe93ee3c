"""Targets: the known words that are worth hiding, and how much of one must be left to recognise it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from nlp.claim import ClaimClass
from nlp.overlap import Pattern

FILE = Path(__file__).with_name("words.yml")
_STONES = (ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
_SPELLABLE = frozenset({*_STONES, ClaimClass.BRAND, ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.IMITATION})
_NAMES_OF_STONES = frozenset({"disclosure", "improper", "passed_natural", "named", "confusing", "bare", "synthetic"})


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return frozenset(data["short"]), frozenset(data["copies"]), frozenset(data["filler"]), frozenset(data["plain"])


@dataclass(frozen=True, slots=True)
class Target:
    """A word worth hiding: all of it Chinese characters."""

    word: str
    pattern: Pattern
    exchangeable: bool  # may some of its characters be others; otherwise only pinyin hides it

    @property
    def initials_alone(self) -> bool:
        """Only a luxury name is known by its bare initials; two letters more or less are anybody's model number."""
        return self.pattern.entry.cls is ClaimClass.BRAND and "luxury" in self.pattern.entry.tags

    def recognisable(self, respelt: Collection[int], latin: int) -> bool:
        """Whether enough is left when the characters at ``respelt`` were exchanged and ``latin`` others spelt in letters."""
        _, _, filler, _ = _words()
        word = self.word
        if respelt and not self.exchangeable:
            return False
        if "code" in self.pattern.entry.tags and latin == len(word):
            return False  # 马家 by its sound is also 马甲
        if len(word) == 2:
            return len(respelt) + (latin if latin < 2 else 0) <= 1
        if latin == len(word):
            return self.pattern.entry.cls is not ClaimClass.BRAND or self.initials_alone
        if self.pattern.entry.cls is ClaimClass.BRAND:
            return len(respelt) <= len(word) // 2
        if self.pattern.entry.cls is ClaimClass.DIAMOND and any(word[i] not in "钻石" for i in respelt):
            return False
        core = [i for i, char in enumerate(word) if char not in filler]
        changed = sum(i in core for i in respelt)
        return changed <= len(core) // 2 and len(respelt) <= max(1, len(word) // 2)

    def may_become(self, written: Iterable[str]) -> bool:
        """Whether none of the characters written instead is one of every sentence; four characters carry one."""
        *_, plain = _words()
        many = len(self.word) >= 4 and self.pattern.entry.cls is ClaimClass.BRAND
        return many or not plain.intersection(written)


def targets(words: Iterable[tuple[str, Pattern]]) -> Iterator[Target]:
    """Those of the lexicon's words that a seller gains by hiding and a reader would still recognise."""
    short, copies, _, _ = _words()
    for word, pattern in words:
        entry = pattern.entry
        if pattern.mask or pattern.hidden or entry.alone or not all(is_han(c) for c in word):
            continue
        tags = entry.tags
        if len(word) == 2:
            worth = word in short
        elif len(word) < 2:
            worth = False
        elif entry.cls is ClaimClass.BRAND:
            worth = not tags & {"code", "generic", "style"}
        elif entry.cls is ClaimClass.LAB_GROWN and "admission" in tags:
            worth = len(word) >= 4 and "实验室" in word
        elif entry.cls in _STONES or entry.cls is ClaimClass.COLOURED:
            worth = not tags.isdisjoint(_NAMES_OF_STONES) and (entry.cls in _STONES or "synthetic" in tags)
        elif entry.cls is ClaimClass.DIAMOND:
            worth = word.startswith(("钻石", "金刚石"))
        elif entry.cls is ClaimClass.NATURAL:
            worth = "天然" in word
        else:
            worth = entry.cls is ClaimClass.IMITATION and word in copies
        if worth or (len(word) >= 2 and entry.cls in _SPELLABLE and tags.isdisjoint({"generic", "style"})):
            yield Target(word, pattern, worth)


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
