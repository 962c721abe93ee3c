"""A maison's design with a wink instead of a name: 四叶草 … 懂的都懂, 牌子就不说了."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.IMITATION}), frozenset({ClaimClass.DESIGN}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the hints; a common motif (heart, butterfly, snake year) is nobody's and needs no name."""
    # 弹幕问是不是那个，嘘: nobody but the host winks, whoever was quoted before.
    hints = [
        claim.span
        for claim in case.claims(
            (ClaimClass.IMITATION,), tags=("hint",), polarity=("affirm", "quote"), targets=OF_THE_ITEM
        )
    ]
    designs = any(True for _ in case.claims((ClaimClass.DESIGN,), without=("feature:motif",), targets=OF_THE_ITEM))
    return met_by(hints) if hints and designs else NOT_MET
