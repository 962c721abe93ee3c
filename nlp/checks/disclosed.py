"""Whether the lab-grown origin is correctly named where a buyer can see it."""

from __future__ import annotations

from typing import Literal

from nlp.answer import NOT_MET, Answer, met_by
from nlp.assertion import CORRECTS
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.context.reported import REPORT

Where = Literal["title", "sku", "first_image", "speech", "detail_opening", "detail", "attribute", "image", "shop"]


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``where``: any of these suffices."""

    where: tuple[Where, ...]


SLOTS: tuple[str, ...] = ()

OPENING = 60
"""Characters of a description that a buyer reads without unfolding it (two lines on a phone)."""

_LEAD = 8
"""Characters before a name that tell whether it is one: 实为|培育钻石, 材质：|培育钻石."""

_SENTENCE = 24
"""Characters before a name in which 本店, 全店 and the like make it the shop's standing sentence."""


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.LAB_GROWN}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by correct names (合成钻石, 培育钻石, …) affirmed of this item at one of the places."""
    named = [
        claim
        for claim in case.claims((ClaimClass.LAB_GROWN,), tags=("disclosure", "admission"))
        if ("disclosure" in claim.tags or _plainly_titled(claim))
        and any(_stands(claim, where, case) for where in params.where)
    ]
    return met_by(claim.span for claim in named) if named else NOT_MET


def _plainly_titled(claim: Claim) -> bool:
    """是培育的, 合成款 at the head of a listing tells as much as the full name does."""
    by_word = claim.term.startswith(("培育", "合成")) and claim.term.endswith(("的", "款", "版"))
    return by_word and claim.place in (Place.TITLE, Place.SKU) and REPORT not in claim.tags


def _stands(claim: Claim, where: Where, case: Case) -> bool:
    if where == "shop":
        return claim.place is Place.SHOP
    if claim.target not in OF_THE_ITEM:
        return False
    field = claim.span.field
    if where == "first_image":
        return claim.place is Place.IMAGE and first_image(field, case)
    if where == "detail_opening":
        return claim.place is Place.DETAIL and claim.span.start < OPENING and _names_the_goods(claim, case)
    return claim.place == where


def _names_the_goods(claim: Claim, case: Case) -> bool:
    """精美培育钻石戒指 tells a buyer what is sold; what the certificate says, and a line of a table, he has to look up."""
    before = case.reading.texts[claim.span.field][max(0, claim.span.start - _LEAD) : claim.span.start]
    if CORRECTS.search(before):
        return False
    in_a_table = before.rstrip(" \"“'「").endswith((":", "："))
    return REPORT not in claim.tags and not in_a_table and not _of_the_whole_shop(claim, case)


def _of_the_whole_shop(claim: Claim, case: Case) -> bool:
    """A standing sentence on everything the shop sells tells a buyer little of the item in front of him."""
    before = case.reading.texts[claim.span.field][max(0, claim.span.start - _SENTENCE) : claim.span.start]
    return any(word in before.rpartition("。")[2] for word in ("本店", "全店", "店内", "全部商品", "所有商品"))


def first_image(field: str, case: Case) -> bool:
    index = int(field.split(".")[1])
    role = case.listing.images[index].role
    return role in ("main", "cover", "white") or (role is None and index == 0)
