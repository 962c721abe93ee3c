"""A shop's company name built around somebody else's brand: 香港…国际…集团 around a name that is not its own, or two brands in one."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import ClaimClass, Place

_DRESSING = ("香港", "国际", "集团", "控股", "股份", "中国", "总部", "大中华")
_RESELLS = ("二手", "中古", "二奢", "回收", "寄卖", "典当", "养护", "维修", "鉴定", "闲置")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``at_least`` dressing words beside the brand: one (珠宝集团) may be the company's true name."""

    at_least: int = 2


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    shop = case.listing.shop
    if shop is None or not shop.name or shop.kind in ("flagship", "authorised", "secondhand"):
        return NOT_MET
    brands = [
        claim
        for claim in case.claims((ClaimClass.BRAND,), tags=("official",), places=(Place.SHOP,))
        if claim.span.field == "shop.name" and may_sell(claim.name, case) is None
    ]
    bare = shop.name
    for claim in brands:
        bare = bare.replace(claim.span.text, "")
    dressed = sum(word in bare for word in _DRESSING) >= params.at_least
    # No firm bears the names of two competitors, unless it deals in what both have sold.
    two = len({claim.name for claim in brands}) > 1 and not any(word in bare for word in _RESELLS)
    return met_by(claim.span for claim in brands) if brands and (dressed or two) else NOT_MET
