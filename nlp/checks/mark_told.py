"""A brand's letters put on goods that are not sold as the brand's: on the clasp, the tail piece, inside the ring.

尾片压好TIFFANY的小牌, 扣头Cartier花体字激光刻好的, 扣片背面：VCA Au750. What the goods are said to fit bears no letters of it.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_sentences import NAME, brand_sentences
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

_PLACES = (Place.TITLE, Place.DETAIL, Place.IMAGE, Place.SPEECH, Place.SKU, Place.ATTRIBUTE)
_NAMES_GOODS = (Place.TITLE, Place.BRAND)
_N = NAME
_C = r"[^。，,!！]"
_PUT = r"(?:刻|压|打|印|烙|敲|镭射|激光|冲压|蚀刻|刻印)"
_WHERE = r"(?:内壁|内圈|戒内|戒臂|背面|后面|反面|里头|里面|扣头|扣面|扣片|扣上|扣子|尾片|尾牌|小牌|吊牌片|链尾|搭扣|耳针|表扣)"
_LETTERS = r"(?:花体字|弧形字|字印|字样|钢印|刻印|皇冠|logo|标识|小标|标(?!准|签|题|注|价)|字(?!母项|母吊|典))"
_TOLD = re.compile(
    "|".join(
        (
            rf"{_PUT}(?:好|着|有|了|上|的是?|满)*{_N}",
            rf"{_N}(?!的?(?:[戒手项耳吊镯链款那正]|专柜)){_C}{{0,6}}?{_LETTERS}{_C}{{0,6}}?(?:{_PUT}|都有|齐|全|任选|可选|也有|带)",
            rf"{_WHERE}{_C}{{0,8}}?[:：是有带]{_C}{{0,3}}?{_N}",
            rf"{_WHERE}{_C}{{0,4}}?{_PUT}{_C}{{0,4}}?{_N}",
            rf"{_N}{_C}{{0,8}}?(?:柜台|专柜|原装|正品)一?样的(?:印|字|标|刻)",
        )
    )
)
_DENIED = re.compile(
    r"不|没|无|未|别|勿|拒|非|去掉|磨掉|自己的|客人|您的|来图|寄来|原有|收购|回收|鉴定|维修|抛光|二手|闲置|专柜买|如何|怎么看|真假|礼盒|包装|盒|袋|卡片"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the names whose letters the goods bear; a name the goods are sold under is left to the other signs."""
    fits = any(True for _ in case.claims((ClaimClass.TRADE,), names=("compatible",), targets=()))
    goods = {
        c.name
        for c in case.claims((ClaimClass.BRAND,), polarity=("affirm", "compare"), places=_NAMES_GOODS)
        if not fits
    }
    spans: list[Span] = []
    sentences = brand_sentences(case, _PLACES, without=("ingredient", "style", "generic", "letter"))
    for sentence in sentences:
        claims = [claim for claim in sentence.claims if claim.name not in goods]
        if claims and _borne(sentence.text):
            spans += [claim.span for claim in claims]
    return met_by(spans) if spans else NOT_MET


def _borne(text: str) -> bool:
    return any(not _DENIED.search(text, max(0, found.start() - 8), found.end() + 4) for found in _TOLD.finditer(text))
