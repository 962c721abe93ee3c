"""A name for a lab-grown stone that tells a buyer nothing of how it came to be (科技钻, 环保钻)."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``telling``: lower-case words that give the origin away, so that the name is loose but not misleading."""

    telling: tuple[str, ...]


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.LAB_GROWN}),)


def answer(params: Params, case: Case) -> Answer:
    vague = [
        claim.span
        for claim in case.claims((ClaimClass.LAB_GROWN,), tags=("improper",))
        if not any(word in claim.term.lower() for word in params.telling)
    ]
    return met_by(vague) if vague else NOT_MET
