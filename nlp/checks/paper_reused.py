"""One number of a report on several stones: on choices of different weight, or on other listings."""

from __future__ import annotations

from collections import defaultdict

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Polarity
from nlp.judgement import Span
from nlp.marks import CERTIFICATE

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({CERTIFICATE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the number where it stands; a suite under one report is one choice and no reuse."""
    numbered = [p for p in case.reading.certificates if p.number and p.polarity is Polarity.AFFIRM]
    elsewhere = [p.span for p in numbered if p.number in case.known.certificates_elsewhere]
    if elsewhere:
        return met_by(elsewhere)
    weights: dict[str, set[float]] = defaultdict(set)
    spans: dict[str, list[Span]] = defaultdict(list)
    for paper in numbered:
        field = paper.span.field
        if not field.startswith("skus."):
            continue
        prefix = ".".join(field.split(".")[:2]) + "."
        carats = {c.carat for c in case.reading.carats if c.span.field.startswith(prefix)}
        weights[paper.number or ""] |= carats
        spans[paper.number or ""].append(paper.span)
    for number, carats in weights.items():
        if len(carats) > 1 and len(spans[number]) > 1:
            return met_by(spans[number])
    return NOT_MET
