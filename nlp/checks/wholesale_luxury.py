"""A maison's goods by the lot, in all sizes or through agents: not how the genuine is sold."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.TRADE}), frozenset({ClaimClass.BRAND}))


def answer(params: Params, case: Case) -> Answer:
    """Met by wholesale words beside a luxury brand that is not merely an ingredient."""
    lots = [claim.span for claim in case.claims((ClaimClass.TRADE,), names=("wholesale",), targets=())]
    brands = any(
        case.brands.row(claim.name, case.on) is not None
        for claim in case.claims((ClaimClass.BRAND,), tags=("luxury",), without=("ingredient", "style"))
    )
    return met_by(lots) if lots and brands else NOT_MET
