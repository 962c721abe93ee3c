"""Goods of which copies are traded by that name alone: bags, watches, shoes.

复刻手表 needs no brand to be a copy of somebody's watch; 复刻戒指 may be a design of the seller's own.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass

_COPIED = frozenset({"bag", "watch", "shoes"})


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.JEWELLERY}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the goods; a verified brand shop that says 复刻 and names nobody else revives its own model."""
    shop = case.listing.shop
    if shop is not None and shop.kind in ("flagship", "authorised"):
        return NOT_MET
    found = [claim.span for claim in case.claims((ClaimClass.JEWELLERY,), tags=_COPIED)]
    return met_by(found) if found else NOT_MET
