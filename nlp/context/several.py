"""Several goods named in one breath, each of a stone of its own: 天然钻石戒指 莫桑石戒指 两款可选."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from nlp.claim import ClaimClass
from nlp.overlap import Mention

_ORIGINS = frozenset({ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT})
_STONES = _ORIGINS | {ClaimClass.DIAMOND}
_PARTED = re.compile(
    r"可选|任选|自选|任拍|(?:[两二三四五六多几各]|\d)款|分款|备注款|分别|各自|套装|组合|套盒|[两二三四五六七八\d]件套|合集|杂货|单卖|单拍|分开[卖拍]|单独[卖拍]|各[卖拍]|每样|每件|均有|都有|样样有|一[枚只条个件副颗][^。；;\n]{0,30}、一[对枚只条个件副颗]"
)
"""Words that part what is sold into several things."""
_LINE = 60
_SENTENCE = re.compile(r"[。；;\n]")
"""A label speaks of its own sentence."""
_LABEL = re.compile(r"(戒指|项链|吊坠|耳钉|耳环|耳坠|手链|手镯|胸针|排戒|对戒|脚链|锁骨链|耳线|尾戒) ?[:：]")
_PRICE = re.compile(r"(?:[(（][^()（）]{0,8}[)）])?(?:款|价|仅|只要|:| )?\d{2,6}")
_KIND = re.compile(r"(?:[a-z小碎钻石]{0,3})款")
_OWN = 8
"""Characters between a stone and the goods made of it: 天然|钻石三十分|耳钉."""
_APART = re.compile(r"[,，。;；|/、+\s]")


def several_goods(text: str, mentions: list[Mention]) -> list[tuple[int, tuple[int, int]]]:
    """天然钻石戒指 莫桑石戒指 两款可选: stones of different kinds, each before goods of its own, and a word that parts them.

    Without such a word the names may all be meant for one piece (莫桑石戒指 钻石戒指 求婚). The word, a price
    after each of the goods or a plus between them is the cue.
    """
    kinds = {m.entry.cls for m in mentions} & _STONES
    if len(kinds) < 2:
        return []
    if (cue := _labelled(text, mentions)) is not None:
        return [(i, cue) for i, m in enumerate(mentions) if m.entry.cls in _STONES]
    items = [(i, end) for i, m in enumerate(mentions) if m.entry.cls in kinds and (end := _goods_of(text, mentions, i))]
    origins = {mentions[i].entry.cls for i, _ in items} & _ORIGINS
    if not origins or len({end for _, end in items}) < 2:
        return []
    # 莫桑石戒指 钻石戒指 is one ring under two names; 钻石项链 and 锆石耳钉 are two things.
    if len(origins) < 2 and len({text[end - 2 : end] for _, end in items}) < len(items):
        return []
    parted = _PARTED.search(text)
    priced = all(_PRICE.match(text, end) for _, end in items)
    added = any("+" in text[end : mentions[i].start] for (_, end), (i, _) in pairwise(items))
    if parted is None and not priced and not added:
        return []
    cue = parted.span() if parted else (items[0][1] - 1, items[0][1])
    return [(i, cue) for i, m in enumerate(mentions) if m.entry.cls in _STONES]


def _labelled(text: str, mentions: list[Mention]) -> tuple[int, int] | None:
    """项链：…天然钻石…。耳钉：…莫桑石…: the first label, where the goods so labelled are of different stones."""
    labels = list(_LABEL.finditer(text))
    if len({label[1] for label in labels}) < 2:
        return None
    starts = [label.start() for label in labels]
    kinds: dict[str, set[ClaimClass | None]] = {}
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.entry.cls not in _ORIGINS:
            continue
        between = text[labels[at].end() : min(mention.start, labels[at].end() + _LINE)]
        if mention.start - labels[at].end() <= _LINE and not _SENTENCE.search(between):
            kinds.setdefault(labels[at][1], set()).add(mention.entry.cls)
    different = len(kinds) > 1 and len({frozenset(k) for k in kinds.values()}) > 1
    return labels[0].span() if different else None


def _goods_of(text: str, mentions: list[Mention], index: int) -> int:
    """Where the goods end that the stone's name stands before in one phrase, 0 for none."""
    stone = mentions[index]
    if "goods" in stone.entry.tags:
        return stone.end
    for following in mentions[index : index + 4]:
        goods = "goods" in following.entry.tags or (
            following.entry.cls is ClaimClass.JEWELLERY and "word" not in following.entry.tags
        )
        if goods and following.end > stone.end:
            between = text[stone.end : following.start]
            return following.end if len(between) <= _OWN and not _APART.search(between) else 0
    found = _KIND.match(text, stone.end)
    return found.end() if found else 0
