"""Frames: the parts of a phrase and how many characters may stand between them, as the files beside this one say.

"照着柜上那只打的", "比着专柜款开版", "仿着官网图画的" are one thing said; so are "裂都填好了" and "缝里灌满树脂",
which no lexicon can list. What a frame finds is a mention like any word of the lexicon and is read in its context.

A file is a list of phrases (those called words*.yml: lists of words by name), each with

``id``, ``class``, ``name``, ``tags``   as of a lexicon entry
``near``         ``jewellery``: it speaks of the goods and is asked where some are named, else where a brand is;
                 ``house``: it is asked only of texts that name a brand, and its frames may say where
``frames``       lists of words and, between them, gaps; a list with "" may be missing
``over_commas``  gaps may hold commas (true)
``not_of_gems``  what stands beside a stone speaks of the stone (true)
``not_in``       innocent words that, around what is found, make it something else
``unless``       the same inside it or up to eight characters before
``unless_after`` the same right after it

A word: ``$name`` stands for a list of words; what follows ``>`` must follow and is no part of the phrase.
Beside a brand, ``@house`` stands for the name of a maison and ``@brand`` for that of any brand.
A gap: ``3`` up to three characters of the clause, ``~3`` also across a comma, ``3[xy]`` three of those characters.
After ``then`` the rest of a frame must follow and is no part of the phrase; what stands before ``from`` is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.claim import ClaimClass
from nlp.folding import fold
from nlp.lexicon.entries import Entry, Near
from nlp.marked_yaml import Marked, read_marked

FOLDER = Path(__file__).parent
_GAP = re.compile(r"(~?)(\d+)(\[.+\])?")
_SENTENCE = "^。!?;\n…"
HOUSE = "\ue000"
DEALT_IN = "\ue001"
"""Stand for each character of a maison's name and of the name of a brand that has dealers."""
_NAMES = {"@house": (HOUSE,), "@brand": (HOUSE, DEALT_IN)}
_DENIALS = frozenset("不没未")
_Part = list[str] | int | str


class Phrase(Struct, frozen=True, forbid_unknown_fields=True, rename={"cls": "class"}):
    """One phrase as its file tells it."""

    id: str
    cls: ClaimClass
    name: str
    tags: list[str]
    frames: list[list[_Part]]
    near: Literal["", "jewellery", "house"] = ""
    over_commas: bool = False
    not_of_gems: bool = False
    not_in: list[str] = []
    unless: list[str] = []
    unless_after: list[str] = []


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as an expression whose time is linear, for its gaps are bounded, and the words one of which each step needs.

    ``denies``: some of its own words hold a denial (看不出), so one inside what it finds says nothing.
    """

    phrase: Phrase
    entry: Entry
    pattern: re.Pattern[str]
    steps: tuple[frozenset[str], ...]
    denies: bool


@cache
def all_frames() -> tuple[Frame, ...]:
    """The frames of the files that ship with the package."""
    return tuple(read_frames(sorted(FOLDER.glob("*.yml"))))


@cache
def phrase_words() -> tuple[str, ...]:
    """The words of two characters and more that the frames need, names of brands aside."""
    return tuple(
        dict.fromkeys(word for f in all_frames() for step in f.steps for word in sorted(step) if len(word) > 1)
    )


def read_frames(paths: Iterable[Path]) -> Iterator[Frame]:
    """The frames of some files, in their order. Raises FileRefused."""
    files = [read_marked(path) for path in paths]
    words: dict[str, list[str]] = {}
    for file in files:
        if file.file.startswith("words"):
            words.update((f"${name}", forms) for name, forms in file.convert(dict[str, list[str]]).items())
    for file in files:
        if not file.file.startswith("words"):
            for number, phrase in enumerate(file.convert(list[Phrase])):
                yield from _frames_of(file, number, phrase, words)


def _frames_of(file: Marked, number: int, phrase: Phrase, words: dict[str, list[str]]) -> Iterator[Frame]:
    tags = frozenset(phrase.tags)
    near: Near = "jewellery" if phrase.near == "jewellery" else ""
    entry = Entry(phrase.id, phrase.cls, phrase.name, (), tags, near=near, file=file.file)
    for row, parts in enumerate(phrase.frames):
        lists = [part for part in parts if isinstance(part, list)]
        gaps = [part for part in parts if not isinstance(part, list) and part not in ("then", "from")]
        unknown = [one for part in lists for one in part if one.startswith("$") and one not in words]
        unknown += [str(gap) for gap in gaps if not _GAP.fullmatch(str(gap))]
        if unknown or not all(lists):
            raise file.refusal(f"框架中不认识“{'、'.join(unknown)}”，或有空的词组", number, "frames", row)
        spelt = [_spelt(part, words) if isinstance(part, list) else part for part in parts]
        steps = [part for part in spelt if isinstance(part, list) and "" not in part]
        if not steps:
            raise file.refusal("框架至少要有一组必有的词", number, "frames", row)
        needed = tuple(frozenset(word.replace(">", "") for word in step) for step in steps)
        denies = any(not _DENIALS.isdisjoint(word) for part in spelt if isinstance(part, list) for word in part)
        yield Frame(phrase, entry, _pattern(phrase, spelt), needed, denies)


def _spelt(part: list[str], words: dict[str, list[str]]) -> list[str]:
    """The words of one part, folded, the longest first."""
    forms = [form for one in part for form in (words[one] if one.startswith("$") else [one])]
    names = [name for form in forms for name in _NAMES.get(form, ())]
    told = dict.fromkeys(fold(form).text for form in forms if form not in _NAMES)
    return names + sorted(told, key=len, reverse=True)


def _pattern(phrase: Phrase, parts: list[_Part]) -> re.Pattern[str]:
    written = [
        "(?=" if part == "then"
        else "(?P<said>" if part == "from"
        else f"(?:{'|'.join(map(_written, part))})" if isinstance(part, list)
        else _gap(phrase, str(part))
        for part in parts
    ]  # fmt: skip
    return re.compile("".join(written) + ")" * (parts.count("then") + parts.count("from")))


def _written(word: str) -> str:
    if word in (HOUSE, DEALT_IN):
        return f"{word}+"
    said, _, following = word.partition(">")
    return re.escape(said) + (f"(?={re.escape(following)})" if following else "")


def _gap(phrase: Phrase, gap: str) -> str:
    parts = _GAP.fullmatch(gap)
    assert parts  # noqa: S101 - checked before
    clause = _SENTENCE
    if not parts[1] and not phrase.over_commas:
        clause += "," if phrase.near == "jewellery" else ", "
    return f"{parts[3] or f'[{clause}]'}{{0,{parts[2]}}}?"
