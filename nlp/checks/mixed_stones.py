"""The whole piece is called natural while its side stones, or some of many alike, are said to be grown or imitations."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.side_clash import of_another_piece
from nlp.claim import Claim, ClaimClass, Place, Target
from nlp.marks import named

SLOTS: tuple[str, ...] = ()


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({"L", "S"}) | named(("mixed_lot",)), frozenset({"N", "D"}))


def _tells(claim: Claim) -> bool:
    if claim.cls is ClaimClass.SIMULANT:
        return "coloured" not in claim.tags and not claim.tags.isdisjoint({"named", "loose"})
    return "bare" not in claim.tags or (claim.term == "培育" and claim.place in (Place.DETAIL, Place.SPEECH))


def answer(params: Params, case: Case) -> Answer:
    """Met by the title's 天然 and the side stones' word; a title that names both stones is open about it."""
    coloured = any(True for _ in case.claims((ClaimClass.COLOURED,), places=(Place.TITLE,)))
    # 天然红宝石钻石戒指 promises diamonds around the ruby; a bare 钻戒 is judged by its main stone.
    kinds = ("natural", "diamond") if coloured else ("natural",)
    natural = [s.span for s in case.statements if s.kind in kinds and s.place is Place.TITLE]
    said = list(case.claims((ClaimClass.LAB_GROWN, ClaimClass.SIMULANT), targets=(Target.SIDE,)))
    told = any(c.place in (Place.TITLE, Place.SKU) for c in said)
    side = [c.span for c in said if _tells(c) and not of_another_piece(c, case)]
    side += [c.span for c in case.claims((ClaimClass.TRADE,), names=("mixed_lot",), targets=OF_THE_ITEM)]
    return met_by([natural[0], side[0]]) if natural and side and not told else NOT_MET
