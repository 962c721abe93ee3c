"""A second-hand piece as such pieces are sold: one of it, and nothing that says it was made new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Params as Base
from nlp.checks import own_piece_in_stock
from nlp.checks.brand_price import PRICED
from nlp.checks.papers_offered import packaging_alone
from nlp.claim import ClaimClass, Place, place_of
from nlp.facts.lots import find_lots
from nlp.judgement import Span
from nlp.selling_price import offered

_COUNTED = (Place.TITLE, Place.DETAIL, Place.SPEECH)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``most``: a stock above it, or as many sizes, is not one second-hand piece."""

    most: int = 3


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    """Met by the second-hand words, or by the kind of the shop alone."""
    words = [claim.span for claim in case.claims((ClaimClass.TRADE,), names=("secondhand",), targets=())]
    shop = case.listing.shop
    if not words and packaging_alone(case):
        words = list(_kept(case))
    if not words and not (shop is not None and shop.kind == "secondhand"):
        return NOT_MET
    new = any(
        True
        for _ in case.claims(
            (ClaimClass.IMITATION,), without=("person", "contact"), targets=(*OF_THE_ITEM, "packaging")
        )
    )
    new = new or any(True for _ in case.claims((ClaimClass.IMITATION,), tags=("papers_made",), targets=()))
    lots = any(True for _ in case.claims((ClaimClass.TRADE,), names=("wholesale",), targets=()))
    stock = sum(sku.stock or 0 for sku in case.listing.skus)
    if (
        new
        or lots
        or own_piece_in_stock.answer(own_piece_in_stock.Params(), case).met
        or _by_the_dozen(case, params.most)
        or _too_cheap(case)
        or stock > params.most
        or len(case.listing.skus) > params.most
    ):
        return NOT_MET
    return met_by(words)


_KEPT = re.compile(
    r"(?:我们?|咱们?|自己|老婆|老公|媳妇|对象|妈妈?|婆婆|结婚|订婚|婚戒|生日|当年|前年|去年|年)[^。！？!?；;\n]{0,14}?(?:留下|剩下?|攒下|带回来)来?的"
)


def _kept(case: Case) -> Iterator[Span]:
    """我老婆那只手镯留下的, 结婚买戒指带回来的: a box that came with a piece of one's own."""
    for path, text in case.reading.texts.items():
        if place_of(path) in _COUNTED and (found := _KEPT.search(text)):
            yield Span(path, found.start(), found.end(), found[0])


def _by_the_dozen(case: Case, most: int) -> bool:
    """整箱48只, 新到40对, 圈口都有: more pieces or sizes than a person owns."""
    if any(True for _ in case.claims((ClaimClass.TRADE,), names=("all_sizes",), targets=())):
        return True
    return any(
        True
        for path, text in case.reading.texts.items()
        if place_of(path) in _COUNTED
        for _ in find_lots(text, most, title=path == "title")
    )


def _too_cheap(case: Case) -> bool:
    """Below a third of the brand's known lowest price wear explains nothing any more; an empty box may cost anything."""
    sale = offered(case.reading) if case.offer.kinds & PRICED and not packaging_alone(case) else None
    rows = [case.brands.row(c.name, case.on) for c in case.claims((ClaimClass.BRAND,), targets=OF_THE_ITEM)]
    return sale is not None and any(row is not None and sale.fen * 3 < row.floor * 100 for row in rows)
