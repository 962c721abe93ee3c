"""A price that buys nothing: a few yuan in the link, the rest to be paid to get the goods."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.marks import tagged
from nlp.selling_price import offered, yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``below``: the link's price in yuan under which a demand for more makes it bait."""

    below: int = 100


SLOTS = ("price", "fault")


def needs(params: Params) -> Needs:
    return (tagged(("top_up",)),)


_SAID = ("deposit", "difference", "bare_setting", "postage", "auction")
_PROMINENT = (Place.TITLE, Place.SKU)


def answer(params: Params, case: Case) -> Answer:
    """Met by the demand. A link that calls itself deposit, setting or difference in its title says what it is."""
    sale = offered(case.reading)
    if sale is None or sale.fen >= params.below * 100:
        return NOT_MET
    if any(True for _ in case.claims((ClaimClass.TRADE,), names=_SAID, places=_PROMINENT, targets=())):
        return NOT_MET
    wanted = list(case.claims((ClaimClass.ADVERTISING,), tags=("top_up",), targets=()))
    if not wanted or any(claim.place in _PROMINENT for claim in wanted) or case.find_words(("补",), (Place.TITLE,)):
        return NOT_MET
    return met_by(
        (claim.span for claim in wanted),
        values={"price": yuan(sale.fen), "fault": f"写有“{wanted[0].span.text}”，标价买不到商品"},
    )
