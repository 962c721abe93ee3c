"""A shop's company name built around somebody else's brand: 香港…国际…集团 around a name that is not its own."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import ClaimClass, Place

_DRESSING = ("香港", "国际", "集团", "控股", "股份", "中国", "总部", "大中华")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``at_least`` dressing words beside the brand: one (珠宝集团) may be the company's true name."""

    at_least: int = 2


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    shop = case.listing.shop
    if shop is None or not shop.name or shop.kind in ("flagship", "authorised"):
        return NOT_MET
    brands = [
        claim.span
        for claim in case.claims((ClaimClass.BRAND,), tags=("official",), places=(Place.SHOP,))
        if claim.span.field == "shop.name" and may_sell(claim.name, case) is None
    ]
    bare = shop.name
    for span in brands:
        bare = bare.replace(span.text, "")
    if brands and sum(word in bare for word in _DRESSING) >= params.at_least:
        return met_by(brands)
    return NOT_MET
