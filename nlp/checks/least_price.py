"""A natural stone at a price that not even one point of natural diamond in silver can honestly have."""

from __future__ import annotations

from nlp.answer import NOT_MET, UNKNOWN, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.material import SAID_BY
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS = ("price",)


def needs(params: Params) -> Needs:
    return (SAID_BY["natural"],)


def answer(params: Params, case: Case) -> Answer:
    """Met for a natural diamond with no stated weight below the floor of any finished piece."""
    natural = next((s for s in case.statements if s.kind == "natural"), None)
    sale = offered(case.reading)
    if natural is None or sale is None or sale.carat is not None:
        return NOT_MET
    floor = case.prices.least_floor("natural", case.on)
    if floor is None:
        return UNKNOWN
    if sale.fen >= floor:
        return NOT_MET
    if (exempt := not_the_price(case)) is not None:
        return Answer("not_met", blocked=exempt)
    return met_by([natural.span], values={"price": yuan(sale.fen)})
