"""Everything said of a kind is said in a manner that commits to little (sparkle slang, a bare 钻)."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import Place
from nlp.material import StoneKind


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Every statement of ``kinds``, at ``places`` if any are given, carries one of ``tags``."""

    kinds: tuple[StoneKind, ...]
    tags: tuple[str, ...]
    places: tuple[Place, ...] = ()


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    said = [s for s in case.statements if s.kind in params.kinds and (not params.places or s.place in params.places)]
    if all(not s.tags.isdisjoint(params.tags) for s in said):
        return met_by(s.span for s in said)
    return NOT_MET
