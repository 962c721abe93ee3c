"""Brands said of the goods, as against brands that running words merely mention.

A title, a choice or a label names what is sold. A description and a speaker also tell of a walk
through town (昨天去香奈儿逛街): there a brand is the goods' only in a clause that speaks of goods.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass, Place

_RUNNING = (Place.DETAIL, Place.SPEECH)
_GOODS = (ClaimClass.JEWELLERY, ClaimClass.DESIGN, ClaimClass.IMITATION)
# 品牌：某某 in a sheet written as running text labels the goods.
_LABEL = re.compile(r"品牌(?:[:： ]|为){1,2}$")
# 去香奈儿逛街, 在蒂芙尼给老婆买过: a place that somebody went to.
_WENT = re.compile(r"(?:去|逛|路过|经过)$")
_AT = re.compile(r"[在到]$")
_AT_THE_SHOP = re.compile(r"(?:给|陪|排队|上班|逛|门口|楼|隔壁|对面|旁边)")
_STOP = re.compile("[，,。！!？?；;\\n]")


def brands_of_the_goods(
    case: Case, *, tags: Collection[str] = (), without: Collection[str] = ("ingredient", "style")
) -> Iterator[Claim]:
    """Affirmed claims of brands that are said of the goods, in reading order."""
    clauses: dict[str, _Clauses] | None = None
    for brand in case.claims((ClaimClass.BRAND,), tags=tags, without=without, targets=OF_THE_ITEM):
        if brand.place in _RUNNING:
            if clauses is None:
                clauses = _of_goods(case)
            field = brand.span.field
            if _a_place(case.reading.texts[field], brand):
                continue
            labelled = _LABEL.search(case.reading.texts[field], max(0, brand.span.start - 4), brand.span.start)
            if not labelled and (field not in clauses or not clauses[field].speaks_of_goods(brand.span.start)):
                continue
        yield brand


def _a_place(text: str, brand: Claim) -> bool:
    before = text[max(0, brand.span.start - 2) : brand.span.start]
    if _WENT.search(before):
        return True
    return _AT.search(before) is not None and _AT_THE_SHOP.match(text, brand.span.end) is not None


class _Clauses:
    """The clauses of one text that speak of goods, each by its number."""

    def __init__(self, text: str) -> None:
        self._stops = [stop.start() for stop in _STOP.finditer(text)]
        self._of_goods: set[int] = set()

    def add(self, goods: Claim) -> None:
        self._of_goods.add(bisect_right(self._stops, goods.span.start))

    def speaks_of_goods(self, at: int) -> bool:
        return bisect_right(self._stops, at) in self._of_goods


def _of_goods(case: Case) -> dict[str, _Clauses]:
    """By text: its clauses, for texts that speak of goods at all."""
    clauses: dict[str, _Clauses] = {}
    for goods in case.claims(_GOODS, polarity=(), targets=()):
        field = goods.span.field
        if field not in clauses:
            clauses[field] = _Clauses(case.reading.texts[field])
        clauses[field].add(goods)
    return clauses
