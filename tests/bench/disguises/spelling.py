"""The eight classes: each writes a word so that a buyer still reads it. A word that a class cannot touch comes back as it was."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from tests.bench.disguises.sounds import like_sounding, pinyin, toned
from tests.bench.disguises.tables import tables

Spell = Callable[[str, random.Random], str]


def _some(word: str, rng: random.Random, anew: Callable[[str], str]) -> str:
    """The word with one of its characters exchanged; now and then two, and of four or more up to half."""
    able = [i for i, char in enumerate(word) if anew(char) != char]
    if not able:
        return word
    most = max(1, len(word) // 2) if len(word) > 3 else 1 + (rng.random() < 0.12)
    chosen = set(rng.sample(able, min(len(able), rng.randint(1, most))))
    return "".join(anew(char) if i in chosen else char for i, char in enumerate(word))


def _between(word: str, rng: random.Random, mark: Callable[[], str]) -> str:
    """The word with marks in every gap, or in one."""
    if len(word) < 2:
        return word
    if rng.random() < 0.7:
        gap = mark()
        return gap.join(word)
    at = rng.randrange(1, len(word))
    return word[:at] + mark() + word[at:]


def separators(word: str, rng: random.Random) -> str:
    if rng.random() < 0.12:
        pair = rng.choice(tables()["pairs"])
        return "".join(pair[0] + char + pair[1] for char in word)
    return _between(word, rng, lambda: rng.choice(tables()["marks"]))


def zero_width(word: str, rng: random.Random) -> str:
    return _between(word, rng, lambda: chr(rng.choice(tables()["invisible"])))


def wide_or_fancy(word: str, rng: random.Random) -> str:
    if any(c.isascii() and c.isalpha() for c in word) and rng.random() < 0.85:
        upper, lower = rng.choice(tables()["dress"])
        return "".join(
            chr((upper if c.isupper() else lower) + ord(c.lower()) - 97) if c.isascii() and c.isalpha() else c
            for c in word
        )
    mark = chr(rng.choice(tables()["over"]))
    return "".join(char + mark for char in word)


@cache
def _traditional() -> dict[str, str]:
    table = files("opencc").joinpath("dictionary/STCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {row[0]: row[1].split(" ")[0] for row in rows if len(row[0]) == 1}


def traditional(word: str, rng: random.Random) -> str:
    forms = {c: (_traditional().get(c, "") + tables()["variants"].get(c, "")).replace(c, "") or c for c in word}
    return "".join(rng.choice(forms[char]) for char in word)


def homophones(word: str, rng: random.Random) -> str:
    return _some(word, rng, lambda char: like_sounding(char, rng)) if any(pinyin(c) != c for c in word) else word


def spelt(word: str, rng: random.Random) -> str:
    """Pinyin: whole with or without blanks, capitals and tones, or one character by its syllable or its first letter."""
    names = [pinyin(c) for c in word]
    if names == list(word):
        return word
    way = rng.choice(["whole", "mixed", "mixed", "initial", "initials" if len(word) > 2 else "mixed"])
    if way == "whole":
        if rng.random() < 0.15:
            names = [toned(c) for c in word]
        case = rng.choice([str.lower, str.lower, str.capitalize, str.upper])
        return rng.choice(["", "", " "]).join(case(name) for name in names)
    if way == "initials":
        return rng.choice([str.lower, str.upper])("".join(name[0] for name in names))
    at = rng.choice([i for i, char in enumerate(word) if names[i] != char])
    new = names[at] if way == "mixed" else names[at][0]
    return word[:at] + rng.choice([str.lower, str.upper])(new) + word[at + 1 :]


def split_or_alike(word: str, rng: random.Random) -> str:
    def anew(char: str) -> str:
        ways = [*tables()["split"].get(char, ()), *tables()["alike"].get(char, "")]
        ways += tables()["latin_alike"].get(char.lower(), "")
        return rng.choice([way for way in ways if way != char] or [char])

    return _some(word, rng, anew)


def emoji(word: str, rng: random.Random) -> str:
    pictures = tables()["pictures"]
    named = [name for name in pictures if name in word and name != word]
    if named and rng.random() < 0.5:
        name = rng.choice(named)
        return word.replace(name, rng.choice(pictures[name]), 1)
    return _between(word, rng, lambda: rng.choice(tables()["between"]))


def two_at_once(word: str, rng: random.Random) -> str:
    """A separator or emoji between characters one of which is exchanged by sound."""
    other = homophones(word, rng)
    return word if other == word else rng.choice([separators, emoji, zero_width])(other, rng)


CLASSES: dict[str, Spell] = {
    "separators": separators,
    "zero-width": zero_width,
    "full-width, fancy": wide_or_fancy,
    "traditional": traditional,
    "homophones": homophones,
    "pinyin": spelt,
    "split, look-alike": split_or_alike,
    "emoji": emoji,
}
BESIDE: dict[str, Spell] = {"two at once": two_at_once}
"""Shown, but no part of the average."""
