"""One choice (规格) is called a diamond of some weight at a price that buys none: 真钻1克拉 299 beside 莫桑石1克拉 199.

Each choice is priced by its own words; that another is honestly called moissanite does not make this one so.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.books.prices import Kind
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.price_floor import not_the_price
from nlp.choices import Choice, priced_choices
from nlp.claim import Carat, Place
from nlp.marks import CARAT, at
from nlp.material import SAID_BY
from nlp.selling_price import MAX_CARAT, choices_that_are_not_the_piece, yuan

_LEAST = 0.30


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS = ("price", "floor")


def needs(params: Params) -> Needs:
    return (SAID_BY["natural"] | SAID_BY["lab_grown"], at(Place.SKU), frozenset({CARAT}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the claim and the weight of the first such choice."""
    other = choices_that_are_not_the_piece(case.reading)
    for choice in priced_choices(case):
        kind = _claimed(choice)
        weight = _weight(choice, case)
        if kind is None or weight is None or choice.number in other:
            continue
        floor = case.prices.stone_floor(kind, weight.carat, case.on, sized=kind == "natural")
        if floor is not None and choice.fen < floor and not_the_price(case, whole=False) is None:
            spans = [next(s.span for s in choice.said if s.kind == kind), weight.span]
            return met_by(spans, values={"price": yuan(choice.fen), "floor": yuan(floor)})
    return NOT_MET


def _claimed(choice: Choice) -> Kind | None:
    if "simulant" in choice.kinds:
        return None
    if "lab_grown" in choice.kinds:
        return "lab_grown"
    return "natural" if "natural" in choice.kinds else None


def _weight(choice: Choice, case: Case) -> Carat | None:
    """The choice's own weight, or the one weight of the title that all choices share."""
    titled = [c for c in case.reading.carats if c.place is Place.TITLE]
    for carats in (choice.carats, titled):
        stones = [c for c in carats if c.role in ("main", "unknown") and _LEAST <= c.carat <= MAX_CARAT]
        if carats:
            return stones[0] if len(stones) == 1 else None
    return None
