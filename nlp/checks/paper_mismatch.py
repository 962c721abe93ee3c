"""The report's weight or colour is not the one the listing gives for the stone."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Carat, Grade, Place, Reading
from nlp.marks import CARAT, at

SLOTS: tuple[str, ...] = ()

_LISTED = (Place.TITLE, Place.SKU, Place.ATTRIBUTE)
_PAPER_WORDS = ("证书", "报告", "report", "carat weight", "国检", "gia", "igi", "鉴定")
_SHARE = 0.08
"""Sellers round weights (0.48 for 五十分); a difference up to this part of the listed weight says nothing."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (at(Place.CERTIFICATE, Place.IMAGE), frozenset({CARAT, "D", "N", "L"}))


def answer(params: Params, case: Case) -> Answer:
    reading = case.reading
    on_paper = [c for c in reading.carats if _paper(c, reading) and c.role in ("main", "unknown")]
    listed = [c for c in reading.carats if c.place in _LISTED and c.role in ("main", "unknown")]
    if len(on_paper) == 1 and listed and not any(_same(one, on_paper[0]) for one in listed):
        return met_by([listed[0].span, on_paper[0].span])
    colours = [g for g in reading.grades if g.scale == "colour" and _paper(g, reading)]
    claimed = [g for g in reading.grades if g.scale == "colour" and g.place in _LISTED]
    if len(colours) == 1 and claimed and all(_single(g) and g.value < colours[0].value for g in claimed):
        return met_by([claimed[0].span, colours[0].span])
    return NOT_MET


def _paper(fact: Carat | Grade, reading: Reading) -> bool:
    if fact.place is Place.CERTIFICATE:
        return True
    if fact.place is not Place.IMAGE:
        return False
    text = reading.texts[fact.span.field].lower()
    return any(word in text for word in _PAPER_WORDS)


def _same(listed: Carat, paper: Carat) -> bool:
    """A pair of earrings may be listed together and reported one by one, or the other way round."""
    return any(abs(listed.carat * n - paper.carat) <= _SHARE * paper.carat for n in (1, 2, 0.5))


def _single(grade: Grade) -> bool:
    return not any(mark in grade.span.text for mark in "-~/、")
