"""The gem sold was treated: B货, 注胶, 染色, 充填, 扩散, 辐照, and whatever else belongs into its name."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, Blocked, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.gem import just_denied, named_gems

SLOTS: tuple[str, ...] = ()

_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)
_NAME = (Place.TITLE, Place.SKU)
"""翡翠（处理） is a lawful name there; further down it is what the paper says of a stone named otherwise."""


_GLUE = re.compile(r"[胶蜡]")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({"T"}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by every such word said of this item; a denied one is named as blocked."""
    words = [
        claim
        for claim in case.claims((ClaimClass.TREATMENT,), tags=("treated", "marked"), polarity=())
        if claim.place not in _ELSEWHERE and not (claim.place in _NAME and "marked" in claim.tags)
    ]
    said = [c for c in words if c.affirmed and c.target in OF_THE_ITEM and not _of_another_gem(c, case)]
    # A mabe pearl is filled and backed by nature of what it is: its name says so.
    mabe = "马贝" in case.own_text
    counted = [c.span for c in said if not just_denied(c, case) and not (mabe and _GLUE.search(c.term))]
    if counted:
        return met_by(counted)
    if said:
        return Answer("not_met", blocked=Blocked("negation", said[0].span))
    return blocked_by(words[0]) if words else NOT_MET


def _of_another_gem(claim: Claim, case: Case) -> bool:
    """绿松石（充填处理） in a list of beads under a title of other gems names that bead as it should be named."""
    if "marked" not in claim.tags:
        return False
    gems = named_gems(case)
    titled = {gem.name for gem in gems if gem.place is Place.TITLE}
    own = [g for g in gems if g.span.field == claim.span.field and 0 <= claim.span.start - g.span.end <= 1]
    return bool(titled) and any(gem.name not in titled for gem in own)
