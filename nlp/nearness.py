"""Words that mean something only in company: CZ, 玻璃, V家 near jewellery, a bare 合成 beside a stone."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Target
from nlp.context.kinds import GEM
from nlp.overlap import Mention

_BESIDE = 16
_SHORT = 10
_TOUCHING = 2
_IS = ("是", "为", ":", "属")
_STONES = frozenset({ClaimClass.DIAMOND, ClaimClass.COLOURED, ClaimClass.SIMULANT})
_SPELT_ODDLY = frozenset({"homophone", "pinyin", "split"})
_ORIGINS = frozenset({ClaimClass.NATURAL, ClaimClass.LAB_GROWN})


def drop_lonely(texts: list[tuple[str, list[Mention], bool]]) -> None:
    """Take out mentions whose company is missing. ``texts`` are (folded text, its mentions, whether it is spoken).

    A speaker points at the stone and need not name it: 这个红是炉子里拉出来的.
    """
    if not any(m.entry.near or m.hidden for _, mentions, _ in texts for m in mentions):
        return
    jewellery = any(_is_company(m) for _, mentions, _ in texts for m in mentions) or any(
        _weighed_or_whole(text, mentions) for text, mentions, _ in texts
    )
    gems = any(
        m.entry.near != "gem" and m.entry.cls in GEM and (jewellery or _is_company(m))
        for _, mentions, _ in texts
        for m in mentions
    )
    for text, mentions, spoken in texts:
        short = gems and len(text) <= _SHORT
        # 前两档为培育: a word that is said to be the answer speaks of the stone sold.
        told = {m.start for m in mentions if gems and _is_told(text, m)}
        mentions[:] = _in_company(mentions, told, jewellery=jewellery, anywhere=short, spoken=gems and spoken)
    if not any(m.entry.cls is ClaimClass.DIAMOND for _, mentions, _ in texts for m in mentions):
        for _, mentions, _ in texts:
            mentions[:] = [m for i, m in enumerate(mentions) if not _describes_a_simulant(i, mentions)]


_WEIGHED = re.compile(
    r"(?:\d|[一二两三四五六七八九十半]) ?(?:ct|克拉)|\d{2} ?分(?![钟之期享码])|[二三四五六七八九]十分(?![钟之期享码])"
)


def _weighed_or_whole(text: str, mentions: list[Mention]) -> bool:
    """天燃转石1.50ct: a stone's weight beside a name in disguise, or two such names that make one."""
    heard = [m for m in mentions if _only_heard(m)]
    if any(a.end == b.start and a.entry.cls is not b.entry.cls for a, b in pairwise(heard)):
        return True
    return bool(heard) and _WEIGHED.search(text) is not None


def _is_told(text: str, mention: Mention) -> bool:
    """前两档为|培育; and ④|合成|⑤, a word that is all of its line."""
    before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]
    return before in _IS or (mention.entry.near == "gem" and not before.isalpha() and not after.isalpha())


def _describes_a_simulant(index: int, mentions: list[Mention]) -> bool:
    """立方氧化锆 合成的: where no diamond is named, the word says how the simulant was made."""
    mention = mentions[index]
    if mention.entry.cls is not ClaimClass.LAB_GROWN or mention.entry.tags.isdisjoint({"admission", "bare"}):
        return False
    around = mentions[max(0, index - 1) : index + 2]
    return any(
        m.entry.cls is ClaimClass.SIMULANT and max(m.start - mention.end, mention.start - m.end) <= _TOUCHING
        for m in around
    )


def _is_company(mention: Mention) -> bool:
    if mention.entry.near or _only_heard(mention):
        return False
    tags = mention.entry.tags
    if mention.entry.cls is ClaimClass.NATURAL and "plain" in tags:
        # 天然纤维 and 天然粮 are natural too: the word alone says nothing of stones.
        return False
    a_line_of_a_maison = mention.entry.cls is ClaimClass.DESIGN and "generic" not in tags
    # Papers made to order are made for somebody's jewellery, though none is named.
    return mention.entry.cls in GEM or not tags.isdisjoint({"jewellery", "papers_made"}) or a_line_of_a_maison


def _only_heard(mention: Mention) -> bool:
    """A stone spelt by sound is believed only where jewellery is sold: 人工赚钱 sells none."""
    return mention.entry.cls in GEM and not _SPELT_ODDLY.isdisjoint(mention.hidden)


def _in_company(
    mentions: list[Mention], told: set[int], *, jewellery: bool, anywhere: bool, spoken: bool
) -> list[Mention]:
    gems = [m for m in mentions if m.entry.near != "gem" and m.entry.cls in GEM and (jewellery or _is_company(m))]
    kept: list[Mention] = []
    nearest = -_BESIDE - 1  # the end of the nearest gem, or kept companion, on the left
    ahead = 0
    for mention in mentions:
        if mention.entry.near == "gem":
            while ahead < len(gems) and gems[ahead].start < mention.end:
                nearest = max(nearest, gems[ahead].end)
                ahead += 1
            right = gems[ahead].start - mention.end if ahead < len(gems) else _BESIDE + 1
            pointed_at = spoken or mention.start in told
            anyhow = anywhere or (pointed_at and "artificial" not in mention.entry.tags)
            if not (anyhow or mention.start - nearest <= _BESIDE or right <= _BESIDE):
                continue
            nearest = mention.end
        elif not jewellery and (mention.entry.near == "jewellery" or _only_heard(mention)):
            continue
        kept.append(mention)
    return kept


def speaks_of_coloured(claims: list[Claim]) -> list[Claim]:
    """Mark words of origin (天然, 合成) that speak of a coloured stone with the tag ``coloured``.

    The nearest stone of the same text decides; a text without one follows the listing, if that
    names coloured stones and no diamond.
    """
    stones: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.cls in _STONES and claim.tags.isdisjoint({"method", "process"}):
            stones.setdefault(claim.span.field, []).append(claim)
    if not any(_is_gem(c) for group in stones.values() for c in group):
        return claims
    # 满钻围镶 is no diamond that a word on origin could be meant for, where a coloured stone is the main one.
    only_coloured = not any(
        c.cls is ClaimClass.DIAMOND and c.target is not Target.SIDE and "sparkle" not in c.tags
        for group in stones.values()
        for c in group
    )
    return [_marked(claim, stones.get(claim.span.field, []), only_coloured=only_coloured) for claim in claims]


def _is_gem(claim: Claim) -> bool:
    """Of a coloured stone, or of a colourless gem (无色蓝宝石) that may well be natural and is yet no diamond."""
    return claim.cls is ClaimClass.COLOURED or "natural_gem" in claim.tags


def _marked(claim: Claim, stones: list[Claim], *, only_coloured: bool) -> Claim:
    if claim.cls not in _ORIGINS or claim.tags & {"disclosure", "improper", "passed_natural", "genuine", "origin_word"}:
        return claim
    if stones:
        nearest = min(stones[:64], key=lambda s: _distance(claim, s))
        # Nobody grows pearls in a laboratory: 实验室 beside one speaks of the other stone.
        other = claim.cls is ClaimClass.LAB_GROWN and "pearl" in nearest.tags and not only_coloured
        coloured = _is_gem(nearest) and not other
    else:
        coloured = only_coloured
    return replace(claim, tags=claim.tags | {"coloured"}) if coloured else claim


def _distance(left: Claim, right: Claim) -> tuple[int, int]:
    """Gap in characters; on a tie the stone that follows, since Chinese names put the origin first."""
    if right.span.start >= left.span.end:
        return right.span.start - left.span.end, 0
    return max(0, left.span.start - right.span.end), 1
