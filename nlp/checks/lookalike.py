"""Words that lean on somebody's goods without calling the thing a copy: 同款, 平替, 大牌设计."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Polarity

_GEM = (ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED)
_BESIDE = 2


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.IMITATION}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by such words; 钻石的平替 stands in for a stone and leans on nobody."""
    said = (Polarity.AFFIRM, Polarity.COMPARE)
    cues = case.claims((ClaimClass.IMITATION,), tags=("same_style",), polarity=said, targets=OF_THE_ITEM)
    gems = {(c.span.field, c.span.end) for c in case.claims(_GEM, polarity=(), targets=())}
    found = [
        cue.span
        for cue in cues
        if not any((cue.span.field, cue.span.start - gap) in gems for gap in range(_BESIDE + 1))
    ]
    return met_by(found) if found else NOT_MET
