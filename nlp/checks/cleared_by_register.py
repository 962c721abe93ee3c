"""Whether the rights register clears the seller: authorised for every brand named, or the brand's marks not in force."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.recorded_marks import cleared


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    """Met only when it holds for every brand named of the goods."""
    return met_by(()) if cleared(case) else NOT_MET
