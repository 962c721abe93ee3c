"""Packaging and papers of a brand: made to order, or offered with goods that are not the brand's, or sold alone."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Polarity

_SAID = (Polarity.AFFIRM, Polarity.COMPARE)
_ON_SALE = (Place.TITLE, Place.SKU)
_NO_MARK = ("ingredient", "style", "generic")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND, ClaimClass.DESIGN}), frozenset({ClaimClass.IMITATION, ClaimClass.TRADE}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the papers and by whose they are; 专柜包装 beside a domestic brand is how its dealers speak."""
    whose = _whose(case)
    if not whose:
        return NOT_MET
    cues = list(
        case.claims((ClaimClass.IMITATION,), tags=("packaging_cue",), targets=(*OF_THE_ITEM, "packaging", "other"))
    )
    made = [cue for cue in cues if "papers_made" in cue.tags]
    maison = any(not claim.tags.isdisjoint({"luxury", "feature:pledge"}) for claim in whose)
    papers = made + [cue for cue in cues if cue not in made and maison] or _sold_alone(case, whose)
    return met_by(claim.span for claim in (*papers, *whose)) if papers else NOT_MET


def _whose(case: Case) -> list[Claim]:
    """Brands, codes that mean one maison only, and the pledge that one jeweller prints."""
    brands = case.claims(
        (ClaimClass.BRAND,), without=(*_NO_MARK, "ambiguous"), polarity=_SAID, targets=(*OF_THE_ITEM, "packaging")
    )
    pledges = case.claims((ClaimClass.DESIGN,), tags=("feature:pledge",), polarity=_SAID, targets=OF_THE_ITEM)
    return [c for c in (*brands, *pledges) if c.place not in (Place.SHOP, Place.ROOM, Place.CATEGORY)]


def _sold_alone(case: Case, whose: list[Claim]) -> list[Claim]:
    """A brand's box or bag as the goods: named in the title beside the brand, with no other goods offered there."""
    fields = {claim.span.field for claim in whose if claim.place in _ON_SALE and {"luxury", "official"} <= claim.tags}
    pieces = case.claims((ClaimClass.JEWELLERY,), without=("word",), targets=())
    if any(piece.place in _ON_SALE and not _boxed(piece, case) for piece in pieces):
        return []
    packaging = case.claims((ClaimClass.TRADE,), names=("packaging",), targets=())
    return [claim for claim in packaging if claim.span.field in fields]


def _boxed(piece: Claim, case: Case) -> bool:
    """手镯盒 is a box, whatever it was made for."""
    return case.reading.texts[piece.span.field][piece.span.end :].startswith(("盒", "袋", "包装", "吊牌", "架"))
