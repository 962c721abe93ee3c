"""A weight in carat is claimed."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.marks import CARAT


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``absent`` turns the question round: no such weight. At least ``at_least`` carat, in one of ``roles``."""

    at_least: float = 0.0
    absent: bool = False
    roles: tuple[str, ...] = ("main", "unknown", "total", "effect")


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return () if params.absent else (frozenset({CARAT}),)


def answer(params: Params, case: Case) -> Answer:
    found = [c.span for c in case.reading.carats if c.carat >= params.at_least and c.role in params.roles]
    return met_by(found if not params.absent else ()) if bool(found) != params.absent else NOT_MET
