"""Frames: the parts of a phrase and how many characters may stand between them.

"照着柜上那只打的", "比着专柜款开版", "仿着官网图画的" are one thing said: made after the genuine piece.
What a frame finds is a mention like any word of the lexicon and is read in its context like one.
Frames are asked only where a brand, a design or a word of copying is named already.

A file is a list of phrases, each with

``id``, ``class``, ``name``, ``tags``   as of a lexicon entry
``frames``       lists of words ($name: a list of words.yml) and numbers: the most characters between
``over_commas``  gaps may hold commas (true); else they end at a comma or a blank
``not_of_gems``  what stands beside a stone speaks of the stone (true)
``not_in``       innocent words that, around what is found, make it something else
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp.claim import ClaimClass
from nlp.context.kinds import GEM
from nlp.folding import fold
from nlp.lexicon.entries import Entry
from nlp.marked_yaml import read_plain
from nlp.overlap import Mention

FOLDER = Path(__file__).parent
_WORDS = "words.yml"
_OCCASION = frozenset({ClaimClass.BRAND, ClaimClass.DESIGN, ClaimClass.IMITATION})
_UNNAMED = ("牌子", "第一个字", "那家")
"""Who speaks of a brand without any name may mean one."""
_DENIALS = frozenset("不没别未勿非拒绝禁严")
_BEFORE = 3
_BESIDE = 12
_LONGEST = 48
"""No word or phrase is longer."""
_KEYS = {"id", "class", "name", "tags", "frames", "over_commas", "not_of_gems", "not_in"}


class PhrasesRefused(ValueError):
    """A phrase file that cannot be used; the message is Chinese and names the entry."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: Entry
    pattern: re.Pattern[str]
    not_of_gems: bool
    not_in: tuple[str, ...]


class Phrases:
    """The phrase files, ready to be looked for in folded texts. Time is linear in the text: gaps are bounded."""

    def __init__(self, words: Any, phrases: Any) -> None:
        if not isinstance(words, dict) or not isinstance(phrases, list):
            raise PhrasesRefused("词组文件应为名称到写法，短语文件应为条目列表")
        named = {f"${name}": forms for name, forms in words.items()}
        self._phrases = [_phrase(item, named) for item in phrases]

    @staticmethod
    @cache
    def default() -> Phrases:
        files = [path for path in sorted(FOLDER.glob("*.yml")) if path.name != _WORDS]
        return Phrases(_read(FOLDER / _WORDS), [item for path in files for item in _read(path)])

    def add_to(self, texts: Sequence[tuple[str, list[Mention]]]) -> None:
        """Put what is found into the mentions of each (folded text, its mentions), in order of start.

        A word of the lexicon that shares characters with a phrase of its class stays, unless the phrase holds it and more.
        """
        if not any(m.entry.cls in _OCCASION for _, mentions in texts for m in mentions) and not any(
            word in text for word in _UNNAMED for text, _ in texts
        ):
            return
        for text, mentions in texts:
            found = [
                Mention(phrase.entry, start, end)
                for phrase in self._phrases
                for start, end in _find(phrase, text, _Around(mentions))
            ]
            if found:
                mentions[:] = _merged(mentions, found)


class _Around:
    """Mentions in order of start, asked for those near a place: as many as fit there, however long the text."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [m.start for m in mentions]

    def __call__(self, start: int, end: int) -> list[Mention]:
        """Those that share a character with [start, end)."""
        first = bisect_left(self._starts, start - _LONGEST)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]


def _find(phrase: _Phrase, text: str, around: _Around) -> Iterator[tuple[int, int]]:
    for found in phrase.pattern.finditer(text):
        start, end = found.span()
        if not _DENIALS.isdisjoint(text[max(0, start - _BEFORE) : start]):
            continue
        if phrase.not_in and any(word in text[max(0, start - 2) : end + 3] for word in phrase.not_in):
            continue
        # 培育和天然看不出区别 speaks of stones, not of anybody's goods.
        if phrase.not_of_gems and any(m.entry.cls in GEM for m in around(start - _BESIDE, end + 1)):
            continue
        yield start, end


def _merged(mentions: list[Mention], phrases: list[Mention]) -> list[Mention]:
    """The mentions with the phrases put in: a phrase takes the place of shorter words of its class inside it."""
    around = _Around(mentions)
    gone: set[int] = set()
    kept: list[Mention] = []
    taken: set[tuple[ClaimClass | None, int]] = set()
    for phrase in phrases:
        shared = [m for m in around(phrase.start, phrase.end) if m.entry.cls is phrase.entry.cls]
        inside = [m for m in shared if phrase.start <= m.start and m.end <= phrase.end]
        shorter = [m for m in inside if m.end - m.start < phrase.end - phrase.start]
        places = {(phrase.entry.cls, at) for at in range(phrase.start, phrase.end)}
        if len(shorter) < len(shared) or any("strong" in m.entry.tags for m in shared) or not places.isdisjoint(taken):
            continue
        taken |= places
        gone.update(map(id, shared))
        kept.append(phrase)
    return sorted([m for m in mentions if id(m) not in gone] + kept, key=lambda m: (m.start, m.end))


def _read(path: Path) -> Any:
    return read_plain(path)


def _phrase(item: Any, words: dict[str, list[str]]) -> _Phrase:
    if not isinstance(item, dict) or not {"id", "class", "name", "tags", "frames"} <= set(item) <= _KEYS:
        raise PhrasesRefused(f"短语应有 id、class、name、tags、frames：{str(item)[:40]}")
    between = "[^。!?;\\n…]" if item.get("over_commas") else "[^。!?;,\\n… ]"
    frames = "|".join(_frame(item["id"], frame, words, between) for frame in item["frames"])
    entry = Entry(item["id"], ClaimClass(item["class"]), item["name"], (), frozenset(item["tags"]))
    not_in = tuple(fold(word).text for word in item.get("not_in", ()))
    return _Phrase(entry, re.compile(frames), item.get("not_of_gems", False) is True, not_in)


def _frame(name: str, frame: Any, words: dict[str, list[str]], between: str) -> str:
    """One frame: lists of words, names of word lists, and numbers for the most characters between."""
    parts = []
    for part in frame:
        if isinstance(part, int):
            parts.append(f"{between}{{0,{part}}}?")
            continue
        forms = [form for one in part for form in words.get(one, [one])]
        if not forms or not all(isinstance(form, str) and form for form in forms):
            raise PhrasesRefused(f"{name}：写法应为文字列表")
        folded = sorted({fold(form).text for form in forms}, key=lambda form: (-len(form), form))
        parts.append("(?:" + "|".join(map(re.escape, folded)) + ")")
    return "(?:" + "".join(parts) + ")"
