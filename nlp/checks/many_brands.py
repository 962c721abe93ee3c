"""Several maisons' jewellery in one offer: each sells through its own shops only."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``at_least`` different luxury brands whose goods have a known lowest price."""

    at_least: int = 3


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    named = [
        claim
        for claim in brands_of_the_goods(case, tags=("luxury",))
        if case.brands.row(claim.name, case.on) is not None
    ]
    if len({claim.name for claim in named}) < params.at_least or case.offer.goods != "jewellery":
        return NOT_MET
    return met_by(claim.span for claim in named)
