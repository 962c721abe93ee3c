"""A patent is claimed and no number shown, as the law asks of whoever names one (《广告法》第12条)."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.ADVERTISING}),)


# Chinese patent numbers: 9 digits (old) or 13, with a check digit after a point; 专利号见吊牌 says where it stands.
_NUMBER = re.compile(
    r"zl ?\d{8,13}|(?:专利|公告|授权公告)(?:证书)?(?:编)?号[^\d]{0,6}\d{8,13}|cn ?\d{8,13} ?[a-z]|专利(?:证书)?号(?:见|详见)"
)


def answer(params: Params, case: Case) -> Answer:
    """Met by the claims, as circumstance only (E3): the patent may well exist."""
    said = list(case.claims((ClaimClass.ADVERTISING,), tags=("patent",)))
    if said and not _NUMBER.search(case.own_text):
        return met_by((claim.span for claim in said), "E3")
    other = next(
        case.claims((ClaimClass.ADVERTISING,), tags=("patent",), polarity=("negate", "question", "teach")), None
    )
    return NOT_MET if said or other is None else blocked_by(other)
