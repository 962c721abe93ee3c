"""What is told in plain words: phrases found by their frames and put among the words of the lexicon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.context.kinds import GEM
from nlp.overlap import Mention
from nlp.phrases.frames import DEALT_IN, HOUSE, Frame, all_frames

_BRANDS = frozenset({ClaimClass.BRAND, ClaimClass.DESIGN, ClaimClass.IMITATION})
_UNNAMED = (
    *("牌子", "名牌", "第一个字", "那家", "想的那", "那个家"),
    *("法国", "法文", "意大利", "罗马", "巴黎", "米兰", "旺多姆", "芳登", "大道", "康朋街", "和平街"),
)
"""Who speaks of a brand without any name may mean one."""
_NO_NAMES = frozenset({"ingredient", "style", "generic"})
_DENIALS = frozenset("不没别未勿非拒绝禁严")
_DENIED = 3
_DENIED_WITHIN = re.compile(r"(?:没有?|未|不曾|不用|不带|不含)(?=[衬贴粘夹垫灌注填充染泡煮喷涂镀打补做加压掺])")
_BEFORE = 8
_BESIDE = 12
_Texts = Sequence[tuple[str, list[Mention]]]
"""Folded texts of one listing with their mentions in order of start."""


def add_of_goods(texts: _Texts) -> None:
    """Add what is told of the goods to the mentions, where a stone or a piece of jewellery is named."""
    if any(_names_goods(m) for _, mentions in texts for m in mentions):
        _phrases("jewellery").add_to(texts)


def add_of_brands(texts: _Texts) -> None:
    """Add what is told of somebody's goods to the mentions, where a brand or a copy is named or meant."""
    if any(m.entry.cls in _BRANDS for _, mentions in texts for m in mentions) or any(
        word in text for word in _UNNAMED for text, _ in texts
    ):
        _phrases("").add_to(texts)
        _add_beside_names(texts)


def _add_beside_names(texts: _Texts) -> None:
    """Add what is told beside a brand's name, with the names put aside: like 卡地亚, 卡地亚's mould."""
    for text, mentions in texts:
        named = [m for m in mentions if m.entry.cls is ClaimClass.BRAND and _NO_NAMES.isdisjoint(m.entry.tags)]
        if named and (found := _phrases("house").find(_names_aside(text, named), mentions)):
            mentions[:] = _merged(mentions, found)


def _names_aside(text: str, named: Sequence[Mention]) -> str:
    """The text with every character of a name behind a sign: a maison's, or a brand's that has dealers."""
    parts: list[str] = []
    at = 0
    for m in named:
        if m.start >= at:
            sign = HOUSE if "luxury" in m.entry.tags else DEALT_IN
            parts += [text[at : m.start], sign * (m.end - m.start)]
            at = m.end
    return "".join((*parts, text[at:]))


def _names_goods(mention: Mention) -> bool:
    return (mention.entry.cls in GEM and not mention.entry.near) or "jewellery" in mention.entry.tags


@cache
def _phrases(near: str) -> Phrases:
    return Phrases(frame for frame in all_frames() if frame.phrase.near == near)


