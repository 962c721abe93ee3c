"""The choices (规格) of a listing: what each says its own stone is, how heavy, for how much, and whether it can be bought."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.listing import Listing

if TYPE_CHECKING:
    from nlp.case import Case
    from nlp.claim import Carat
    from nlp.judgement import Span
    from nlp.material import Statement

_CLOSED = re.compile("勿拍|别拍|不要拍|拍了不发|不发货|已下架|作废|停售|停产|已清零|已售罄|售罄|卖完")


def closed_choices(listing: Listing) -> frozenset[str]:
    """Paths (skus.2.) of choices left over from an earlier offer: none in stock while others are, or marked 勿拍."""
    stocked = any(sku.stock for sku in listing.skus)
    return frozenset(
        f"skus.{i}."
        for i, sku in enumerate(listing.skus)
        if sku.stock == 0 and (stocked or any(_CLOSED.search(part.value or "") for part in sku.spec))
    )


@dataclass(slots=True)
class Choice:
    """One choice with a price: the words on its stone and the weights that stand in its own name."""

    number: int
    fen: int
    said: list[Statement] = field(default_factory=list)
    carats: list[Carat] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(s.kind for s in self.said)

    @property
    def spans(self) -> list[Span]:
        return [s.span for s in self.said]


def priced_choices(case: Case) -> list[Choice]:
    """The choices that have a price and say something of their stone, in their order."""
    choices = {i: Choice(i, sku.price_fen) for i, sku in enumerate(case.listing.skus) if sku.price_fen}
    for statement in case.statements:
        if (choice := choices.get(_number(statement.span.field))) is not None:
            choice.said.append(statement)
    for carat in case.reading.carats if choices else ():
        if (choice := choices.get(_number(carat.span.field))) is not None:
            choice.carats.append(carat)
    return [choice for choice in choices.values() if choice.said]


def _number(path: str) -> int:
    return int(path.split(".")[1]) if path.startswith("skus.") else -1


def too_alike(choices: list[Choice], case: Case) -> tuple[Choice, Choice] | None:
    """A natural choice that costs so little more than a made one of its size that the difference buys no such stone."""
    natural = [c for c in choices if "natural" in c.kinds and c.kinds <= {"natural", "diamond"}]
    made = [c for c in choices if c.kinds & {"lab_grown", "simulant"} and "natural" not in c.kinds]
    for one in natural:
        for other in made:
            if one.fen - other.fen < _worth(one, case) and _sizes(one, case) == _sizes(other, case):
                return one, other
    return None


def _worth(choice: Choice, case: Case) -> int:
    """Half of what the natural stone of the choice costs at least; of one without a weight, what any costs."""
    carat = max((c.carat for c in choice.carats), default=0.0)
    if not choice.carats:
        return case.prices.least_floor("natural", case.on) or 0
    floor = case.prices.stone_floor("natural", carat, case.on) if carat >= _LEAST else None
    return (floor or 0) // 2


_LEAST = 0.3
_SIZE = re.compile(r"\d+(?:\.\d+)?(?= ?(?:mm|毫米|ct|克拉|分|号))")


def _sizes(choice: Choice, case: Case) -> frozenset[str]:
    prefix = f"skus.{choice.number}.spec."
    texts = (text for path, text in case.reading.texts.items() if path.startswith(prefix) and path.endswith("value"))
    return frozenset(size[0] for text in texts for size in _SIZE.finditer(text))
