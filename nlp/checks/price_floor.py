"""Whether the price can buy the claimed stone: below the dated floor it cannot.

The floor is the stone's (per carat) and the metal's least value (books/prices.yml). A diamond with
no word on origin is a natural one by its name (GB/T 16552: only the synthetic must be called so) and
is measured as such, unless anything in the listing, the shop's name included, points to lab-grown.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, UNKNOWN, Answer, Blocked, met_by
from nlp.books.prices import Kind
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span
from nlp.marks import CARAT
from nlp.material import SAID_BY, Statement
from nlp.selling_price import offered, yuan

_STONES = (ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED)
_EXEMPT = ("deposit", "difference", "postage", "bare_setting", "auction", "sample", "secondhand", "service")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``least_carat``: lighter stones may honestly cost next to nothing; ``share``: below that part of the floor."""

    least_carat: float = 0.30
    share: float = 1.0


SLOTS = ("price", "floor", "weight")


def needs(params: Params) -> Needs:
    return (SAID_BY["natural"] | SAID_BY["lab_grown"] | SAID_BY["diamond"], frozenset({CARAT}))


def answer(params: Params, case: Case) -> Answer:
    """Met, with the weight and the claim as proof; unknown when the price table is stale on the day."""
    claim = claimed(case)
    sale = offered(case.reading)
    if claim is None or sale is None or sale.carat is None or sale.carat.carat < params.least_carat:
        return NOT_MET
    if _weighs_another_stone(case, sale.carat.span):
        return NOT_MET
    kind: Kind = "lab_grown" if claim.kind != "natural" and _perhaps_lab_grown(case) else "natural"
    stone = case.prices.stone_floor(kind, sale.carat.carat, case.on)
    if stone is None:
        return UNKNOWN
    floor = stone + case.prices.metal_floor(case.own_text, case.on)
    if sale.fen >= floor * params.share:
        return NOT_MET
    if (exempt := not_the_price(case)) is not None and not (
        # Wear and a lost box explain a lower price, not one that would not buy the stone a third of the way.
        exempt.by == "secondhand" and sale.fen < floor / 3
    ):
        return Answer("not_met", blocked=exempt)
    spans = [sale.carat.span, claim.span, *([sale.money.span] if sale.money else [])]
    return met_by(spans, values={"price": yuan(sale.fen), "floor": yuan(floor), "weight": f"{sale.carat.carat:g}克拉"})


def _weighs_another_stone(case: Case, weight: Span) -> bool:
    """合成蓝宝石戒指 2.3ct 天然钻石群镶: the weight belongs to the stone named nearest before it."""
    before = [
        claim
        for claim in case.claims(_STONES, polarity=())
        if claim.span.field == weight.field and claim.span.end <= weight.start
    ]
    nearest = max(before, key=lambda claim: claim.span.end, default=None)
    return nearest is not None and nearest.cls is ClaimClass.COLOURED and "process" not in nearest.tags


def not_the_price(case: Case) -> Blocked | None:
    """What makes the amount no price of a whole, new piece with the claimed stone, if anything does."""
    for claim in case.claims((ClaimClass.TRADE,), names=_EXEMPT, targets=()):
        if claim.place not in (Place.SHOP, Place.ROOM):
            return Blocked(claim.name, claim.span)
    declared = next(case.claims((ClaimClass.SIMULANT,), places=(Place.TITLE, Place.SKU, Place.ATTRIBUTE)), None)
    return None if declared is None else Blocked("declared_simulant", declared.span)


def _perhaps_lab_grown(case: Case) -> bool:
    return any(s.kind == "lab_grown" for s in case.statements) or any(
        True for _ in case.claims((ClaimClass.LAB_GROWN,), polarity=("affirm", "conditional"))
    )


def claimed(case: Case) -> Statement | None:
    """The most valuable stone claimed: natural before lab-grown before a plain diamond."""
    for kind in ("natural", "lab_grown", "diamond"):
        for statement in case.statements:
            if statement.kind == kind and "passed_natural" not in statement.tags:
                return statement
    return None
