"""Sounds for the bench: which common characters an input method offers for a character, and its pinyin."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from tests.bench.disguises.tables import tables

FILE = Path(__file__).with_name("sounds.txt")
SAME_TONE, SAME_SOUND = 0.45, 0.4
"""How often the tone is kept, and how often it is lost; what is left over is said as half the country says it."""


@cache
def _lines() -> dict[str, str]:
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return dict(lines)


@cache
def _readings() -> dict[str, tuple[str, int]]:
    """Character -> (syllable with tone, how many in its line are more common)."""
    return {char: (name, rank) for name, chars in _lines().items() for rank, char in enumerate(chars)}


def pinyin(char: str) -> str:
    """Syllable without tone as typed, or the character itself."""
    return _readings()[char][0][:-1] if char in _readings() else char


def toned(char: str) -> str:
    """Syllable with the mark of its tone over the main vowel: zuàn."""
    if char not in _readings():
        return char
    name, tone = _readings()[char][0][:-1], int(_readings()[char][0][-1])
    if tone == 5:
        return name
    main = re.search(r"[ae]", name) or re.search(r"o(?=u)", name) or re.search(r"[iuov](?=[^iuov]*$)", name)
    mark = "\u0304\u0301\u030c\u0300"[tone - 1]
    return name if main is None else name[: main.end()] + mark + name[main.end() :]


def like_sounding(char: str, rng: random.Random) -> str:
    """Another common character that sounds alike, the more common the likelier; the character itself when none does."""
    if char not in _readings():
        return char
    name = _readings()[char][0]
    dice = rng.random()
    same_tone = _lines()[name].replace(char, "")
    same_sound = "".join(_lines().get(name[:-1] + tone, "") for tone in "12345").replace(char, "")
    near = "".join(_lines().get(other + tone, "") for other in _said_as(name[:-1]) for tone in "12345")
    ways = [same_tone, same_sound, near]
    first = 0 if dice < SAME_TONE else 1 if dice < SAME_TONE + SAME_SOUND else 2
    for way in (ways[first], same_sound, near):
        if way:
            return rng.choices(way, [1 / (1 + _readings()[c][1]) for c in way])[0]
    return char


def _said_as(syllable: str) -> list[str]:
    found = []
    for pairs, of in ((tables()["starts"], "start"), (tables()["ends"], "end")):
        for pair in pairs:
            for one, other in (pair, reversed(pair)):
                if of == "start" and syllable.startswith(one) and not (one in "zcs" and syllable[1:2] == "h"):
                    found.append(other + syllable[len(one) :])
                if of == "end" and syllable.endswith(one):
                    found.append(syllable[: -len(one)] + other)
    return found
