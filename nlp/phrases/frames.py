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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlp.claim import ClaimClass
from nlp.context.kinds import GEM
from nlp.folding import fold
from nlp.lexicon.entries import Entry
from nlp.overlap import Mention

FOLDER = Path(__file__).parent
_WORDS = "words.yml"
_OCCASION = frozenset({ClaimClass.BRAND, ClaimClass.DESIGN, ClaimClass.IMITATION})
_DENIALS = frozenset("不没别未勿非拒绝禁严")
_BEFORE = 3
_AROUND = 12
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
        if not any(m.entry.cls in _OCCASION for _, mentions in texts for m in mentions):
            return
        for text, mentions in texts:
            for phrase in self._phrases:
                for start, end in self._find(phrase, text, mentions):
                    _put(Mention(phrase.entry, start, end), mentions)

    def _find(self, phrase: _Phrase, text: str, mentions: list[Mention]) -> Iterator[tuple[int, int]]:
        for found in phrase.pattern.finditer(text):
            start, end = found.span()
            if not _DENIALS.isdisjoint(text[max(0, start - _BEFORE) : start]):
                continue
            if phrase.not_in and any(word in text[max(0, start - 2) : end + 3] for word in phrase.not_in):
                continue
            # 培育和天然看不出区别 speaks of stones, not of anybody's goods.
            if phrase.not_of_gems and any(
                m.entry.cls in GEM and start - _AROUND <= m.end and m.start <= end for m in mentions
            ):
                continue
            yield start, end


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _put(phrase: Mention, mentions: list[Mention]) -> None:
    shared = [m for m in mentions if m.entry.cls is phrase.entry.cls and m.start < phrase.end and phrase.start < m.end]
    inside = (m for m in shared if phrase.start <= m.start and m.end <= phrase.end)
    shorter = [m for m in inside if m.end - m.start < phrase.end - phrase.start]
    if len(shorter) < len(shared) or any("strong" in m.entry.tags for m in shared):
        return
    mentions[:] = [m for m in mentions if m not in shared]
    mentions.append(phrase)
    mentions.sort(key=lambda m: (m.start, m.end))


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
