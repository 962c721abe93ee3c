"""The seller says that the goods are nobody's but the shop's, and nothing else in the listing says otherwise."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass

_INNOCENT = ("person", "contact", "aged", "unlicensed")
"""Words of copying that a seller who sells nobody's goods may well use: 没有授权 is why he does not."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.TRADE}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the disclaimer. Beside a wink, a copy word or a box for a price it is what counterfeiters say too."""
    said = [c.span for c in case.claims((ClaimClass.TRADE,), names=("disclaimer",), targets=())]
    if not said:
        return NOT_MET
    whole = (*OF_THE_ITEM, "packaging")
    leaning = list(case.claims((ClaimClass.IMITATION,), without=_INNOCENT, targets=whole))
    leaning += case.claims(
        (ClaimClass.IMITATION,), tags=("likeness",), polarity=("question", "compare", "quote"), targets=whole
    )
    return NOT_MET if leaning else met_by(said)
