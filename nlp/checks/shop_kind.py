"""The kind of the selling shop, as the platform states it."""

from __future__ import annotations

from crawler.listing import ShopKind
from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Any of ``kinds``."""

    kinds: tuple[ShopKind, ...]


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    shop = case.listing.shop
    return met_by(()) if shop is not None and shop.kind in params.kinds else NOT_MET
