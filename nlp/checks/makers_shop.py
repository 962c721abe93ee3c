"""Whether the maker of every signature look found is the seller, or has authorised it."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import ClaimClass
from nlp.signature import signatures


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.DESIGN}),)


def answer(params: Params, case: Case) -> Answer:
    proofs = [may_sell(signature.design.maker, case) for signature in signatures(case)]
    if not proofs or any(proof is None for proof in proofs):
        return NOT_MET
    return met_by(span for proof in proofs if proof for span in proof)
