"""A struck-out price that was never asked, or that stands far above the price of the day.

A compared price without explanation means the lowest price of the seven days before (《明码标价和禁止价格
欺诈规定》第16、17条), so earlier looks must reach back at least that far before they can prove anything.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.claim import ClaimClass
from nlp.judgement import Span
from nlp.marks import EARLIER_LOOKS, STRUCK_PRICE, worded
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``by``: ``history`` asks what was charged before; ``multiple`` asks how far above today's price it stands."""

    by: Literal["history", "multiple"]
    days: int = 7
    times: int = 10


SLOTS = ("price", "fault")

_WORDS = ("原价", "市场价", "划线价", "专柜", "吊牌价", "官方价", "官网", "门店价", "指导价", "零售价")


def needs(params: Params) -> Needs:
    struck = worded(_WORDS) | {STRUCK_PRICE}
    return (frozenset({EARLIER_LOOKS}), struck) if params.by == "history" else (struck,)


def answer(params: Params, case: Case) -> Answer:
    """Met by the amount where words name it. History: never asked that much on any look, the oldest a week ago."""
    if case.offer.goods != "jewellery":
        return NOT_MET
    strike, spans = _strike(case)
    if strike is None:
        return NOT_MET
    sale = offered(case.reading)
    if sale is None or sale.fen <= 0:
        return NOT_MET
    if any(True for _ in case.claims((ClaimClass.ADVERTISING,), tags=("price_basis",), targets=())):
        # Shown as a list price, a counter's or a tag's price, it is compared as what it is.
        return NOT_MET
    price = {"price": yuan(sale.fen)}
    if params.by == "multiple":
        if strike <= max(sale.fen, _highest_asked(case)) * params.times:
            return NOT_MET
        if (exempt := not_the_price(case)) is not None:
            return Answer("not_met", blocked=exempt)
        return met_by(spans, "E3", {**price, "fault": f"比较价{yuan(strike)}超过现价{params.times}倍，未见依据"})
    asked_now = _highest_asked(case)
    before = [look for look in case.known.own_prices if look.day < case.on]
    if strike <= asked_now or not before:
        return NOT_MET
    first = min(look.day for look in before)
    if case.on - first < timedelta(days=params.days) or any(look.fen >= strike for look in before):
        return NOT_MET
    return met_by(
        spans, "E2", {**price, "fault": f"比较价{yuan(strike)}在此前{(case.on - first).days}天的记录中从未收取"}
    )


def _strike(case: Case) -> tuple[int | None, tuple[Span, ...]]:
    price = case.listing.price
    if not any(word in case.own_text for word in _WORDS):
        # Amounts are looked for only where a word of comparison stands; most listings have none.
        return (price.market_fen or None) if price is not None else None, ()
    named = [money for money in case.reading.money if money.role == "market" and money.fen > 0]
    if price is not None and price.market_fen:
        return price.market_fen, tuple(money.span for money in named if money.fen == price.market_fen)
    if not named:
        return None, ()
    highest = max(named, key=lambda money: money.fen)
    return highest.fen, (highest.span,)


def _highest_asked(case: Case) -> int:
    price = case.listing.price
    listed = (price.sale_fen, price.min_fen, price.max_fen, price.campaign_fen) if price is not None else ()
    asked = [fen for fen in (*listed, *(sku.price_fen for sku in case.listing.skus)) if fen is not None]
    return max(asked, default=0)
