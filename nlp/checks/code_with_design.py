"""A brand's code beside a design word, or two different codes of one brand: neither is chance twice."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_SAID = ("affirm", "compare")


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the design words, or by the codes; "大牌" beside a clover is not enough."""
    codes = [
        claim
        for claim in case.claims((ClaimClass.BRAND,), tags=("code",), polarity=_SAID, targets=OF_THE_ITEM)
        if claim.place not in (Place.SHOP, Place.ROOM, Place.CATEGORY)
    ]
    if not codes:
        return NOT_MET
    designs = list(case.claims((ClaimClass.DESIGN,), without=("feature:motif",), polarity=_SAID, targets=OF_THE_ITEM))
    if designs:
        return met_by(claim.span for claim in designs)
    twice = [c for c in codes if any(o.name == c.name and o.term.lower() != c.term.lower() for o in codes)]
    return met_by(claim.span for claim in twice) if twice else NOT_MET
