"""Luck or healing promised as an effect. 寓意招财 is a blessing and 转运珠 a kind of bead; 戴上就转运 promises.

A word of luck counts only beside words that promise (戴上, 功效, 灵验 …); no word counts where the
seller speaks of meaning, wishes, legend or custom before it in the same sentence.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.judgement import Span


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``outright``: tags that promise by themselves; ``beside``: tags that need a word of effect beside them."""

    outright: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.ADVERTISING}),)


_PLACES = (Place.TITLE, Place.ATTRIBUTE, Place.SKU, Place.DETAIL, Place.IMAGE, Place.SPEECH, Place.ROOM)
_MEANING = (
    "寓意", "象征", "祝福", "祝愿", "祈愿", "祈福", "愿", "希望", "传说", "相传", "古人", "古时", "民间", "文化", "传统", "习俗",
    "图个", "讨个", "讨喜", "好意头", "好彩头", "好兆头", "彩头", "谐音", "代表", "意为", "意味", "视为", "题材", "图案", "纹样",
    "瑞兽", "神话", "典故", "民俗", "故事", "心理安慰", "玩笑", "仪式感", "不承诺", "不宣传", "不保证", "信则有", "吉语", "吉祥话",
)  # fmt: skip
_PROMISE = (
    "戴上", "戴了", "佩戴后", "一戴", "能", "可以", "可助", "帮你", "帮您", "助你", "助您", "让你", "让您", "有助", "功效", "作用",
    "效果", "见效", "灵验", "很灵", "超灵", "真灵", "特别灵", "立马", "马上", "立刻", "当月", "三天", "七天", "必", "保证", "强力", "加强",
    "催", "速", "专治", "法力", "磁场", "气场", "有效", "提升", "增强", "改善", "加持", "开光", "改运", "神器",
)  # fmt: skip
_DENIES = (
    "不能",
    "不会",
    "无法",
    "不具",
    "没有",
    "并无",
    "不代表",
    "无任何",
    "不保证",
    "不作",
    "不做",
    "不用于",
    "不是",
    "不说",
    "不夸",
    "不谈",
    "不讲",
    "别指望",
    "别信",
    "不信",
)
_STOPS = "。！!？?；;\n\r"
_BEFORE, _AROUND, _DENIED = 24, 10, 8


def answer(params: Params, case: Case) -> Answer:
    """Met by the promises; a mention that was denied or quoted is named as blocked."""
    said = _claims(params, case)
    if said:
        return met_by(said)
    tags = (*params.outright, *params.beside)
    other = next(
        (c for c in case.claims((ClaimClass.ADVERTISING,), tags=tags, polarity=()) if not c.affirmed),
        None,
    )
    return NOT_MET if other is None else blocked_by(other)


def _claims(params: Params, case: Case) -> list[Span]:
    found = []
    for claim in case.claims(
        (ClaimClass.ADVERTISING,), tags=(*params.outright, *params.beside), places=_PLACES, targets=OF_THE_ITEM
    ):
        before, after = _sentence(case, claim)
        if any(word in before[-_BEFORE:] or word in after[:4] for word in _MEANING):
            continue
        if any(word in before[-_DENIED:] for word in _DENIES):
            continue
        outright = not claim.tags.isdisjoint(params.outright)
        if outright or any(word in before[-_AROUND:] or word in after[:_AROUND] for word in _PROMISE):
            found.append(claim.span)
    return found


def _sentence(case: Case, claim: Claim) -> tuple[str, str]:
    """The seller's words before and after the mention, as far as its sentence goes."""
    text = case.reading.texts[claim.span.field]
    before = text[max(0, claim.span.start - 2 * _BEFORE) : claim.span.start]
    after = text[claim.span.end : claim.span.end + 2 * _BEFORE]
    start = max(before.rfind(stop) for stop in _STOPS) + 1
    ends = [place for stop in _STOPS if (place := after.find(stop)) >= 0]
    return before[start:], after[: min(ends, default=len(after))]
