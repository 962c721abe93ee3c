"""Rhetoric that says what was done: 不灌胶，它凭什么这么透？ 谁卖这个价还没下过酸池子？ 这个价哪有不染色的？

And rhetoric that says nothing of it: 谁说便宜就一定灌过胶. The words of denial stand in both; what turns them round
is a second half that asks how it could be otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Place, Polarity, Target
from nlp.judgement import Span

_DEEDS = frozenset({ClaimClass.TREATMENT, ClaimClass.COLOURED, ClaimClass.LAB_GROWN})
_TALK = (Place.DETAIL, Place.SPEECH, Place.TITLE)
_NO = re.compile(r"(?:不|没|沒|未|没有|沒有|不给它|不去|不经过?|没经过?)$")
_NO_INSIDE = frozenset("不没沒未")
_HOW = re.compile(
    r"(?:进去|过|的话|的|着|一道|一遍|点)?[，,]?[^，。！？；,!?;\n还也都照仍然就]{0,6}?"
    r"(?:哪能|哪来|哪有|哪会|哪里来|哪里能|凭什么|凭啥|怎么能|怎么会|怎么可能|咋能|咋会|岂能|何来"
    r"|能(?:有)?(?:这么|这样|这个价|这水头|透成|白成|红成|绿成|亮成|卖)|(?:会|可能)(?:有)?(?:这么|这样|这个价)[^。；]{0,8}[?？吗么])"
)
"""不灌胶|凭什么这么透. With 还 or 也 between it is praise: 没灌胶还这么透."""
_WHO = re.compile(r"(?:谁|哪家|哪个|哪有|谁家)[^，。！？；,!?;\n]{0,14}?(?:还没|还不|却没|没|不)(?:给你|给它|经|有)?$")
_NEEDS_NOT = re.compile(
    r"(?:谁说|谁讲|谁敢说|谁敢讲|谁敢跟你[说讲]|谁规定|谁告诉你|别以为|别觉得|不要以为|不见得|不代表|不等于|凭什么说|哪能说|不是说|难道|莫非)"
    r"[^。！？；!?;\n]{0,14}?(?:就|准|肯定|必定|都)(?:一定|肯定|准|必定|得|非得|非)?(?:都)?(?:是)?(?:被|给)?$"
)
"""谁说这个价就一定|下过酸池子."""
_NONSENSE = re.compile(
    r"(?:的)?[^，。！？；,!?;\n]{0,4}[，,](?:那|这)?(?:是|叫|就是|纯属|纯)?(?:可|太|真)?(?:抬举|高看|太看得起|骗鬼|骗人|骗你|鬼话|鬼才信|我自己都不信|我都不信|自己都不信|谁信|你信吗|自欺欺人|瞎话|睁眼说瞎话)"
)
"""你要说它没打过胶，|那是骗鬼."""
_BEFORE = 28
_AFTER = 18


def turned_round(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """``claims`` with those affirmed or denied that rhetoric turns round. Order and number stay."""
    return [_read(claim, texts[claim.span.field]) if _may_turn(claim) else claim for claim in claims]


def _may_turn(claim: Claim) -> bool:
    return claim.cls in _DEEDS and claim.place in _TALK


def _read(claim: Claim, text: str) -> Claim:
    span = claim.span
    before = text[max(0, span.start - _BEFORE) : span.start]
    untreated = "untreated" in claim.tags and not _NO_INSIDE.isdisjoint(claim.term[:1])
    denied = claim.polarity is Polarity.NEGATE or untreated or _NO.search(before) is not None
    if denied and "jade_a" not in claim.tags:
        how = _HOW.match(text[span.end : span.end + _AFTER]) if untreated or _NO.search(before) else None
        who = None if untreated else _WHO.search(before)
        how = how or _NONSENSE.match(text[span.end : span.end + _AFTER])
        if how is not None or who is not None:
            tags = (claim.tags - {"untreated"}) | {"treated"} if untreated else claim.tags
            return replace(
                claim, polarity=Polarity.AFFIRM, target=_of(claim), tags=tags | {RHETORIC}, cue=_cue(claim, who, how)
            )
    if claim.affirmed and (supposed := _NEEDS_NOT.search(before)) is not None:
        return replace(claim, polarity=Polarity.NEGATE, cue=_cue(claim, supposed, None))
    return claim


RHETORIC = "rhetoric"
"""The tag of a word that is denied in form and affirmed in sense."""


def _of(claim: Claim) -> Target:
    return Target.MAIN if claim.target is Target.OTHER else claim.target


def _cue(claim: Claim, before: re.Match[str] | None, after: re.Match[str] | None) -> Span:
    span = claim.span
    if before is not None:
        said = before[0]
        return Span(span.field, span.start - len(said), span.start, said)
    said = after[0] if after is not None else ""
    return Span(span.field, span.end, span.end + len(said), said)
