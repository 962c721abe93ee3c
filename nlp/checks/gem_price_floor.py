"""A ruby, sapphire or emerald with the words that collectors pay for, at a price that buys none.

Low-grade rubies cost next to nothing; what is called unheated, pigeon blood or Kashmir does not.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.claim import ClaimClass, Place
from nlp.gem import named_gems, synthetic_words
from nlp.judgement import Span
from nlp.marks import CARAT
from nlp.selling_price import MAX_CARAT, offered, yuan

SLOTS = ("price", "floor")

_COVETED = re.compile(
    "鸽血红|鸽子血|皇家蓝|矢车菊|木佐|沃顿绿|帕帕拉恰|帕德玛|克什米尔|抹谷|莫谷|缅甸|斯里兰卡|锡兰|哥伦比亚|无烧|无油|未加热|unheated|no heat|no oil"
)
_NOT_CLEAN = re.compile(
    "合成|培育|人造|人工|实验室|处理|充填|填充|扩散|染色|仿|色系|锆|玻璃|树脂|配石|微镶|手串|手链|多宝"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.COLOURED}), frozenset({CARAT}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the stone, the coveted word and the weight of the title."""
    title = case.reading.texts.get("title", "")
    coveted = _COVETED.search(title.lower()) if len(title.lower()) == len(title) else None
    if coveted is None or _NOT_CLEAN.search(title):
        return NOT_MET
    gem = next((claim for claim in named_gems(case) if claim.place is Place.TITLE), None)
    weights = [c for c in case.reading.carats if c.role in ("main", "unknown") and 0 < c.carat <= MAX_CARAT]
    sale = offered(case.reading)
    if gem is None or sale is None or not weights or any(synthetic_words(case)):
        return NOT_MET
    lightest = min(weights, key=lambda c: c.carat)
    floor = case.prices.gem_floor(gem.name, lightest.carat, case.on)
    if floor is None or sale.fen >= floor or not_the_price(case) is not None:
        return NOT_MET
    spans = [
        gem.span,
        Span("title", coveted.start(), coveted.end(), title[coveted.start() : coveted.end()]),
        lightest.span,
    ]
    return met_by(spans, values={"price": yuan(sale.fen), "floor": yuan(floor)})
