"""The maker's own name openly on the look, at a price at which the maker's goods are sold, and no word of copying.

Who sells the maison's piece under its name at its price sells, as far as words go, the piece itself:
the look is the maker's, and whether the name may be used is for the rules on names.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.brand_metal import Params as Metal
from nlp.checks.brand_metal import answer as of_wrong_metal
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span
from nlp.selling_price import offered
from nlp.signature import signatures


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; floors are those of books/brands.yml."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}), frozenset({ClaimClass.DESIGN}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the makers' names, when every look found is of a maker named and priced so."""
    sale = offered(case.reading)
    if sale is None:
        return NOT_MET
    whole = (*OF_THE_ITEM, "packaging")
    if any(True for _ in case.claims((ClaimClass.IMITATION,), without=("person", "contact"), targets=whole)):
        return NOT_MET
    # A line's name (coco crush迷一眼就认得) in running words compares; the goods go by it in the title alone.
    named = [
        claim
        for claim in brands_of_the_goods(case, tags=("official",))
        if "line" not in claim.tags or claim.place not in (Place.DETAIL, Place.SPEECH)
    ]
    spans: list[Span] = []
    for signature in signatures(case):
        own = [claim for claim in named if case.brands.same(claim.name, signature.design.maker)]
        row = case.brands.row(own[0].name, case.on) if own else None
        if row is None or sale.fen < row.floor * 100:
            return NOT_MET
        spans += [claim.span for claim in own]
    return met_by(spans) if spans and not of_wrong_metal(Metal(), case).met else NOT_MET
