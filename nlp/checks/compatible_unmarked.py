"""An accessory that is said to fit a brand's goods and carries none of the brand's marks itself."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs, mark_told
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

_MARKED = (
    "刻字",
    "字印",
    "带标",
    "logo",
    "皇冠刻",
    "皇冠标",
    "带字",
    "钢印",
    "s925ale",
    "原厂标",
    "字样",
    "抬头烫",
    "印有",
)
_DENIED = ("无", "不", "没", "非", "未", "去", "只有", "仅有", "仅", "只是", "925", "银含量", "含银量")
_CLAUSE = re.compile(r"[，。！？；,!?;\s]")
_ORDERED = ("要", "可", "可以", "免费", "支持", "定制", "想", "需要", "帮", "代客")
"""要刻字的写备注 offers a buyer his own letters; the fineness mark of silver is nobody's brand."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``places``: where the words of fitting must stand."""

    places: tuple[Place, ...]


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.TRADE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of fitting; a mark on the goods, unless denied, makes them the brand's in the buyer's eyes."""
    fits = [c.span for c in case.claims((ClaimClass.TRADE,), names=("compatible",), places=params.places, targets=())]
    if not fits:
        return NOT_MET
    return NOT_MET if marks(case) or mark_told.answer(mark_told.Params(), case).met else met_by(fits)


def marks(case: Case) -> tuple[Span, ...]:
    """Words that put a mark on the goods, unless they deny it."""
    return tuple(
        span
        for span in case.find_words(_MARKED)
        if not any(word in _before(span, case) for word in _DENIED)
        and not (span.text == "刻字" and _before(span, case).endswith(_ORDERED))
    )


def _before(span: Span, case: Case) -> str:
    """What stands before the word in its clause."""
    return _CLAUSE.split(case.reading.texts[span.field][max(0, span.start - 16) : span.start].lower())[-1]
