"""Signature designs in a listing: the combinations of features by which buyers know a maison's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.books.brands import DesignRow
from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass

_SAID = ("affirm", "compare")


@dataclass(frozen=True, slots=True)
class Signature:
    """A look that is whole, with the mentions of its features."""

    design: DesignRow
    claims: tuple[Claim, ...]


def signatures(case: Case) -> Iterator[Signature]:
    """Every look of books/brands.yml all of whose features the listing describes of its own goods."""
    features: dict[str, list[Claim]] = {}
    for claim in case.claims((ClaimClass.DESIGN,), polarity=_SAID, targets=OF_THE_ITEM):
        for tag in claim.tags:
            if tag.startswith("feature:"):
                features.setdefault(tag.removeprefix("feature:"), []).append(claim)
    for design in case.brands.designs:
        whole = [sign for sign in design.signs if all(feature in features for feature in sign)]
        if not whole or any(feature in features for feature in design.not_with):
            continue
        fullest = max(whole, key=len)
        found = tuple(claim for feature in fullest for claim in features[feature])
        # One word that carries two features (双面珠边) is one feature of the goods.
        if len({(claim.span.field, claim.span.start) for claim in found}) > 1:
            yield Signature(design, found)
