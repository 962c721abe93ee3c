"""A brand's jewellery, bag or watch at a price at which it is not to be had new and genuine."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.papers_offered import packaging_alone
from nlp.claim import ClaimClass
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; floors are those of books/brands.yml."""


SLOTS = ("price",)

PRICED = frozenset({"ring", "necklace", "earring", "bracelet", "brooch", "bag", "watch", "design"})
"""Goods the floors speak of; a brand's perfume, book or box may cost anything."""


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the brand names whose floor lies above the price; a stale row or a brand unknown says nothing.

    A letter alone (B家) is too little for a price to speak of a brand.
    """
    sale = offered(case.reading)
    if sale is None or not case.offer.kinds & PRICED or packaging_alone(case):
        return NOT_MET
    spans = []
    for claim in brands_of_the_goods(case, without=("letter",)):
        row = case.brands.row(claim.name, case.on)
        if row is not None and sale.fen < row.floor * 100:
            spans.append(claim.span)
    return met_by(spans, values={"price": yuan(sale.fen)}) if spans else NOT_MET
