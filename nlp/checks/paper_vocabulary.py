"""A report that its laboratory did not issue on that day, or in those words (books/laboratories.yml).

GIA grades no colour or clarity of laboratory-grown diamonds from 2025-10-01; HRD reports on no loose ones
from 2026-01-01. A report without a day is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nlp.answer import NOT_MET, Answer, met_by
from nlp.books.laboratories import laboratory_book
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Certificate, Place, Polarity
from nlp.facts.report_date import find_report_date
from nlp.folding import fold
from nlp.judgement import Span
from nlp.marks import CERTIFICATE

SLOTS: tuple[str, ...] = ()

_PARTS = ("name", "cert_no", "agency", "text")
"""Fields of one qualification."""
_SETTINGS = frozenset({"ring", "necklace", "earring", "bracelet", "brooch"})


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({CERTIFICATE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the report, and by the grades that it cannot have given."""
    loose = _loose(case)
    kinds = {s.kind for s in case.statements} - {"diamond"}
    days: dict[str, date | None] = {}
    for paper in case.reading.certificates:
        stone = (
            paper.kind if paper.kind in ("lab_grown", "natural") else "lab_grown" if kinds == {"lab_grown"} else None
        )
        if paper.polarity is not Polarity.AFFIRM or paper.laboratory is None or stone is None:
            continue
        field = paper.span.field
        if field not in days:
            days[field] = _issued(paper, case)
        if (issued := days[field]) is None:
            continue
        row = laboratory_book().row(paper.laboratory, stone, issued, loose=loose)
        if row is None:
            continue
        if not row.issued:
            return met_by([paper.span])
        if row.grades == "two_classes" and (grades := list(_grades(paper, case))):
            return met_by([paper.span, *grades])
    return NOT_MET


def _issued(paper: Certificate, case: Case) -> date | None:
    texts = case.reading.texts
    own = find_report_date(fold(texts[paper.span.field]).text)
    if own is not None:
        return own
    beside = ["description_text"]
    if paper.place is Place.CERTIFICATE:
        stem = ".".join(paper.span.field.split(".")[:2])
        beside = [f"{stem}.{part}" for part in _PARTS]
    for path in beside:
        if path in texts and path != paper.span.field and (found := find_report_date(fold(texts[path]).text)):
            return found
    return None


def _grades(paper: Certificate, case: Case) -> Iterator[Span]:
    """Grades said of this stone: those of the report's own text, and those of the title."""
    stem = ".".join(paper.span.field.split(".")[:2])
    for grade in case.reading.grades:
        same = paper.place is Place.CERTIFICATE and grade.span.field.startswith(f"{stem}.")
        if same or grade.span.field == paper.span.field or grade.place is Place.TITLE:
            yield grade.span


def _loose(case: Case) -> bool:
    return "loose" in case.offer.kinds and not case.offer.kinds & _SETTINGS
