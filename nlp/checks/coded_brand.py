"""A brand meant but not named: by its code (V家, 香奶奶), or as "the big brand" that everybody knows."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place


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
    if codes:
        return met_by(claim.span for claim in codes)
    other = next(case.claims((ClaimClass.BRAND,), tags=_CODED, polarity=("negate", "question", "quote", "teach")), None)
    return NOT_MET if other is None else blocked_by(other)
