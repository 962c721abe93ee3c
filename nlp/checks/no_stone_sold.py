"""What is offered is work, an opinion, an appointment or an empty setting, and the stones it names are not for sale.

The title's own words decide, or the sheet of a service; 支持改圈 under the title of a ring is after-sales service.
A stone on the sheet, a finished piece or a stone that comes with the work is for sale all the same.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.judgement import Span
from nlp.marks import named, worded

SLOTS: tuple[str, ...] = ()

_ADVICE = re.compile(r"看货|咨询|估价|估值|评估|鉴定预约|代笔|预约金|预约链接|上门服务")
_AFTER_SALES = re.compile(r"(?:送|赠|免费|支持|可|能|终身|包|一次|享|含|带)[^ ，,｜|]{0,4}$")
_AFTER = re.compile(r"价|送|一次|政策|八折|九折|券|[^ ，,｜|]{0,2}(?:配石|裸石)|用(?!品)")
_GOODS = re.compile(r"绝当|成品|裸石|散石|现货|出售|在售|上新|单颗|克拉")
_SERVICE = re.compile("服务|咨询|回收|维修|典当")
_GIVEN = re.compile(r"送的|附送|白送|赠送|加送|归你|归您|一起发|一块发|一并发|全包|连石|含石|已镶|镶好|镶着|带石")
_THEIRS = re.compile(r"您的|你的|您自己|你自己|客人|客供|自带|自备|寄来|来石|来料|不送|不含|另算|另计|另购")
_SET = re.compile(r"套餐|赠石|送石|送钻|送给你|送给您|[+＋]\s?主石|(?<!不)[连含带配]主石|任配")
_OURS = re.compile(
    r"连工带料|包工包料|工料(?:全包|一起|都算)|石头?(?:由|是)?(?:我们?|本店|店里|小店)家?(?:出|配|提供)|(?<!不)(?:连|含)(?:主石|石头|石料)"
)
"""补一颗30分钻 连工带料: the stone comes with the work."""
_SENTENCE = re.compile(r"[。！？!?；;\n]")
_REACH = 40


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``settings``: an empty setting counts too."""

    settings: bool = False


def needs(params: Params) -> Needs:
    names = ("service", "bare_setting") if params.settings else ("service",)
    return (named(names) | worded(("咨询", "看货", "估值", "评估", "代笔", "预约", "服务", "回收", "典当")),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the word that names the work or the setting."""
    if any(_on_the_sheet(s.span, case) for s in case.statements) or given_stone(case) is not None:
        return NOT_MET
    if any(_OURS.search(case.reading.texts.get(path, "")) for path in ("title", "description_text")):
        return NOT_MET
    names = ("service", "bare_setting") if params.settings else ("service",)
    for claim in case.claims((ClaimClass.TRADE,), names=names, places=(Place.TITLE,), targets=()):
        if (
            _SET.search(case.reading.texts[claim.span.field]) is None
            if claim.name == "bare_setting"
            else _is_the_goods(claim, case)
        ):
            return met_by((claim.span,))
    title = case.reading.texts.get("title", "")
    advice = _ADVICE.search(title)
    if advice is not None and _GOODS.search(title) is None:
        return met_by((Span("title", advice.start(), advice.end(), advice[0]),))
    return met_by((span,)) if (span := _sheet_of_a_service(case)) is not None else NOT_MET


def _is_the_goods(claim: Claim, case: Case) -> bool:
    if claim.span.field != "title":
        return False
    text = case.reading.texts["title"]
    if _AFTER_SALES.search(text[: claim.span.start]) or _AFTER.match(text, claim.span.end):
        return False
    return _GOODS.search(text) is None


def _on_the_sheet(span: Span, case: Case) -> bool:
    """主石：培育钻石 says that a stone comes with what is sold; 主石：无 says nothing."""
    return span.field.startswith("attributes.")


def _sheet_of_a_service(case: Case) -> Span | None:
    """A sheet whose goods are 服务：估价、回收, under no title of goods."""
    if _GOODS.search(case.reading.texts.get("title", "")):
        return None
    for i, attribute in enumerate(case.listing.attributes):
        if (attribute.name or "").strip() in ("服务", "服务内容", "服务项目", "服务类型"):
            value = attribute.value or ""
            return Span(f"attributes.{i}.value", 0, len(value), value) if value else None
    return None


def given_stone(case: Case) -> Span | None:
    """镶好一克拉天然真钻一起发: a stone that comes with a setting or with the work, and not the buyer's own."""
    for said in case.statements:
        if said.place is Place.TITLE and _SET.search(case.reading.texts[said.span.field]):
            return said.span
        if said.kind == "simulant" or said.place not in (Place.DETAIL, Place.SPEECH, Place.ATTRIBUTE):
            continue
        text = case.reading.texts[said.span.field]
        before = _SENTENCE.split(text[max(0, said.span.start - _REACH) : said.span.start])[-1]
        after = _SENTENCE.split(text[said.span.end : said.span.end + _REACH], maxsplit=1)[0]
        label = (
            case.reading.texts.get(said.span.field.replace(".value", ".name"), "")
            if said.place is Place.ATTRIBUTE
            else ""
        )
        around = f"{label}{before}\n{after}"
        given = _GIVEN.search(around) is not None or label in ("附送", "赠品", "赠送", "送")
        if given and _THEIRS.search(around) is None:
            return said.span
    return None
