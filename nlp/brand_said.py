"""Brands said of the goods, as against brands that running words merely mention.

A title, a choice or a label names what is sold. A description and a speaker also tell of a walk
through town (昨天去香奈儿逛街): there a brand is the goods' only in a clause that speaks of goods.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass, Place

_RUNNING = (Place.DETAIL, Place.SPEECH)
_GOODS = (ClaimClass.JEWELLERY, ClaimClass.DESIGN, ClaimClass.IMITATION)
_STOPS = "，,。！!？?；;\n"


def brands_of_the_goods(
    case: Case, *, tags: Collection[str] = (), without: Collection[str] = ("ingredient", "style")
) -> Iterator[Claim]:
    """Affirmed claims of brands that are said of the goods, in reading order."""
    goods: list[Claim] | None = None
    for brand in case.claims((ClaimClass.BRAND,), tags=tags, without=without, targets=OF_THE_ITEM):
        if brand.place in _RUNNING:
            if goods is None:
                goods = list(case.claims(_GOODS, polarity=(), targets=()))
            start, end = _clause(case.reading.texts[brand.span.field], brand.span.start, brand.span.end)
            if not any(g.span.field == brand.span.field and start <= g.span.start < end for g in goods):
                continue
        yield brand


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, end)) >= 0]
    return first, min(ends, default=len(text))
