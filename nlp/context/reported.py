"""What the papers say: 证书结论一栏：合成钻石, 吊牌上写的合成. No name that the seller gives the goods, but evidence of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from nlp.claim import Certificate, Claim, ClaimClass, Place, Polarity, Target

_TALK = (Place.DETAIL, Place.SPEECH)

REPORT = "report"
"""The tag of a word that a paper says."""

_BREATH = 16
"""Characters before a word within which the paper that says it must be named."""
_BREAK = re.compile(r"[，。；！？!?;,\s]")
_PAPER = re.compile(
    r"证书?|红本|蓝本|国检|省检|首检|质检|ngtc|igi|gia|hrd|检测|鉴定|送检|复检|检验|化验|报告|结论|结果|吊牌|挂签|标签|价签|腰码|腰棱|"
    r"单子|检单|小票|发票|保单|质保卡|卡片|卡上"
)
_SAYS = re.compile(r"[写印标注打念判定是为叫:：]|显示|结论|结果|出具|出来|那一?栏|一栏")


def told_by_papers(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """Mark lab-grown words in running text that a certificate, tag or report is said to bear with the tag ``report``."""
    return [_marked(claim, texts) for claim in claims]


def _marked(claim: Claim, texts: Mapping[str, str]) -> Claim:
    if claim.cls is not ClaimClass.LAB_GROWN or claim.place not in _TALK:
        return claim
    before = texts[claim.span.field][max(0, claim.span.start - _BREATH) : claim.span.start].lower()
    breath = _BREAK.split(before.rstrip())[-1]
    paper = _PAPER.search(breath)
    if paper is None or _SAYS.search(breath, paper.end()) is None:
        return claim
    return replace(claim, tags=claim.tags | {REPORT})


_SHOWN = (*_TALK, Place.IMAGE)
_CONCLUSION = 20
"""Characters after a paper's name within which running text tells what it says."""
_CONCLUSIONS = frozenset({"lab_grown", "moissanite", "synthetic"})
_CONCLUDED = frozenset({ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED})


_BY_OTHERS = re.compile(
    r"(?:同行|有人|别人|别家|人家|隔壁|市面上?|有的|有些|好多|很多|不少|某些)[^，。！？；,!?;\n\s这我咱]{0,8}$"
)
_LED = 14


def as_said(papers: Iterable[Certificate], claims: Sequence[Claim], texts: Mapping[str, str]) -> Iterator[Certificate]:
    """同事那枚证书写的是合成钻石, 同行拿GRA当钻石证书卖的: a paper said to certify another stone, a side stone or other
    people's goods, or denied, is none of this item's main stone.
    """
    stones: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.cls in _CONCLUDED and claim.place in _SHOWN:
            stones.setdefault(claim.span.field, []).append(claim)
    for paper in papers:
        named = stones.get(paper.span.field, []) if paper.kind in _CONCLUSIONS and not paper.number else []
        at = bisect_left(named, paper.span.start, key=lambda claim: claim.span.start)
        said = named[at] if at < len(named) and named[at].span.start <= paper.span.end + _CONCLUSION else None
        elsewhere = said is not None and (not said.affirmed or said.target in (Target.OTHER, Target.SIDE))
        if paper.place in _TALK:
            span = paper.span
            elsewhere = (
                elsewhere or _BY_OTHERS.search(texts[span.field], max(0, span.start - _LED), span.start) is not None
            )
        yield replace(paper, polarity=Polarity.NEGATE) if elsewhere else paper
