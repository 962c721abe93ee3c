"""A choice called natural costs hardly more than the made one beside it: one of the two names is untrue."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.choices import priced_choices, too_alike
from nlp.claim import Place
from nlp.marks import at
from nlp.material import SAID_BY
from nlp.selling_price import choices_that_are_not_the_piece

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (SAID_BY["natural"], at(Place.SKU))


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of both choices."""
    other = choices_that_are_not_the_piece(case.reading)
    pair = too_alike([choice for choice in priced_choices(case) if choice.number not in other], case)
    if pair is None or not_the_price(case, whole=False) is not None:
        return NOT_MET
    return met_by([span for choice in pair for span in choice.spans[:1]])
