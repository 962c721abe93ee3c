"""A report that comes as a present is the only proof of a stone that its price cannot buy."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import Params as FloorParams
from nlp.checks.price_floor import answer as below_floor
from nlp.claim import ClaimClass, Polarity
from nlp.marks import named

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (named(("cert_offer", "gift")),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the offer of a report; a report with a number that can be looked up is some proof."""
    offers = [
        claim.span for claim in case.claims((ClaimClass.TRADE,), names=("cert_offer", "gift")) if "证" in claim.term
    ]
    numbered = any(p.number and p.polarity is Polarity.AFFIRM for p in case.reading.certificates)
    if not offers or numbered or not below_floor(FloorParams(share=0.5), case).met:
        return NOT_MET
    return met_by(offers)
