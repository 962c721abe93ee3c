"""The last day, or today's loss, was announced a week ago in the same words and still is."""

from __future__ import annotations

from datetime import timedelta

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.marks import EARLIER_LOOKS, tagged
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``days``: so long ago, or longer, an earlier look must have carried the same words in its title."""

    days: int = 7


SLOTS = ("price", "fault")


def needs(params: Params) -> Needs:
    return (frozenset({EARLIER_LOOKS}), tagged(("urgency",)))


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of the title that an earlier look already had."""
    long_ago = case.on - timedelta(days=params.days)
    titles = [look.title for look in case.known.own_prices if look.day <= long_ago and look.title]
    repeated = [
        claim.span
        for claim in case.claims((ClaimClass.ADVERTISING,), tags=("urgency",), places=(Place.TITLE,), targets=())
        if any(claim.span.text in title for title in titles)
    ]
    if not repeated:
        return NOT_MET
    sale = offered(case.reading)
    values = {"fault": f"“{repeated[0].text}”已持续{params.days}天以上"}
    return met_by(repeated, values={**values, "price": yuan(sale.fen)} if sale is not None else values)
