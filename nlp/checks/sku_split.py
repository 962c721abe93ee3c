"""Natural and lab-grown stones are offered as separate choices, each named where it is chosen."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import Place


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    """Met when each choice says one kind only and both kinds occur among the choices."""
    by_choice: dict[str, set[str]] = {}
    spans = []
    for s in case.statements:
        if s.place is Place.SKU and s.kind in ("natural", "lab_grown"):
            by_choice.setdefault(s.span.field.split(".")[1], set()).add(s.kind)
            spans.append(s.span)
    kinds = list(by_choice.values())
    if {"natural"} in kinds and {"lab_grown"} in kinds and all(len(k) == 1 for k in kinds):
        return met_by(spans)
    return NOT_MET
