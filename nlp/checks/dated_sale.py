"""A clearance that says from when to when: its lower price is explained."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_CLEARANCE = ("清仓", "断码", "尾货", "撤柜", "撤店", "闭店", "换季", "停产")
_DATES = re.compile(
    r"\d{1,2}月\d{1,2}日?.{0,6}(?:至|到|-|~|—|止).{0,8}\d{1,2}|(?:截止|截至|至)\d{1,2}月\d{1,2}|\d{1,2}\.\d{1,2}[-~—]\d{1,2}\.\d{1,2}"
)


def answer(params: Params, case: Case) -> Answer:
    text = case.own_text
    return met_by(()) if any(word in text for word in _CLEARANCE) and _DATES.search(text) else NOT_MET