class Phrases:
    """Frames that are looked for together. Time is linear in the text.

    One scan finds the words of all frames; a frame is tried where each of its steps has a word. Steps are bits of
    whole numbers, since nearly every text has some words and no frame.
    """

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._frames = list(frames)
        steps = {step: 1 << n for n, step in enumerate({step for frame in self._frames for step in frame.steps})}
        self._needs = [sum(steps[step] for step in set(frame.steps)) for frame in self._frames]
        words: dict[str, int] = {}
        leads: dict[str, list[int]] = {}
        for step, bit in steps.items():
            for word in step:
                words[word] = words.get(word, 0) | bit
        for number, frame in enumerate(self._frames):
            for word in min(frame.steps, key=len):
                leads.setdefault(word, []).append(number)
        self._steps = list(words.values())
        self._leads = [leads.get(word, []) for word in words]
        self._words = CharwiseDoubleArrayAhoCorasick(list(words))

    def add_to(self, texts: _Texts) -> None:
        """A phrase takes the place of the words inside it; a longer word of its kind that holds a part of it stays."""
        for text, mentions in texts:
            if found := self.find(text, mentions):
                mentions[:] = _merged(mentions, found)

    def find(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Phrases of a folded text in order of start; no two of one kind overlap."""
        words = {number for _, _, number in self._words.find_overlapping(text)}
        there = 0
        for word in words:
            there |= self._steps[word]
        needs = self._needs
        tried = {frame for word in words for frame in self._leads[word] if there & needs[frame] == needs[frame]}
        if not tried:
            return []
        around = _Near(mentions)
        found = [
            Mention(frame.entry, *match.span("said" if frame.pattern.groupindex else 0))
            for frame in map(self._frames.__getitem__, sorted(tried))
            for match in frame.pattern.finditer(text)
            if not _another_matter(frame, text, *match.span(), around)
        ]
        found.sort(key=lambda m: (m.start, -m.end))
        return _outermost(found)


def _another_matter(frame: Frame, text: str, start: int, end: int, around: _Near) -> bool:
    phrase = frame.phrase
    # What is told of the goods may be denied in many ways, which the context reads.
    if phrase.near != "jewellery" and not _DENIALS.isdisjoint(text[max(0, start - _DENIED) : start]):
        return True
    # 背面没有衬黑玛瑙: what stands between the parts may deny the whole.
    if phrase.near and not frame.denies and _DENIED_WITHIN.search(text, start, end):
        return True
    if phrase.not_in and any(word in text[max(0, start - 2) : end + 3] for word in phrase.not_in):
        return True
    if phrase.unless and any(word in text[max(0, start - _BEFORE) : end] for word in phrase.unless):
        return True
    # 培育和天然看不出区别 speaks of stones, not of anybody's goods.
    if phrase.not_of_gems and any(m.entry.cls in GEM for m in around(start - _BESIDE, end + 1)):
        return True
    return text.startswith(tuple(phrase.unless_after), end)


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    ends: dict[str, int] = {}
    for mention in found:
        if mention.start >= ends.get(_kind(mention), 0):
            kept.append(mention)
            ends[_kind(mention)] = mention.end
    return kept


def _merged(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """Words inside a phrase yield to it; a phrase that cuts into a longer word of its kind yields itself.

    A bare diamond word yields to every other stone, as in nlp.overlap: 重生钻石吊坠 is 重生钻石, not 钻石吊坠.
    """
    around = _Near(mentions)
    standing = [told for told in found if not any(_holds_back(m, told) for m in around(told.start, told.end))]
    told_around = _Near(standing)
    left = [m for m in mentions if not any(_gives_way(m, told) for told in told_around(m.start, m.end))]
    return sorted([*left, *standing], key=lambda m: (m.start, m.end))


class _Near:
    """Mentions in order of start, asked for those that share characters with a place: in time bounded by the longest."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._longest = max((m.end - m.start for m in mentions), default=0)

    def __call__(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._starts, start - self._longest)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end > start]


def _holds_back(mention: Mention, told: Mention) -> bool:
    """Whether a word of its kind keeps a phrase from standing, which shares characters with it."""
    if _kind(mention) != _kind(told) or mention.entry.cls is ClaimClass.DIAMOND:
        return False
    if "bare" in mention.entry.tags and _inside(mention, told):
        return False
    return "strong" in mention.entry.tags or not _inside(mention, told) or _inside(told, mention)


def _gives_way(mention: Mention, told: Mention) -> bool:
    if mention.entry.cls is ClaimClass.DIAMOND and told.entry.cls is ClaimClass.LAB_GROWN:
        return True
    return _kind(mention) == _kind(told) and _inside(mention, told)


def _kind(mention: Mention) -> str:
    """Words of one kind cannot share characters: all that is said of a stone, or of one class."""
    cls = mention.entry.cls
    return "" if cls is None or cls in GEM else cls.value


def _inside(part: Mention, whole: Mention) -> bool:
    return whole.start <= part.start and part.end <= whole.end
