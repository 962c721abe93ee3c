"""Full gold for less than the metal is worth: the stated weight at the price of the piece."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, UNKNOWN, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.claim import ClaimClass
from nlp.judgement import Span
from nlp.marks import worded
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``metal``: the row of books/prices.yml that gives the least price of a gram."""

    metal: str = "gold"


SLOTS = ("price", "grams")


def needs(params: Params) -> Needs:
    return (worded(_NAMES_OF_GOLD), frozenset({ClaimClass.JEWELLERY}))


_FULL = re.compile(r"千足金|万足金|足金(?!色|质感|工艺|元素)|足金999|24k金")
_NAMES_OF_GOLD = ("足金", "24k金")
_GRAMS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?) ?(?:克|g)(?![a-z克价工拉])")
_NOT_FULL = (
    "镀", "包金", "沙金", "金箔", "贴金", "仿", "银", "工费", "加工费", "克减", "每克", "元/克", "一克", "换购", "以旧换新", "补差", "铜", "合金", "道具", "绳", "钢",
)  # fmt: skip


def answer(params: Params, case: Case) -> Answer:
    """Met by metal and weight; unknown when the row is stale on the day. Silent beside any word of plating or fees."""
    title = case.reading.texts.get("title", "")
    lowered = title.lower()
    metal, weights = _FULL.search(lowered), list(_GRAMS.finditer(lowered))
    if metal is None or len(weights) != 1 or len(lowered) != len(title):
        return NOT_MET
    sale = offered(case.reading)
    if sale is None or any(word in case.own_text for word in _NOT_FULL) or len(case.listing.skus) > 1:
        return NOT_MET
    floor = case.prices.gram_floor(params.metal, case.on)
    if floor is None:
        return UNKNOWN
    grams = float(weights[0][1])
    if sale.fen >= floor * grams or not_the_price(case) is not None:
        return NOT_MET
    spans = [Span("title", m.start(), m.end(), title[m.start() : m.end()]) for m in (metal, weights[0])]
    return met_by(spans, values={"price": yuan(sale.fen), "grams": f"{grams:g}克"})
