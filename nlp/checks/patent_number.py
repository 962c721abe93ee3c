"""A patent's number is shown, as the law asks of whoever names a patent (《广告法》第12条)."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

# Chinese patent numbers: year and kind in 9 (old) or 13 digits with an optional check digit after a point.
_NUMBER = re.compile(
    r"zl ?\d{8,13}|(?:专利|公告|授权公告)(?:证书)?(?:编)?号[^\d]{0,6}\d{8,13}|cn ?\d{8,13} ?[a-z]|专利(?:证书)?号见"
)


def answer(params: Params, case: Case) -> Answer:
    return met_by(()) if _NUMBER.search(case.own_text) else NOT_MET
