"""The report's weight or colour is not the one the listing gives for the stone, or its grams are sold as carats."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Carat, Grade, Place, Reading
from nlp.judgement import Span
from nlp.marks import CARAT, at, worded

SLOTS: tuple[str, ...] = ()

_LISTED = (Place.TITLE, Place.SKU, Place.ATTRIBUTE)
_PAPER_WORDS = ("证书", "报告", "report", "carat weight", "国检", "gia", "igi", "鉴定", "结论", "检验")
_GRAMS = re.compile(
    r"(?:总质量|总重|总重量|质量|重量|total (?:mass|weight))[ :：为是]{0,2}(\d{1,2}\.\d{1,3}) ?(?:g(?![a-z])|克(?!拉))",
    re.IGNORECASE,
)
"""The mass of the whole piece, metal included, as Chinese reports state it: the only weight on many of them."""

_SHARE = 0.08
"""Sellers round weights (0.48 for 五十分); a difference up to this part of the listed weight says nothing."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (
        at(Place.CERTIFICATE, Place.IMAGE) | worded(("重", "质量", "mass", "weight")),
        frozenset({CARAT, "D", "N", "L"}),
    )


def answer(params: Params, case: Case) -> Answer:
    reading = case.reading
    on_paper = [c for c in reading.carats if _paper(c, reading) and c.role in ("main", "unknown")]
    listed = [c for c in reading.carats if c.place in _LISTED and c.role in ("main", "unknown")]
    if len(on_paper) == 1 and listed and not any(_same(one, on_paper[0]) for one in listed):
        return met_by([listed[0].span, on_paper[0].span])
    if (mass := _mass_as_carats(case)) is not None:
        return met_by(mass)
    colours = [g for g in reading.grades if g.scale == "colour" and _paper(g, reading)]
    claimed = [g for g in reading.grades if g.scale == "colour" and g.place in _LISTED]
    if len(colours) == 1 and claimed and all(_single(g) and g.value < colours[0].value for g in claimed):
        return met_by([claimed[0].span, colours[0].span])
    return NOT_MET


def _mass_as_carats(case: Case) -> list[Span] | None:
    """1.20克拉 in the title and 总质量1.20g on the report: five carats weigh a gram, so no stone weighs both."""
    titled = [c for c in case.reading.carats if c.place is Place.TITLE and c.role in ("main", "unknown", "total")]
    if not titled:
        return None
    for path, text in case.reading.texts.items():
        if path.startswith(("shop.", "room.", "category.")):
            continue
        for mass in _GRAMS.finditer(text):
            same = next((c for c in titled if abs(c.carat - float(mass[1])) < 0.005), None)
            if same is not None:
                return [same.span, Span(path, mass.start(), mass.end(), mass[0])]
    return None


def _paper(fact: Carat | Grade, reading: Reading) -> bool:
    if fact.place is Place.CERTIFICATE:
        return True
    if fact.place is not Place.IMAGE:
        return False
    # The lines of one picture are one paper: the name stands in one, the weight in another.
    picture = ".".join(fact.span.field.split(".")[:2]) + "."
    text = " ".join(text.lower() for path, text in reading.texts.items() if path.startswith(picture))
    return any(word in text for word in _PAPER_WORDS)


def _same(listed: Carat, paper: Carat) -> bool:
    """A pair of earrings may be listed together and reported one by one, or the other way round."""
    return any(abs(listed.carat * n - paper.carat) <= _SHARE * paper.carat for n in (1, 2, 0.5))


def _single(grade: Grade) -> bool:
    return not any(mark in grade.span.text for mark in "-~/、")
