"""A Chinese report is named (国检), and the listing itself says that it carries no CMA mark."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Polarity
from nlp.marks import CERTIFICATE, named

SLOTS: tuple[str, ...] = ()

_CHINESE = ("NGTC", "GTC", "NJQSIC", "CUG", "GIC")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (named(("cert_no_cma",)), frozenset({CERTIFICATE}))


def answer(params: Params, case: Case) -> Answer:
    named = [
        paper.span
        for paper in case.reading.certificates
        if paper.laboratory in _CHINESE and paper.polarity is Polarity.AFFIRM
    ]
    lacking = [
        claim.span
        for claim in case.claims((ClaimClass.TRADE,), names=("cert_no_cma",), polarity=())
        if claim.polarity in (Polarity.AFFIRM, Polarity.NEGATE)
    ]
    return met_by([*named, *lacking]) if named and lacking else NOT_MET
