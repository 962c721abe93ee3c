"""Recorded trade marks beside a listing: whose brand they name, which are in force, what the register says of the seller."""

from __future__ import annotations

from collections.abc import Collection

from nlp.case import OF_THE_ITEM, Case
from nlp.claim import ClaimClass, Place, Target
from nlp.judgement import Span
from nlp.known import RecordedMark
from nlp.offer import Offer

_NOT_THE_GOODS = (Place.SHOP, Place.ROOM)
_SAID_OF_THE_GOODS = (*OF_THE_ITEM, Target.PACKAGING)
_CLASSES = {"bag": 18, "clothes": 25, "shoes": 25, "perfume": 3}
_JEWELLERY = 14
"""Nice classes of the goods we read about: 14 jewellery and watches, 18 bags, 25 clothes and shoes, 3 perfume."""
_TOLD = 3  # marks named in one message


def cleared(case: Case) -> bool:
    """Whether the register clears every brand named of the goods: the seller is authorised, or its marks are not in force."""
    if not (case.known.authorised_brands or case.known.marks):
        return False
    names = {
        claim.name
        for claim in case.claims((ClaimClass.BRAND,), targets=_SAID_OF_THE_GOODS, polarity=())
        if claim.place not in _NOT_THE_GOODS
    }
    return bool(names) and all(authorised(name, case) or lapsed(name, case) for name in names)


def authorised(brand: str, case: Case) -> bool:
    """Whether the register says that this seller may sell the brand."""
    return any(case.brands.same(brand, name) for name in case.known.authorised_brands)


def lapsed(brand: str, case: Case) -> bool:
    """Whether marks of the brand are recorded for such goods and none of them is in force on the day.

    A brand that nobody recorded is not lapsed: nothing is known of it.
    """
    marks = [mark for mark in case.known.marks if case.brands.same(brand, mark.brand) and _covers(mark, case)]
    return bool(marks) and not any(mark.alive(case.on) for mark in marks)


def named(case: Case, spans: Collection[Span]) -> str:
    """The marks in force of the brands that these words name, for a message; empty when none is recorded."""
    if not case.known.marks:
        return ""
    names = {claim.name for claim in case.claims((ClaimClass.BRAND,), polarity=()) if claim.span in spans}
    marks = [
        mark
        for mark in sorted(case.known.marks, key=lambda mark: mark.number)
        if mark.alive(case.on) and _covers(mark, case) and any(case.brands.same(name, mark.brand) for name in names)
    ]
    if not marks:
        return ""
    told = "、".join(f"第 {mark.number} 号“{mark.text}”（{mark.owner}）" for mark in marks[:_TOLD])
    more = f"等 {len(marks)} 件" if len(marks) > _TOLD else ""
    return f"在册有效商标：{told}{more}。"


def _covers(mark: RecordedMark, case: Case) -> bool:
    """Whether the mark is registered for such goods; goods that we cannot class are covered by any mark."""
    if not mark.classes:
        return True
    asked = classes_of(case.offer)
    return not asked or not asked.isdisjoint(mark.classes)


def classes_of(offer: Offer) -> frozenset[int]:
    """Nice classes of what is offered; empty where its kind cannot be told."""
    found = {_CLASSES[kind] for kind in offer.kinds if kind in _CLASSES}
    if offer.goods == "jewellery" or "watch" in offer.kinds:
        found.add(_JEWELLERY)
    return frozenset(found)
