"""Words by shape: 钅占石 and 弓虫 in parts, 培盲 by a stroke, 莫桑💎 by a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.disguise.likelihood import fits_better
from nlp.disguise.respelt import Respelt, respell
from nlp.disguise.signs import Signs
from nlp.disguise.targets import Target, targets
from nlp.marked_yaml import read_plain
from nlp.overlap import Mention, Pattern

_EACH = 2.0
"""What one exchanged character costs: it has some seven look-alikes."""
FILE = Path(__file__).with_name("shapes.yml")


@cache
def shapes() -> dict[str, Any]:
    """The table of shapes.yml: parts, stand_ins, alike, pictures."""
    table: dict[str, Any] = read_plain(FILE)
    return table


@cache
def _parts() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every way to write a character in parts -> the character, and one pattern for all of them, longest first."""
    stand_ins = shapes()["stand_ins"]
    whole: dict[str, str] = {}
    for char, ways in shapes()["parts"].items():
        for way in ways:
            for spelt in product(*((part, stand_ins[part]) if part in stand_ins else (part,) for part in way)):
                whole.setdefault("".join(spelt), char)
    return re.compile("|".join(sorted(map(re.escape, whole), key=len, reverse=True))), whole


@cache
def _spelt_anew() -> CharwiseDoubleArrayAhoCorasick:
    """Every way to write a character in parts or as a picture: few texts hold any, and this is the cheapest to ask."""
    return CharwiseDoubleArrayAhoCorasick(sorted({*_parts()[1], *_pictures()[1]}))


def spelt_anew(text: str) -> bool:
    """Whether from_parts or from_pictures would change anything."""
    return bool(_spelt_anew().find(text))


@cache
def _pictures() -> tuple[re.Pattern[str], dict[str, str]]:
    pictures: dict[str, str] = shapes()["pictures"]
    return re.compile("[" + "".join(pictures) + "]"), pictures


def from_parts(text: str) -> Respelt | None:
    """The text with characters put together from their parts; None when there are none."""
    pattern, whole = _parts()
    return respell(text, pattern, whole.get)


def from_pictures(text: str) -> Respelt | None:
    """The text with characters for the pictures that stand for them; None when there are none."""
    pattern, meant = _pictures()
    return respell(text, pattern, meant.get)


@cache
def shape_signs() -> Signs:
    """Character -> the first of its look-alikes."""
    return Signs({char: group[0] for group in shapes()["alike"] for char in group})


class LookAlike:
    """Finds the words worth hiding with characters exchanged for others that look like them."""

    def __init__(self, words: Iterable[tuple[str, Pattern]], told: Iterable[Target] = ()) -> None:
        """``told``: what is looked for besides the words worth hiding."""
        keys: dict[str, list[Target]] = {}
        signs = self._signs = shape_signs()
        for target in (*targets(words), *told):
            if any(char in signs for char in target.word):
                keys.setdefault(signs.of(target.word), []).append(target)
        self._targets = list(keys.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(keys)) if keys else None

    def find(self, text: str) -> Iterator[tuple[Target, Mention]]:
        """Words of a folded text that are written with look-alikes."""
        if self._automaton is None:
            return
        for start, end, number in self._automaton.find_overlapping(self._signs.of(text)):
            for target in self._targets[number]:
                if text.startswith(target.word, start):
                    continue
                odd = [i for i, char in enumerate(target.word) if text[start + i] != char]
                if target.told and len(odd) > 1 and len(target.word) < 4:
                    continue
                if target.recognisable(odd, 0) and fits_better(
                    text, start, end, target.word, odd, _EACH, told=target.whispered and 0 not in odd
                ):
                    cells = tuple((i, i + 1) for i in range(start, end))
                    yield target, Mention(target.pattern.entry, start, end, ("homoglyph",), target.word, cells)
