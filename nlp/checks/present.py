"""The listing carries any text at a place, whatever it says."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import Place


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Any of ``places``."""

    places: tuple[Place, ...]


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    return met_by(()) if case.reading.places & set(params.places) else NOT_MET
