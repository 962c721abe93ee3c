"""Signature designs in a listing: the combinations of features by which buyers know a maison's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.books.brands import DesignRow
from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass, Place

_SAID = ("affirm", "compare")
_WHOLE = (*OF_THE_ITEM, "packaging")


@dataclass(frozen=True, slots=True)
class Signature:
    """A look that is whole, with the mentions of its features."""

    design: DesignRow
    claims: tuple[Claim, ...]


def signatures(case: Case) -> Iterator[Signature]:
    """Every look of books/brands.yml all of whose features the listing describes of its own goods.

    A look that others use too is a maison's only in the mouth of a seller who leans on somebody.
    """
    features: dict[str, list[Claim]] = {}
    for claim in case.claims((ClaimClass.DESIGN,), polarity=_SAID, targets=OF_THE_ITEM):
        for tag in claim.tags:
            if tag.startswith("feature:"):
                features.setdefault(tag.removeprefix("feature:"), []).append(claim)
    if not features:
        return
    leans: dict[str, bool] = {}
    for design in case.brands.designs:
        whole = _whole(design.signs, features)
        if not whole and (seen := _whole(design.leaning, features)) and _leans_on(design.maker, case, leans):
            whole = seen
        if not whole or any(feature in features for feature in design.not_with):
            continue
        fullest = max(whole, key=len)
        found = tuple(claim for feature in fullest for claim in features[feature])
        # One word that carries two features (双面珠边) is one feature of the goods.
        if len({(claim.span.field, claim.span.start) for claim in found}) > 1:
            yield Signature(design, found)


def _whole(looks: tuple[tuple[str, ...], ...], features: dict[str, list[Claim]]) -> list[tuple[str, ...]]:
    return [look for look in looks if all(map(features.__contains__, look))]


def _leans_on(maker: str, case: Case, asked: dict[str, bool]) -> bool:
    """Whether the seller leans on this maker: names or codes it, means "that house", or speaks of copies and winks."""
    if maker not in asked:
        brands = case.claims((ClaimClass.BRAND,), without=("ingredient", "style"), polarity=_SAID, targets=_WHOLE)
        named = any(
            (c.tags & {"generic", "ambiguous"} or case.brands.same(c.name, maker))
            and c.place not in (Place.SHOP, Place.ROOM, Place.CATEGORY)
            for c in brands
        )
        words = case.claims((ClaimClass.IMITATION,), without=("person", "contact", "packaging_cue"), targets=_WHOLE)
        asked[maker] = named or any(True for _ in words) or _names_the_line(maker, case)
    return asked[maker]


def _names_the_line(maker: str, case: Case) -> bool:
    """叠戴效果＝Bee My Love: the line's own name in Latin letters is chance in nobody's mouth."""
    lines = case.claims((ClaimClass.DESIGN,), tags=("feature:name",), polarity=_SAID, targets=_WHOLE)
    return any(c.term.isascii() and case.brands.same(c.name.split(" ")[0], maker) for c in lines)
