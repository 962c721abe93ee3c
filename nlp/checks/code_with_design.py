"""A brand's code beside a design word, two codes of one brand, or codes of several: none is chance twice."""

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
_LETTERS_ALONE = 3
"""A家 and B家 may be two neighbours; three letters are a row of maisons, and so are two names that are no letters."""


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
    if not twice and len({c.name for c in codes}) >= (
        2 if any("letter" not in c.tags for c in codes) else _LETTERS_ALONE
    ):
        twice = codes
    return met_by(claim.span for claim in twice) if twice else NOT_MET
