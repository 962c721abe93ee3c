"""Natural and made stones are offered as a choice: 合成红宝石/天然红宝石, or one of each among the sizes."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, Polarity
from nlp.gem import said_natural

SLOTS: tuple[str, ...] = ()

_REACH = 8
_OR = ("或", "/", "、", "还是", "或者", "和", "与", "及")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def answer(params: Params, case: Case) -> Answer:
    made = list(
        case.claims(
            (ClaimClass.COLOURED,), tags=("synthetic",), targets=OF_THE_ITEM,
            polarity=(Polarity.AFFIRM, Polarity.CONDITIONAL),
        )
    )  # fmt: skip
    natural = list(
        case.claims(
            (ClaimClass.NATURAL,), targets=OF_THE_ITEM, polarity=(Polarity.AFFIRM, Polarity.CONDITIONAL)
        )
    )  # fmt: skip
    if any(c.place is Place.SKU for c in made) and any(c.place is Place.SKU for c in natural):
        return NOT_MET if said_natural(case) else met_by(c.span for c in made if c.place is Place.SKU)
    for one in made:
        for other in natural:
            if one.span.field != other.span.field:
                continue
            first, second = sorted((one.span, other.span), key=lambda span: span.start)
            between = case.reading.texts[first.field][first.end : second.start]
            if len(between) <= _REACH and between.strip().endswith(_OR):
                return met_by((first, second))
    return NOT_MET
