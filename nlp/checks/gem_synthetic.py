"""Words or papers say that the coloured stone was made: a method, a maker, 合成 in a report."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.gem import synthetic_words
from nlp.marks import tagged


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``places``: only there, if any are given; ``tags`` and ``without`` narrow by the lexicon's marks."""

    places: tuple[Place, ...] = ()
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (tagged(("synthetic",)) | {"L"}, frozenset({"C", "L"}))


def answer(params: Params, case: Case) -> Answer:
    """Met by every such word; one that is denied, compared or taught is named as blocked."""
    found = [
        claim.span
        for claim in synthetic_words(case)
        if (not params.places or claim.place in params.places)
        and (not params.tags or not claim.tags.isdisjoint(params.tags))
        and claim.tags.isdisjoint(params.without)
    ]
    if found:
        return met_by(found)
    kept_out = case.claims((ClaimClass.COLOURED,), tags=("synthetic",), places=params.places, polarity=())
    blocked = next((c for c in kept_out if not c.affirmed or c.target not in OF_THE_ITEM), None)
    return blocked_by(blocked) if blocked is not None else NOT_MET
