"""A verdict on this piece: 带去同行那儿，人家磕了一下，说玻璃芯刷的. Who took it there tells what it is by another's mouth."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Place, Polarity, Target

_TOLD = frozenset({ClaimClass.COLOURED, ClaimClass.TREATMENT, ClaimClass.SIMULANT, ClaimClass.LAB_GROWN})
_TALK = (Place.DETAIL, Place.SPEECH)
_TAKEN = re.compile(
    r"(?:我|我们|店里|老板|[，。！？；\s]|^)(?:也|还|又|特意|专门|自己)?(?:带去|拿去|送去|抱去|捧去|寄去|带到|拿到|送到|拿给|带给|送给|给)"
    r"[^，。！？；,!?;\n]{0,6}?(?:同行|师傅|老师|先生|店里?|柜台|档口|检测[所站]|质检[所站]|鉴定[所站]|机构|行家|专家|朋友|市场)[^。！？!?\n]{0,40}?"
    r"(?:说|讲|断|看|测|验|鉴|判|告诉我)(?:是|这是|它是|出来是|出是|成|定是)?(?:个|颗|串|一串|一颗)?$"
)
_REFUTED = re.compile(
    r"[^。！？!?\n]{0,16}?(?:瞎说|胡说|乱说|不懂|我不信|看走眼|看错|冤枉|其实不是|结果不是|放屁|退给|退了|没上架|不上架|没卖|不卖|不收|没收|退回)"
)
_BUYERS = re.compile(r"(?:客人|顾客|买家|粉丝|您|你|有人|别人|朋友|姐妹|大哥|大姐)[^，。！？；,!?;\n]{0,4}$")
_BEFORE = 64
_AFTER = 30
_SENTENCE = re.compile(r"[。！？!?\n]")


def judged_elsewhere(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """``claims`` with those affirmed of the item that others found it to be. Order and number stay."""
    return [_verdict(claim, texts[claim.span.field]) if _open(claim) else claim for claim in claims]


def _open(claim: Claim) -> bool:
    return claim.cls in _TOLD and claim.place in _TALK and claim.polarity in (Polarity.AFFIRM, Polarity.QUOTE)


def _verdict(claim: Claim, text: str) -> Claim:
    start, end = claim.span.start, claim.span.end
    before = _SENTENCE.split(text[max(0, start - _BEFORE) : start])[-1]
    taken = _TAKEN.search(before)
    if taken is None or _BUYERS.search(before[: taken.start() + 1]) or _REFUTED.match(text[end : end + _AFTER]):
        return claim
    return replace(claim, polarity=Polarity.AFFIRM, target=Target.MAIN, tags=claim.tags | {VERDICT})


VERDICT = "verdict"
"""The tag of a word that somebody who was asked found this piece to be."""
