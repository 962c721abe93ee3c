"""A code that the seller tells to be a name of his own: V家就是薇薇家, K就是我 柯大锤, 巷子里都喊她香奶奶, a shop of that name.

The same code beside a wink or a word of copying is what it always was, and so is one that is left untold beside it.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, place_of
from nlp.judgement import Span

_INNOCENT = ("person", "contact", "aged", "unlicensed")
_TOLD = (Place.TITLE, Place.DETAIL, Place.SPEECH, Place.IMAGE)
_AROUND = (Place.SHOP, Place.ROOM, Place.CATEGORY)
_ENDINGS = ("字打头", "字开头", "打头", "开头", "字头", "那家", "家的", "家", "牌")
_IS = r"(?:嘛|呢|家|店|的)?\s?(?:就是|其实是|也就是|是|即|=|＝|[(（]|指的?是?|为)"
_OWN = (
    r"(?:我(?:媳妇|老婆|老公|对象|妈|爸|姐|妹|哥|弟|闺蜜|朋友|同学|邻居)|我(?:们家?)?(?=$|[，。,！!\s)）\"”」]|自己|叫|本人|小名|英文|外号|花名|网名|姓|家(?:[，。,\s]|$)|[女儿闺猫狗公婆])|本人|店主|主播|老板|掌柜|自家|自己的?(?:名|姓|招牌)|(?:咱|咱们|本店|小店|我们店?|我家?)的?(?:名|招牌|简称|外号)|你[^，。]{1,2}[姐哥叔姨]"
    r"|[^，。,！!？?；;\n]{0,6}?(?:姓|拼音|缩写|首字母|简称|昵称|花名|小名|叫法|外号|招牌|名字|注册|(?<![那这某])家(?![的]?(?:同款|那)))"
    r"|[^，。,！!？?；;\n]{0,4}?(?:太太|奶奶|姐姐|老师|师傅))"
)
_CALLED = r"(?:小名|昵称|外号|花名|叫我|喊我|喊她|喊他|叫她|叫他|人称|江湖人称|英文名|我叫|我姓|[板主]姓|娘姓|网名|艺名|店主|老板)(?:是|叫|就叫|一声)?[\s“\"「]?[^，。,！!？?；;\n]{0,2}?"


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the words that tell whose name it is, when every code of the listing is told so."""
    codes: dict[str, Claim] = {}
    for claim in case.claims((ClaimClass.BRAND,), polarity=("affirm", "compare"), targets=OF_THE_ITEM):
        if claim.place in _AROUND or "style" in claim.tags:
            continue
        if not claim.tags & {"code", "ambiguous"} or claim.evasion:
            return NOT_MET
        codes.setdefault(claim.span.text.lower(), claim)
    leaning = case.claims((ClaimClass.IMITATION,), without=_INNOCENT, targets=(*OF_THE_ITEM, "packaging"))
    if not codes or any(True for _ in leaning):
        return NOT_MET
    # A shop called 蒂家中国仓 that sells the maison's lines has no name of its own.
    bears_more = any(True for _ in case.claims((ClaimClass.TRADE,), tags=("affiliation",), targets=())) or any(
        True for _ in case.claims((ClaimClass.DESIGN,), without=("feature:motif", "generic"))
    )
    spans: list[Span] = []
    for code, claim in codes.items():
        told = _told(code, case, named_so="letter" not in claim.tags and not bears_more)
        if told is None:
            return NOT_MET
        spans.append(told)
    return met_by(spans)


def _told(code: str, case: Case, *, named_so: bool) -> Span | None:
    """The words that tell the code to be the seller's own; a shop of that name tells it too, a shop of one letter does not."""
    head = next((code.removesuffix(end) for end in _ENDINGS if code.endswith(end) and code != end), code)
    name = f"(?:{re.escape(code)}|{re.escape(head)})"
    edge = r"(?<![a-z])" if head.isascii() else ""
    tells = re.compile(f'{edge}{name}{_IS}[\\s“"「]?{_OWN}|{_CALLED}{name}')
    for field, text in case.reading.texts.items():
        place = place_of(field)
        lowered = text.lower()
        if len(lowered) != len(text):
            continue
        if place in _TOLD and (found := tells.search(lowered)):
            return Span(field, found.start(), found.end(), text[found.start() : found.end()])
        if named_so and field in ("shop.name", "room.anchor") and (at := lowered.find(code)) >= 0:
            return Span(field, at, at + len(code), text[at : at + len(code)])
    return None
