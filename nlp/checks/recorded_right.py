"""A picture, an item code or a photo that matches a right in the rights register. Words alone never do."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.known import RightMatch
from nlp.marks import RIGHTS


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``least``: the similarity of pictures, from 0 to 1, that makes a lead; codes and stolen photos need none."""

    least: float = 0.85


SLOTS = ("number", "owner", "similarity")


def needs(params: Params) -> Needs:
    return (frozenset({RIGHTS}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the closest match of a right that is in force on the day; the register, not the text, is the proof."""
    matches = [right for right in case.known.rights if right.alive(case.on) and _close(right, params.least)]
    if not matches:
        return NOT_MET
    best = max(matches, key=lambda right: (right.similarity, right.number))
    values = {"number": best.number, "owner": best.owner, "similarity": f"{best.similarity:.0%}"}
    return Answer("met", values=values)


def _close(right: RightMatch, least: float) -> bool:
    return right.basis != "picture" or right.similarity >= least
