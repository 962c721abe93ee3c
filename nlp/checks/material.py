"""What the main stone is said to be: diamond, natural, lab_grown or simulant (see nlp.material)."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.material import SAID_BY, Source, StoneKind


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Statements of one of ``kinds``; an empty list asks for nothing in particular."""

    kinds: tuple[StoneKind, ...]
    places: tuple[Place, ...] = ()
    sources: tuple[Source, ...] = ()
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


SLOTS: tuple[str, ...] = ()

_CLASS = {
    "diamond": ClaimClass.DIAMOND,
    "natural": ClaimClass.NATURAL,
    "lab_grown": ClaimClass.LAB_GROWN,
    "simulant": ClaimClass.SIMULANT,
}


def needs(params: Params) -> Needs:
    return (frozenset[str]().union(*(SAID_BY[kind] for kind in params.kinds)),)


def answer(params: Params, case: Case) -> Answer:
    """Met by every matching statement; a mention denied, compared or asked is named as blocked."""
    said = [
        s
        for s in case.statements
        if s.kind in params.kinds
        and (not params.places or s.place in params.places)
        and (not params.sources or s.source in params.sources)
        and (not params.tags or not s.tags.isdisjoint(params.tags))
        and s.tags.isdisjoint(params.without)
    ]
    if said:
        return met_by(s.span for s in said)
    kept_out = case.claims(
        [_CLASS[kind] for kind in params.kinds],
        tags=params.tags,
        without=params.without,
        places=params.places,
        polarity=(),
    )
    blocked = next((c for c in kept_out if not c.affirmed or c.target not in OF_THE_ITEM), None)
    return blocked_by(blocked) if blocked is not None else NOT_MET
