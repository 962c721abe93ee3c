"""Brands named to be found, not sold: 方便搜索, or 非甲 非乙 in the title."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, Polarity


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``at_least`` different brands."""

    at_least: int = 2


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by brands beside words that admit the lure, or by brands denied one after the other in a title."""
    named = list(case.claims((ClaimClass.BRAND,), without=("style", "generic", "ambiguous"), polarity=(), targets=()))
    named = [claim for claim in named if claim.place not in (Place.SHOP, Place.ROOM, Place.CATEGORY)]
    lure = list(case.claims((ClaimClass.TRADE,), names=("stuffing",), targets=()))
    if lure and len({claim.name for claim in named}) >= params.at_least:
        return met_by((*(claim.span for claim in named), *(claim.span for claim in lure)))
    denied = [claim for claim in named if claim.polarity is Polarity.NEGATE and claim.place is Place.TITLE]
    if len({claim.name for claim in denied}) >= params.at_least:
        return met_by(claim.span for claim in denied)
    # A notice says once that it is none of them; a row of 非甲非乙非丙 is written for the search.
    rowed = [c for c in named if case.reading.texts[c.span.field][c.span.start - 1 : c.span.start] == "非"]
    if len({claim.name for claim in rowed}) > params.at_least:
        return met_by(claim.span for claim in rowed)
    return NOT_MET
