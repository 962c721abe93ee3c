"""Borrowed authority: a laboratory, a broadcaster, an association or a star is said to stand behind the goods."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.ADVERTISING}),)


_OWN_HOUSE = ("flagship", "authorised")


def answer(params: Params, case: Case) -> Answer:
    """Met by the claims. A house that sells its own goods may well have the spokesperson it names."""
    shop = case.listing.shop
    own = shop is not None and shop.kind in _OWN_HOUSE
    without = ("celebrity",) if own else ()
    said = [c.span for c in case.claims((ClaimClass.ADVERTISING,), tags=("endorsement",), without=without)]
    if said:
        return met_by(said)
    other = next(
        (c for c in case.claims((ClaimClass.ADVERTISING,), tags=("endorsement",), polarity=()) if not c.affirmed), None
    )
    return NOT_MET if other is None else blocked_by(other)
