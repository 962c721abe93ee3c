"""What was done to a stone, told in plain words: the part, the deed and the stuff inside one clause.

"裂都填好了", "两片粘在一起", "一炉一炉烧出来" name no treatment that a lexicon could list, and every
reader understands them. The frames of handiwork.yml put closed classes of words together; whether the
deed is denied, asked or said of other goods is read from the context like that of any other mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry
from nlp.marked_yaml import read_marked
from nlp.overlap import Mention

FILE = Path(__file__).with_name("handiwork.yml")
_BEFORE = 8
_CLAUSE = r"[^，。；！？,;!?\n…]"
_SENTENCE = r"[^。；！？;!?\n…]"
_NAMED = (ClaimClass.COLOURED, ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN)


class _Work(Struct, frozen=True, forbid_unknown_fields=True, rename={"cls": "class"}):
    id: str
    cls: str
    name: str
    tags: list[str]
    frames: list[str]
    unless: list[str] = []
    unless_after: list[str] = []


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, list[str]]
    works: list[_Work]


@dataclass(frozen=True, slots=True)
class _Frames:
    """One work with its frames as bounded patterns; ``keys``: a text without any of these holds none of them."""

    entry: Entry
    patterns: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    unless: tuple[str, ...]
    unless_after: tuple[str, ...]


def add_handiwork(texts: list[tuple[str, list[Mention]]]) -> None:
    """Add such phrases to the mentions of each (folded text, mentions) of one listing that names a stone.

    A phrase takes the place of the words inside it; a longer word that holds a part of it stays.
    """
    if not any(m.entry.cls in _NAMED and not m.entry.near for _, mentions in texts for m in mentions):
        return
    for text, mentions in texts:
        if found := find_handiwork(text):
            mentions[:] = _merged(mentions, found)


def find_handiwork(text: str) -> list[Mention]:
    """Phrases of a folded text in order of start, none inside another. Linear: every gap is bounded."""
    characters = frozenset(text)
    found: list[Mention] = []
    for frames in _frames():
        for pattern, keys in frames.patterns:
            if keys.isdisjoint(characters):
                continue
            found += [
                Mention(frames.entry, match.start(), match.end())
                for match in pattern.finditer(text)
                if not _another_matter(text, match, frames)
            ]
    found.sort(key=lambda m: (m.start, -m.end))
    return _outermost(found)


def _another_matter(text: str, match: re.Match[str], frames: _Frames) -> bool:
    around = text[max(0, match.start() - _BEFORE) : match.end()]
    return any(word in around for word in frames.unless) or text.startswith(frames.unless_after, match.end())


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _merged(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """Words inside a phrase yield to it; a phrase that cuts into a longer word yields itself."""
    stones = [m for m in mentions if m.entry.cls in _YIELDING]
    standing = [
        work
        for work in found
        if not any(
            m.start < work.end and work.start < m.end and (not _inside(m, work) or _inside(work, m)) for m in stones
        )
    ]
    left = [m for m in mentions if m.entry.cls not in _YIELDING or not any(_inside(m, work) for work in standing)]
    return sorted([*left, *standing], key=lambda m: (m.start, m.end))


_YIELDING = frozenset({*_NAMED, ClaimClass.SIMULANT, ClaimClass.TREATMENT})


def _inside(part: Mention, whole: Mention) -> bool:
    return whole.start <= part.start and part.end <= whole.end


@cache
def _frames() -> tuple[_Frames, ...]:
    file = read_marked(FILE).convert(_File)
    return tuple(_compiled(work, file.words) for work in file.works)


def _compiled(work: _Work, words: dict[str, list[str]]) -> _Frames:
    entry = Entry(
        id=work.id, cls=ClaimClass(work.cls), name=work.name, forms=(), tags=frozenset(work.tags), near="jewellery",
        file=FILE.name,
    )  # fmt: skip
    patterns = tuple(_pattern(frame.split(), words) for frame in work.frames)
    return _Frames(entry, patterns, tuple(work.unless), tuple(work.unless_after))


def _pattern(steps: list[str], words: dict[str, list[str]]) -> tuple[re.Pattern[str], frozenset[str]]:
    """A frame as an expression, and the first characters of its rarest step that must be there."""
    parts: list[str] = []
    keys: frozenset[str] | None = None
    for step in steps:
        if step.startswith("~"):
            reach = int(step.lstrip("~"))
            parts.append(f"{_SENTENCE if step.startswith('~~') else _CLAUSE}{{0,{reach}}}?")
            continue
        optional = step.endswith("?")
        choices = list(_choices(step.rstrip("?"), words))
        parts.append(f"(?:{'|'.join(map(_written, choices))}){'?' if optional else ''}")
        heads = frozenset(choice.lstrip(">")[0] for choice in choices)
        if not optional and (keys is None or len(heads) < len(keys)):
            keys = heads
    assert keys is not None  # noqa: S101 - a frame of nothing but gaps is no frame
    return re.compile("".join(parts)), keys


def _written(word: str) -> str:
    """A word as an expression; what stands after ``>`` must follow and is no part of the phrase."""
    said, _, following = word.partition(">")
    return re.escape(said) + (f"(?={re.escape(following)})" if following else "")


def _choices(step: str, words: dict[str, list[str]]) -> Iterator[Any]:
    """The words of one step, the longest first."""
    spelt = [word for name in step.split("|") for word in (words[name[1:-1]] if name.startswith("{") else [name])]
    yield from sorted(dict.fromkeys(spelt), key=len, reverse=True)
