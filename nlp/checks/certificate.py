"""Certificates named in the listing, by what they certify and by laboratory."""

from __future__ import annotations

from typing import Literal

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Polarity
from nlp.marks import CERTIFICATE

Kind = Literal["natural", "lab_grown", "moissanite", "synthetic", "unknown"]


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """An empty list asks for nothing in particular; ``numbered``: only with a certificate number."""

    kinds: tuple[Kind, ...] = ()
    laboratories: tuple[str, ...] = ()
    numbered: bool = False


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({CERTIFICATE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by every matching certificate that is not denied."""
    named = [
        paper.span
        for paper in case.reading.certificates
        if paper.polarity is Polarity.AFFIRM
        and (not params.kinds or paper.kind in params.kinds)
        and (not params.laboratories or paper.laboratory in params.laboratories)
        and (not params.numbered or paper.number)
    ]
    return met_by(named) if named else NOT_MET
