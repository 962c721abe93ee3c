"""A maison's piece in a stock that no shop but its own could have."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``at_least`` pieces over all sizes and colours."""

    at_least: int = 100


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met, by the brand's name, for luxury brands; a domestic brand's dealer may well hold that many."""
    stock = sum(sku.stock or 0 for sku in case.listing.skus)
    brands = [
        claim.span
        for claim in brands_of_the_goods(case, tags=("luxury",))
        if case.brands.row(claim.name, case.on) is not None
    ]
    return met_by(brands) if brands and stock >= params.at_least else NOT_MET
