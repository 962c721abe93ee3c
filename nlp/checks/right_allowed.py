"""What lets this seller use a recorded right: a licence, the owner's own shop, or a design older than the right."""

from __future__ import annotations

from typing import Literal

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.known import RightMatch
from nlp.recorded_marks import authorised

Why = Literal["licence", "owner", "earlier"]


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``why``: the ground that is asked for."""

    why: Why


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    """Met when it holds for every right in force that the listing matches."""
    alive = [right for right in case.known.rights if right.alive(case.on)]
    if alive and all(_holds(params.why, right, case) for right in alive):
        return met_by(())
    return NOT_MET


def _holds(why: Why, right: RightMatch, case: Case) -> bool:
    if why == "earlier":
        return right.earlier_design
    if why == "licence":
        return right.licensed or authorised(right.owner, case)
    shop = case.listing.shop
    return shop is not None and shop.company is not None and shop.company.strip() == right.owner.strip()
