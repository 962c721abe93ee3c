"""The gem sold was treated: B货, 注胶, 染色, 充填, 扩散, 辐照, and whatever else belongs into its name."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, Blocked, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.gem import just_denied

SLOTS: tuple[str, ...] = ()

_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({"T"}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by every such word said of this item; a denied one is named as blocked."""
    words = [
        claim
        for claim in case.claims((ClaimClass.TREATMENT,), tags=("treated",), polarity=())
        if claim.place not in _ELSEWHERE
    ]
    said = [c for c in words if c.affirmed and c.target in OF_THE_ITEM]
    counted = [c.span for c in said if not just_denied(c, case)]
    if counted:
        return met_by(counted)
    if said:
        return Answer("not_met", blocked=Blocked("negation", said[0].span))
    return blocked_by(words[0]) if words else NOT_MET
