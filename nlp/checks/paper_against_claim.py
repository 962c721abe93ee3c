"""The report is of another stone than the one claimed: GRA beside 钻石, an LG number beside 天然, GIA natural beside 培育."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Certificate, ClaimClass, Place, Polarity
from nlp.marks import CERTIFICATE
from nlp.material import Statement

SLOTS: tuple[str, ...] = ()

_AGAINST = {
    "moissanite": frozenset({"diamond", "natural", "lab_grown"}),
    "lab_grown": frozenset({"natural"}),
    "natural": frozenset({"lab_grown"}),
}
_LOUD = (Place.TITLE, Place.SKU, Place.ATTRIBUTE, Place.SPEECH)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({CERTIFICATE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the report and the first claim it contradicts."""
    named_simulant = any(True for _ in case.claims((ClaimClass.SIMULANT,), places=(Place.TITLE, Place.SKU)))
    first: dict[str, Certificate] = {}
    for paper in case.reading.certificates:
        if paper.polarity is Polarity.AFFIRM:
            # What one report contradicts every other of its kind contradicts too.
            first.setdefault(paper.kind, paper)
    for paper in first.values():
        if paper.kind == "moissanite" and named_simulant:
            continue
        if _agrees_with_another(paper, case):
            continue
        against = next((s for s in case.statements if _contradicts(paper, s)), None)
        if against is not None:
            return met_by([against.span, paper.span])
    return NOT_MET


def _agrees_with_another(paper: Certificate, case: Case) -> bool:
    """A second report of the other kind, or an open 培育钻石, explains the first: several stones, or a matter of words."""
    kinds = {p.kind for p in case.reading.certificates if p.polarity is Polarity.AFFIRM}
    if {"natural", "lab_grown"} <= kinds:
        return True
    return paper.kind == "lab_grown" and any(
        True for _ in case.claims((ClaimClass.LAB_GROWN,), tags=("disclosure",), places=_LOUD)
    )


def _contradicts(paper: Certificate, said: Statement) -> bool:
    return (
        said.kind in _AGAINST.get(paper.kind, frozenset())
        and said.source in ("claim", "denial")
        and said.place in _LOUD
        and said.tags.isdisjoint({"sparkle", "idiom", "bare"})
        and said.span != paper.span
    )
