"""Plain words in the item's own texts, for conditions that are no claims (terms of a buy-back, a patent number)."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import Place


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Any of ``any_of``, in lower case; ``places`` empty: anywhere but the shop, the room and the category."""

    any_of: tuple[str, ...]
    places: tuple[Place, ...] = ()


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    """Met by the first place of every word found."""
    found = case.find_words(params.any_of, params.places)
    return met_by(found) if found else NOT_MET
