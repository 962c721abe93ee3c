"""The features that together make a maison's signature look; one generic motif never does."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass
from nlp.signature import signatures


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; the looks are those of books/brands.yml."""


SLOTS = ("design",)


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.DESIGN}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by every mention of a feature of a look that is whole."""
    found = list(signatures(case))
    if not found:
        return NOT_MET
    spans = [claim.span for signature in found for claim in signature.claims]
    return met_by(spans, values={"design": found[0].design.name})
