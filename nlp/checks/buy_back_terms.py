"""A buy-back whose conditions are shown, and no promise of value besides."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``terms``: lower-case words of conditions, rates and periods."""

    terms: tuple[str, ...]


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    promised = case.claims((ClaimClass.ADVERTISING,), tags=("investment",), without=("buy_back",))
    if any(True for _ in promised):
        return NOT_MET
    terms = case.find_words(params.terms)
    return met_by(terms) if terms else NOT_MET
