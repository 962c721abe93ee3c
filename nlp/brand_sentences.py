"""The sentences in which a listing names a brand, with the name put aside: what is said around it, in whatever order.

"送卡地亚红盒", "卡地亚的红盒我送你", "盒子给您换成卡地亚的" say one thing of any brand. With every name (or row of
names: 卡地亚、蒂芙尼) behind one sign, a pattern speaks of the order of words alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from nlp.case import Case
from nlp.claim import Claim, ClaimClass, Place, Polarity

NAME = "\ue000"
"""Stands for a brand's name, or for names in a row."""

_END = re.compile(r"[。！!？?；;\n]")
_ROW = re.compile(rf"{NAME}(?:\s?[、/，,和与或及]?\s?{NAME})+")
_REACH = 60
"""Characters on either side of a name in which its sentence is read."""
_MOST = 12
"""Sentences read; a page of brand names is judged by other rules."""
_SAID = (Polarity.AFFIRM, Polarity.COMPARE, Polarity.QUESTION, Polarity.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class BrandSentence:
    """``text``: the sentence with the names put aside; ``claims``: the names."""

    text: str
    claims: tuple[Claim, ...]


def brand_sentences(
    case: Case, places: Collection[Place], *, without: Collection[str] = (), polarity: Collection[str] = _SAID
) -> Iterator[BrandSentence]:
    """The first sentences (at most _MOST) that name a brand in one of the places; no name stands in two of them."""
    yield from islice(_sentences(case, places, without, polarity), _MOST)


def _sentences(
    case: Case, places: Collection[Place], without: Collection[str], polarity: Collection[str]
) -> Iterator[BrandSentence]:
    by_field: dict[str, list[Claim]] = {}
    for claim in case.claims((ClaimClass.BRAND,), without=without, polarity=polarity, places=places):
        by_field.setdefault(claim.span.field, []).append(claim)
    for field, claims in by_field.items():
        text = case.reading.texts[field]
        group: list[Claim] = []
        end = -1
        for claim in sorted(claims, key=lambda c: (c.span.start, -c.span.end)):
            if group and claim.span.start >= end:
                yield _sentence(text, group, end)
                group = []
            if not group:
                stop = _END.search(text, claim.span.end, claim.span.end + _REACH)
                end = stop.start() if stop else min(len(text), claim.span.end + _REACH)
            if not group or claim.span.start >= group[-1].span.end:
                group.append(claim)
        if group:
            yield _sentence(text, group, end)


def _sentence(text: str, claims: Sequence[Claim], end: int) -> BrandSentence:
    head = max(0, claims[0].span.start - _REACH)
    for stop in _END.finditer(text, head, claims[0].span.start):
        head = stop.end()
    parts = []
    at = head
    for claim in claims:
        parts += [text[at : claim.span.start], NAME]
        at = claim.span.end
    parts.append(text[at : max(at, end)])
    return BrandSentence(_ROW.sub(NAME, "".join(parts)).lower(), tuple(claims))
