"""Two places say different things of the side stones: 围镶钻石 in the title, 副石：锆石 on the sheet.

The counterpart of clash for what surrounds the main stone. A text that names both kinds is open about it, and so is a
title that names the made one.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Target

SLOTS: tuple[str, ...] = ()

_DEAR = (ClaimClass.DIAMOND, ClaimClass.NATURAL)
_MADE = (ClaimClass.SIMULANT, ClaimClass.LAB_GROWN)
_FINE = re.compile(r"18k|14k|au750|pt9|铂金|足金|k金", re.IGNORECASE)
_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset(_MADE), frozenset(_DEAR))


def answer(params: Params, case: Case) -> Answer:
    """Met by a diamond around the main stone and the first made stone said of the same place elsewhere."""
    dear = [c for c in case.claims(_DEAR, targets=(Target.SIDE,)) if _a_diamond(c, case)]
    made = [c for c in case.claims(_MADE, targets=(Target.SIDE,)) if _a_made_stone(c)] if dear else []
    both = {c.span.field for c in dear} & {c.span.field for c in made}
    if not made or both or any(c.place in (Place.TITLE, Place.SKU) for c in made):
        return NOT_MET
    return met_by((dear[0].span, made[0].span))


def _a_diamond(claim: Claim, case: Case) -> bool:
    """A natural word of another material, and the glitter of 满钻 on silver, promise no diamond."""
    if claim.place in _ELSEWHERE or not claim.tags.isdisjoint({"other_material", "mined", "coloured", "label"}):
        return False
    if claim.cls is ClaimClass.NATURAL:
        text = case.reading.texts[claim.span.field]
        return "plain" not in claim.tags or "钻" in text[claim.span.end : claim.span.end + 3]
    return "sparkle" not in claim.tags or _FINE.search(case.reading.texts.get("title", "")) is not None


def _a_made_stone(claim: Claim) -> bool:
    if claim.place in _ELSEWHERE or "coloured" in claim.tags:
        return False
    return claim.cls is ClaimClass.LAB_GROWN or not claim.tags.isdisjoint({"named", "loose"})
