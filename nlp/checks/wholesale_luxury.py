"""A maison's goods by the lot, in all sizes or through agents: not how the genuine is sold."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_said import brands_of_the_goods
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, place_of
from nlp.facts.lots import find_lots
from nlp.judgement import Span

_TEXTS = (Place.TITLE, Place.DETAIL, Place.SPEECH)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``more_than`` pieces counted in words are a lot."""

    more_than: int = 9


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by wholesale words or counts beside a luxury brand that is not merely an ingredient.

    Every size in stock is a lot only of a maison without dealers.
    """
    rows = [
        row
        for claim in brands_of_the_goods(case, tags=("luxury",), without=("ingredient", "style", "letter"))
        if (row := case.brands.row(claim.name, case.on)) is not None
    ]
    if not rows:
        return NOT_MET
    lots = [claim.span for claim in case.claims((ClaimClass.TRADE,), names=("wholesale",), targets=())]
    if any(row.own_shops for row in rows):
        lots += [claim.span for claim in case.claims((ClaimClass.TRADE,), names=("all_sizes",), targets=())]
    lots += _counted(case, params.more_than)
    return met_by(lots) if lots else NOT_MET


def _counted(case: Case, more_than: int) -> list[Span]:
    return [
        Span(path, start, end, text[start:end])
        for path, text in case.reading.texts.items()
        if place_of(path) in _TEXTS
        for start, end in find_lots(text, more_than, title=path == "title")
    ]
