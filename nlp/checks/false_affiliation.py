"""A shop, room or title that says it belongs to a brand or sells for it, with nothing that shows it.

Brands that sell in their own shops alone have no franchise, agent or outlet room. Others have honest
dealers: of them only insider talk (员工内购, 代工厂, 撤柜) counts.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import Claim, ClaimClass, Place

_WHERE = (Place.TITLE, Place.ROOM, Place.SHOP)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; who sells in own shops alone stands in books/brands.yml."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}), frozenset({ClaimClass.TRADE}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the brand and the words of affiliation, which must stand in one text."""
    said = [
        claim for claim in case.claims((ClaimClass.TRADE,), tags=("affiliation",), targets=()) if claim.place in _WHERE
    ]
    if not said:
        return NOT_MET
    spans = []
    for brand in case.claims((ClaimClass.BRAND,), without=("ingredient", "style", "generic", "ambiguous"), targets=()):
        if brand.place not in _WHERE or may_sell(brand.name, case) is not None:
            continue
        words = [claim for claim in said if claim.span.field == brand.span.field and _tells(claim, brand, case)]
        if words:
            spans += [brand.span, *(claim.span for claim in words)]
    return met_by(spans) if spans else NOT_MET


def _tells(claim: Claim, brand: Claim, case: Case) -> bool:
    row = case.brands.row(brand.name, case.on)
    return "insider" in claim.tags or (row is not None and row.own_shops)
