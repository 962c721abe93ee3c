"""Two places say different things of the side stones: 围镶钻石 in the title, 副石：锆石 on the sheet.

The counterpart of clash for what surrounds the main stone. A text that names both kinds is open about it, and so is a
title that names the made one.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Target

SLOTS: tuple[str, ...] = ()

_DEAR = (ClaimClass.DIAMOND, ClaimClass.NATURAL)
_MADE = (ClaimClass.SIMULANT, ClaimClass.LAB_GROWN)
_FINE = re.compile(r"18k|14k|au750|pt9|铂金|足金|k金", re.IGNORECASE)
_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)
_TALK = (Place.DETAIL, Place.SPEECH)
_ASKED = re.compile(r"(?:围|镶边|旁边|边上|周围|一圈)[^。！!\n]{0,4}?(?:啥|什么|哪种|是不是|是否)[^。！!\n]{0,5}$")
_REACH = 12
_ANOTHER = re.compile(r"[^。！？；!?;\n]{0,8}?(?:另|别的|那款|那条|那个链接|隔壁|下一|上一)")
"""锆石围边的是另一款: in talk the side stones of another piece may be named."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset(_MADE), frozenset(_DEAR))


def answer(params: Params, case: Case) -> Answer:
    """Met by a diamond around the main stone and the first made stone said of the same place elsewhere."""
    dear = [c for c in case.claims(_DEAR, targets=(Target.SIDE,)) if _a_diamond(c, case)] or _around_a_gem(case)
    # 莫桑石戒指 群镶小钻: where a simulant is what is sold, 小钻 are small ones of it.
    if not dear or any(c.place in (Place.TITLE, Place.SKU) for c in case.claims((ClaimClass.SIMULANT,))):
        return NOT_MET
    made = [c for c in case.claims(_MADE, targets=(Target.SIDE,)) if _a_made_stone(c) and not of_another_piece(c, case)]
    made += [c for c in case.claims((ClaimClass.SIMULANT,), targets=OF_THE_ITEM) if _asked_of_the_sides(c, case)]
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


def _around_a_gem(case: Case) -> list[Claim]:
    """祖母绿围钻戒: beside a coloured stone in the title the diamonds are those around it."""
    titled = (Place.TITLE,)
    if not any("stone" in c.tags for c in case.claims((ClaimClass.COLOURED,), targets=OF_THE_ITEM, places=titled)):
        return []
    diamonds = case.claims((ClaimClass.DIAMOND,), targets=OF_THE_ITEM, places=titled)
    return [c for c in diamonds if "sparkle" not in c.tags]


def of_another_piece(claim: Claim, case: Case) -> bool:
    """锆石围边的是另一款: whether the talk right after the word points away from this piece."""
    text = case.reading.texts[claim.span.field]
    return claim.place in _TALK and _ANOTHER.match(text, claim.span.end) is not None


def _asked_of_the_sides(claim: Claim, case: Case) -> bool:
    """有家人问围的啥，锆的嘛: the answer speaks of what was asked for."""
    if claim.place not in _TALK:
        return False
    text = case.reading.texts[claim.span.field]
    return _ASKED.search(text[max(0, claim.span.start - _REACH) : claim.span.start]) is not None


def _a_made_stone(claim: Claim) -> bool:
    if claim.place in _ELSEWHERE or "coloured" in claim.tags:
        return False
    return claim.cls is ClaimClass.LAB_GROWN or not claim.tags.isdisjoint({"named", "loose"})
