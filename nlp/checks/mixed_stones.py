"""The whole piece is called natural while its side stones, or its main stone, are said to be laboratory-grown."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, Target

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({"L"}), frozenset({"N"}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the title's 天然 and the side stones' word; a title that names both stones is open about it."""
    natural = [s.span for s in case.statements if s.kind == "natural" and s.place is Place.TITLE]
    side = [c for c in case.claims((ClaimClass.LAB_GROWN,), targets=(Target.SIDE,)) if "bare" not in c.tags]
    told = any(c.place in (Place.TITLE, Place.SKU) for c in side)
    return met_by([natural[0], side[0].span]) if natural and side and not told else NOT_MET
