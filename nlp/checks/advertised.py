"""Whether what is said is advertising, so that advertising law applies besides the law of fair dealing.

A seller's own product name and required information is not by itself an advertisement. It is one where
a host who is not the seller recommends the goods, or the content says that it is promotion or was cut
from a live show and republished (《直播电商监督管理办法》第35条).
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.claim import ClaimClass


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_LIKE = 2
"""Characters in a row that host and shop must share for the host to pass as the shop's own."""


def answer(params: Params, case: Case) -> Answer:
    """Met by the words of promotion, or without words by a host of another name than the shop's."""
    said = [claim.span for claim in case.claims((ClaimClass.ADVERTISING,), tags=("advertised",))]
    if said:
        return met_by(said)
    return met_by(()) if case.listing.speech and _host_of_another(case) else NOT_MET


def _host_of_another(case: Case) -> bool:
    room, shop = case.listing.room, case.listing.shop
    if room is None or shop is None or not room.anchor or not shop.name:
        return False
    host, seller = room.anchor.lower(), shop.name.lower()
    pieces = (host[i : i + _LIKE] for i in range(len(host) - _LIKE + 1))
    return len(host) >= _LIKE and not any(piece in seller for piece in pieces)
