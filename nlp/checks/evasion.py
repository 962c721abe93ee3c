"""Words that are only found after something that hid them was undone."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place

_MISHEARD = (Place.IMAGE, Place.SPEECH)
"""Places read by a machine: one odd spelling there may be the machine's."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Hidden mentions of ``classes``, narrowed by ``tags``; ``beside``: only where one of these is mentioned too."""

    classes: tuple[ClaimClass, ...]
    tags: tuple[str, ...] = ()
    beside: tuple[ClaimClass, ...] = ()


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset(params.classes),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the hidden mentions; a single one in speech or picture text is taken for a misreading."""
    hidden = [
        c
        for c in case.claims(
            params.classes, tags=params.tags, polarity=("affirm", "compare"), targets=(*OF_THE_ITEM, "packaging")
        )
        if c.evasion
    ]
    if len(hidden) == 1 and hidden[0].place in _MISHEARD:
        return NOT_MET
    if params.beside and not any(True for _ in case.claims(params.beside, polarity=("affirm", "compare"))):
        return NOT_MET
    return met_by(c.span for c in hidden) if hidden else NOT_MET
