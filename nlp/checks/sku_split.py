"""Natural, lab-grown and imitation stones are offered as a choice, each named where it is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.checks.choice_price import Params as Price
from nlp.checks.choice_price import answer as underpriced
from nlp.checks.choices_alike import Params as Alike
from nlp.checks.choices_alike import answer as alike
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``priced``: a choice whose price gives its name the lie is not named openly."""

    priced: bool = False


SLOTS: tuple[str, ...] = ()

_OR = ("或", "/", "、", "还是", "对比", "vs", "和", "与", "及")
_REACH = 6
"""Characters between two words that still offer them as a choice (培育钻石小粒或天然小粒)."""


def answer(params: Params, case: Case) -> Answer:
    """Met when each size or model says one kind only and both occur, or one text offers "培育或天然"."""
    # 真钻1克拉 299 beside 莫桑石1克拉 199
    if params.priced and (underpriced(Price(), case).met or alike(Alike(), case).met):
        return NOT_MET
    by_choice: dict[str, set[str]] = {}
    spans = []
    for s in case.statements:
        if s.place is Place.SKU and s.kind != "diamond":
            by_choice.setdefault(s.span.field.split(".")[1], set()).add(s.kind)
            spans.append(s.span)
    kinds = list(by_choice.values())
    # A title that calls all of it natural is not cured by one choice that says otherwise.
    claimed = ("natural", "diamond") if {"simulant"} in kinds else ("natural",)
    overall = any(s.kind in claimed and s.place in (Place.TITLE, Place.SPEECH) for s in case.statements)
    if len({*map(frozenset, kinds)}) > 1 and all(len(k) == 1 for k in kinds) and not overall:
        return met_by(spans)
    offered = [span for pair in _offered_together(case) for span in pair] or _each_told(case)
    return met_by(offered) if offered else NOT_MET


_AND = re.compile(r"[与和及跟、/+＋&]|对比")
_BETWEEN = 14


def _each_told(case: Case) -> list[Span]:
    """天然钻石与培育钻石 对比套装, 石A：天然钻石, 石B：合成钻石: the title names both and each row or choice says its own."""
    kinds = (ClaimClass.NATURAL, ClaimClass.LAB_GROWN)
    titled = list(case.claims(kinds, places=(Place.TITLE,), polarity=("affirm", "compare")))
    both = any(
        one.cls is not other.cls
        and one.span.field == other.span.field
        and other.span.start - one.span.end <= _BETWEEN
        and _AND.search(case.reading.texts[one.span.field], one.span.end, max(one.span.end, other.span.start))
        for one, other in pairwise(titled)
    )
    rows: dict[str, set[str]] = {}
    for s in case.statements if both else ():
        if s.place in (Place.SKU, Place.ATTRIBUTE) and s.kind != "diamond":
            rows.setdefault(s.span.field, set()).add(s.kind)
    told = list(rows.values())
    apart = all(len(row) == 1 for row in told) and {"natural"} in told and {"lab_grown"} in told
    return [c.span for c in titled] if apart else []


def _offered_together(case: Case) -> Iterator[tuple[Span, Span]]:
    """Pairs of a lab-grown and a natural word of one text with nothing but "or" between them."""
    said = sorted(
        (s for s in case.statements if s.kind in ("lab_grown", "natural")), key=lambda s: (s.span.field, s.span.start)
    )
    for i, one in enumerate(said):
        for other in said[i + 1 : i + 1 + _REACH]:
            gap = other.span.start - one.span.end
            if one.span.field != other.span.field or gap > _REACH:
                break
            between = case.reading.texts[one.span.field][one.span.end : other.span.start].lower()
            if one.kind != other.kind and any(word in between for word in _OR):
                yield one.span, other.span
