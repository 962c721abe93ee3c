"""A piece that is said to be one's own or second-hand, in colours, sizes or numbers that nobody wears out of.

戴过三五次 … 白金黄金玫瑰金 大中小号都现货; 95新 … 五颗起批 一箱两百颗; 自用出 with thirty in stock: such pieces are made new.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, place_of
from nlp.judgement import Span

_TOLD = (Place.TITLE, Place.DETAIL, Place.SPEECH)
_MOST = 3
_WORN = re.compile(
    r"自用|二手|闲置|戴过|戴了[一二两三几半\d]|戴着上班|穿过几次|卖的理由|卖的原因|为什么出|出的原因|生日(?:自己)?买的|前任|离婚|压箱底|回血|[89]\d?新|[八九]成新|九五新"
)
_MANY = re.compile(
    r"(?:颜色|色|尺寸|尺码|手围|圈口|号数?|长短|款式|大中小)[^，。！？；,!?;\n不没无]{0,6}(?:都现货|都有货|都有现货|都能挑|都可挑|随便挑|任挑|都能选|都可选|任选)"
    r"|[十百\d五二三][\d十百]*(?:条|颗|件|只|枚|对|个)起(?:批|发)|一箱[一二两三四五六七八九十百\d]+(?:条|颗|件|只|枚|对|个)|缺的?[^，。]{0,4}(?:两|三|几|\d)天到"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the words or the choices that count too many; dealers in domestic gold hold used stock by weight."""
    if not any(True for _ in brands_of_the_goods(case, tags=("luxury",))):
        return NOT_MET
    told = [(path, text) for path, text in case.reading.texts.items() if place_of(path) in _TOLD]
    if not any(_WORN.search(text) for _, text in told):
        return NOT_MET
    spans = [Span(path, m.start(), m.end(), m[0]) for path, text in told if (m := _MANY.search(text))]
    worn = [sku.stock or 0 for sku in case.listing.skus]
    if not spans and len(worn) > 1 and min(worn) > _MOST:
        spans = [claim.span for claim in brands_of_the_goods(case, tags=("luxury",))]
    return met_by(spans) if spans else NOT_MET
