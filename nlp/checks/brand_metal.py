"""A brand named on a metal in which the brand sells no jewellery."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; metals are those of books/brands.yml."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of the metal, for jewellery only (a brand's bag has plated buckles)."""
    if case.offer.goods == "other_goods":
        return NOT_MET
    # Each brand once: a text that repeats a name a thousand times is still one question.
    for name in dict.fromkeys(claim.name for claim in brands_of_the_goods(case, without=())):
        row = case.brands.row(name, case.on)
        for group in row.base if row is not None else ():
            found = case.find_words(case.brands.metals[group])
            if found:
                return met_by(found)
    return NOT_MET
