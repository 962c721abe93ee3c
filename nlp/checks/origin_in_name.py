"""A diamond or ruby named after a place that sells (南非钻, 缅甸鸽血红), with no report behind it."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, Polarity, place_of
from nlp.judgement import Span
from nlp.marks import worded


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``style``: ``diamond`` (the place is part of the name) or ``coloured`` (a place that makes a stone dear)."""

    style: str


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (worded(_COUNTRIES[params.style]), frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.COLOURED}))


_PATTERNS = {
    "diamond": re.compile(
        r"(?:南非|非洲|博茨瓦纳)(?:进口)?(?:天然)?(?:真钻|钻石|美钻|裸钻|钻戒|彩钻|钻(?![头机探孔井]))|(?:比利时|俄罗斯)(?:进口)?天然钻"
    ),
    "coloured": re.compile(
        r"(?:缅甸|抹谷)(?:天然)?(?:鸽血红|红宝|尖晶)|克什米尔(?:天然)?(?:矢车菊|蓝宝)|(?:哥伦比亚|木佐)(?:天然)?祖母绿"
    ),
}
_COUNTRIES = {
    "diamond": ("南非", "非洲", "博茨瓦纳", "比利时", "俄罗斯"),
    "coloured": ("缅甸", "抹谷", "克什米尔", "哥伦比亚", "木佐"),
}
"""What each of _PATTERNS begins with."""
_PAPER = (
    "证书", "gia", "igi", "grs", "gubelin", "古柏林", "guild", "吉尔德", "ssef", "gric", "ngtc", "国检", "省检", "复检", "检测报告", "鉴定", "质检",
)  # fmt: skip
_FOR_SERVICE = ("鉴定", "检测代", "科普", "识别")


def answer(params: Params, case: Case) -> Answer:
    """Met by names of title and choice. A report anywhere in the listing proves the origin or will be asked for it."""
    named = [
        Span(path, m.start(), m.end(), text[m.start() : m.end()])
        for path, text in case.reading.texts.items()
        if place_of(path) in (Place.TITLE, Place.SKU)
        for m in _PATTERNS[params.style].finditer(text)
    ]
    if not named or any(paper.polarity is Polarity.AFFIRM for paper in case.reading.certificates):
        return NOT_MET
    if case.listing.qualifications or any(word in case.own_text for word in (*_PAPER, *_FOR_SERVICE)):
        return NOT_MET
    return met_by(named)
