"""The whole piece is called natural while its side stones, or its main stone, are said to be laboratory-grown."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Target

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({"L"}), frozenset({"N", "D"}))


def _tells(claim: Claim) -> bool:
    return "bare" not in claim.tags or (claim.term == "培育" and claim.place in (Place.DETAIL, Place.SPEECH))


def answer(params: Params, case: Case) -> Answer:
    """Met by the title's 天然 and the side stones' word; a title that names both stones is open about it."""
    coloured = any(True for _ in case.claims((ClaimClass.COLOURED,), places=(Place.TITLE,)))
    # 天然红宝石钻石戒指 promises diamonds around the ruby; a bare 钻戒 is judged by its main stone.
    named = ("natural", "diamond") if coloured else ("natural",)
    natural = [s.span for s in case.statements if s.kind in named and s.place is Place.TITLE]
    side = [c for c in case.claims((ClaimClass.LAB_GROWN,), targets=(Target.SIDE,)) if _tells(c)]
    told = any(c.place in (Place.TITLE, Place.SKU) for c in side)
    return met_by([natural[0], side[0].span]) if natural and side and not told else NOT_MET
