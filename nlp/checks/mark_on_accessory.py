"""An accessory that "fits" a brand's goods and carries the brand's mark: what excuses the word convicts the goods."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.compatible_unmarked import marks
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.TRADE}), frozenset({ClaimClass.BRAND}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of the mark, beside words of fitting and a luxury brand's name."""
    fits = any(True for _ in case.claims((ClaimClass.TRADE,), names=("compatible",), targets=()))
    brand = any(True for _ in case.claims((ClaimClass.BRAND,), tags=("luxury",), targets=OF_THE_ITEM))
    found = marks(case) if fits and brand else ()
    return met_by(found) if found else NOT_MET
