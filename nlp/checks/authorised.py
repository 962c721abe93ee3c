"""Whether this seller may sell the brand: its own shop, an authorised one, or proof on file."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.disowned import disowned, paper_covers
from nlp.judgement import Span
from nlp.recorded_marks import authorised


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_OWN_SHOP = ("官方旗舰店", "旗舰店", "专卖店")


def answer(params: Params, case: Case) -> Answer:
    """Met only when it holds for every brand named of this item."""
    brands = [
        c for c in case.claims((ClaimClass.BRAND,), targets=OF_THE_ITEM) if c.place not in (Place.SHOP, Place.ROOM)
    ]
    if not brands:
        return NOT_MET
    proofs = [may_sell(name, case) for name in dict.fromkeys(claim.name for claim in brands)]
    if any(proof is None for proof in proofs):
        return NOT_MET
    return met_by(span for proof in proofs if proof for span in proof)


def may_sell(brand: str, case: Case) -> tuple[Span, ...] | None:
    """The words that prove the right to sell ``brand`` (none where it is known beside the listing), or None."""
    if authorised(brand, case):
        return ()
    shop = case.listing.shop
    named = tuple(
        claim.span
        for claim in case.claims((ClaimClass.BRAND,), places=(Place.SHOP,))
        if case.brands.same(claim.name, brand)
    )
    if shop is None or not named:
        return None
    # A platform lets nobody call a shop 旗舰店 without the mark's papers; a shop whose kind is known says otherwise.
    if not (
        shop.kind in ("flagship", "authorised")
        or (shop.kind == "unknown" and shop.name and shop.name.endswith(_OWN_SHOP))
    ):
        return None
    # Who says himself that the goods come from elsewhere, or that the paper is none, is taken at his word.
    return named if paper_covers(brand, case) and disowned(case) is None else None
