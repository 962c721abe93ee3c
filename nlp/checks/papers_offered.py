"""Packaging and papers of a brand: made to order, or offered with goods that are not the brand's, or sold alone."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Polarity
from nlp.offer import names_a_box

_SAID = (Polarity.AFFIRM, Polarity.COMPARE)
_ON_SALE = (Place.TITLE, Place.SKU)
_AROUND = (Place.SHOP, Place.ROOM, Place.CATEGORY)
_WHOLE = (*OF_THE_ITEM, "packaging", "other")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND, ClaimClass.DESIGN}), frozenset({ClaimClass.IMITATION, ClaimClass.TRADE}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the papers and by whose they are; 专柜包装 beside a domestic brand is how its dealers speak."""
    cues = list(case.claims((ClaimClass.IMITATION,), tags=("packaging_cue",), targets=_WHOLE))
    made = [cue for cue in cues if "papers_made" in cue.tags]
    # Papers made to order in an ingredient's name are the brand's papers too.
    whose = _whose(case, () if made else ("ingredient",))
    maison = any(not claim.tags.isdisjoint({"luxury", "feature:pledge"}) for claim in whose)
    papers: list[Claim] = []
    if whose:
        papers = made + [cue for cue in cues if cue not in made and maison] or _sold_alone(case, whose)
    if not papers:
        whose += _meant(case)
        papers = _for_any_brand(case, whose, cues)
    return met_by(claim.span for claim in (*papers, *whose)) if papers else NOT_MET


def _whose(case: Case, without: tuple[str, ...]) -> list[Claim]:
    """Brands, codes that mean one maison only, and the pledge that one jeweller prints."""
    no_mark = (*without, "style", "generic", "ambiguous")
    brands = case.claims((ClaimClass.BRAND,), without=no_mark, polarity=_SAID, targets=(*OF_THE_ITEM, "packaging"))
    pledges = case.claims((ClaimClass.DESIGN,), tags=("feature:pledge",), polarity=_SAID, targets=OF_THE_ITEM)
    # Who says that the brand is not on it (无香奈儿字样) does not mean it by 双C either.
    denied = {c.name for c in case.claims((ClaimClass.BRAND,), tags=("official",), polarity=("negate",), targets=())}
    return [c for c in (*brands, *pledges) if c.place not in _AROUND and not ("code" in c.tags and c.name in denied)]


def _meant(case: Case) -> list[Claim]:
    """Codes that several brands share, and 大牌, 奢侈品: nobody's by themselves."""
    brands = case.claims((ClaimClass.BRAND,), tags=("generic", "ambiguous"), polarity=_SAID, targets=_WHOLE)
    return [c for c in brands if c.place not in _AROUND]


def _sold_alone(case: Case, whose: list[Claim]) -> list[Claim]:
    """A brand's box or bag as the goods: named in the title beside the brand, with no other goods offered there."""
    fields = {claim.span.field for claim in whose if claim.place in _ON_SALE and claim.tags & {"official", "code"}}
    return [claim for claim in packaging_alone(case) if claim.span.field in fields]


def _for_any_brand(case: Case, whose: list[Claim], cues: list[Claim]) -> list[Claim]:
    """奢侈品保修卡 空白可打, V家C家纸袋: packaging alone, for whichever brand, that bears a mark or is like the genuine."""
    if not whose:
        return []
    alone = packaging_alone(case)
    like = list(case.claims((ClaimClass.IMITATION,), tags=("same_style", "strong"), targets=_WHOLE))
    named = len({claim.name for claim in whose if "code" in claim.tags}) > 1
    return [*alone, *cues, *like] if alone and (named or cues or like) else []


def packaging_alone(case: Case) -> list[Claim]:
    """Packaging named as the goods: no piece of jewellery, bag or watch is offered in the title or by choice."""
    pieces = case.claims(
        (ClaimClass.JEWELLERY,), tags=("jewellery", "bag", "watch", "cosmetics"), without=("word",), targets=()
    )
    if any(piece.place in _ON_SALE and not names_a_box(piece, case.reading) for piece in pieces):
        return []
    return list(case.claims((ClaimClass.TRADE,), names=("packaging",), places=_ON_SALE, targets=()))
