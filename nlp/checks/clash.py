"""Two places that say different things of the main stone, both named."""

from __future__ import annotations

from itertools import combinations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Place
from nlp.material import SAID_BY, Statement, StoneKind


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the kinds that exclude each other; ``louder``: the kind that must stand where buyers look first."""

    kinds: tuple[StoneKind, ...] = ("natural", "lab_grown", "simulant")
    louder: StoneKind | None = None


SLOTS: tuple[str, ...] = ()

LOUD = (Place.TITLE, Place.SPEECH)
"""Where a buyer meets an item first: its title and what the host says."""


def needs(params: Params) -> Needs:
    return tuple(
        # At least two kinds are there when no group that leaves out one of them is empty.
        frozenset[str]().union(*(SAID_BY[kind] for kind in group))
        for group in combinations(params.kinds, len(params.kinds) - 1)
    )


def answer(params: Params, case: Case) -> Answer:
    """Met by the first statement of each kind when two kinds stand in two different places."""
    for one, other in combinations(params.kinds, 2):
        for first in _of(case, one, apart_from=other):
            for second in _of(case, other, apart_from=one):
                if first.place is second.place:
                    continue
                if params.louder is None or any(s.kind == params.louder and s.place in LOUD for s in (first, second)):
                    return met_by((first.span, second.span))
    return NOT_MET


def _of(case: Case, kind: StoneKind, apart_from: StoneKind) -> list[Statement]:
    """The first statement of the kind in each place, of texts that do not say the other kind besides.

    Within one text the words of both kinds are one sentence's business: other rules read that, and a text that says
    both by itself agrees with the other one in being mixed. More than one a place cannot change the answer, only its
    price: a thousand choices would be compared a million times.
    """
    mixed = {s.span.field for s in case.statements if s.kind == apart_from}
    first: dict[Place, Statement] = {}
    for s in case.statements:
        if s.kind == kind and s.span.field not in mixed and s.tags.isdisjoint({"passed_natural", "bare"}):
            first.setdefault(s.place, s)
    return list(first.values())
