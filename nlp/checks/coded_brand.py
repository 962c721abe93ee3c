"""A brand meant but not named: by its code (V家, 香奶奶), or as "the big brand" that everybody knows."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place

_YES = re.compile(
    r"正是|没错|[，,。 ]对(?:的|[，,。 ]|$)|答对|猜对|猜着|嘘|眼睛?(?:真|好|够)?[毒尖]|点头|点了|懂就(?:行|好)|别声张|还真是|算你(?:识货|懂)|看破|心照|非要我|你说是?哪家|你说呢"
)
_NO = re.compile(r"不是|没有?[^。]{0,3}(?:关系|做|卖|货)|不做|不卖|不接|违法|侵权|别瞎|想多了|认错")
_ANSWER = 24
"""Characters after a quoted question in which the host answers it."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_CODED = ("code", "generic")


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by codes of brands that are nowhere named openly: beside the full name a nickname hides nothing."""
    named = {c.name for c in case.claims((ClaimClass.BRAND,), tags=("official",), polarity=("affirm", "compare"))}
    codes = [
        claim
        for claim in case.claims((ClaimClass.BRAND,), tags=_CODED, polarity=("affirm", "compare"), targets=OF_THE_ITEM)
        if claim.name not in named and claim.place not in (Place.SHOP, Place.ROOM, Place.CATEGORY)
    ]
    codes += [
        claim
        for claim in case.claims((ClaimClass.BRAND,), tags=_CODED, polarity=("question", "quote"), targets=())
        if claim.name not in named and claim.place in (Place.DETAIL, Place.SPEECH) and _confirmed(claim, case)
    ]
    if codes:
        return met_by(claim.span for claim in codes)
    other = next(case.claims((ClaimClass.BRAND,), tags=_CODED, polarity=("negate", "question", "quote", "teach")), None)
    return NOT_MET if other is None else blocked_by(other)


def _confirmed(claim: Claim, case: Case) -> bool:
    """有人问是不是卡家那只，别声张，正是: the host's answer to what was asked, in this breath or the next."""
    texts = case.reading.texts
    answer = texts[claim.span.field][claim.span.end : claim.span.end + _ANSWER]
    parts = claim.span.field.split(".")
    if claim.place is Place.SPEECH and len(answer) < _ANSWER and len(parts) > 1 and parts[1].isdecimal():
        answer += "，" + texts.get(f"speech.{int(parts[1]) + 1}.text", "")[:_ANSWER]
    return _YES.search(answer) is not None and _NO.search(answer) is None
