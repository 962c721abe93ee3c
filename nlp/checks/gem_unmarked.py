"""No name, choice or first picture tells that the gem was treated."""

from __future__ import annotations

from nlp.answer import Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.checks.gem_named import Params as Named
from nlp.checks.gem_named import answer as named

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def answer(params: Params, case: Case) -> Answer:
    told = named(Named(nature="treated", spoken=False), case)
    return Answer("not_met", told.spans) if told.met else met_by(())
