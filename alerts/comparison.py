"""Two looks at one listing compared: did the seller write something new, and does it touch the charge?

Pure functions over values. Positions do not count: a word that moved, or an attribute listed in
another order, is the same word. What names the shop or the room is no change of the listing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from alerts.lifecycle import Look
from crawler.listing import Listing, text_fields
from nlp.judgement import Finding, Severity

SEVERITY_RANK: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}

PART_NAMES: dict[str, str] = {
    "title": "标题",
    "short_title": "短标题",
    "subtitle": "副标题",
    "selling_point": "卖点",
    "description_text": "详情文字",
    "attributes": "属性",
    "skus": "规格",
    "category": "类目",
    "brand": "品牌",
    "qualifications": "证书资质",
    "images": "图片文字",
    "speech": "主播讲解",
    "room": "直播间",
    "shop": "店铺",
    "price": "价格",
    "severity": "严重程度",
    "words": "涉嫌用语",
    "rules": "规则",
}
"""Parts of a listing (and of a finding) that can change, in reading order."""

_NOT_THE_LISTING = frozenset({"room", "shop"})
_FLEETING = frozenset({"speech", "images"})


def part(field: str) -> str:
    """The part of a listing that a path lies in: ``attributes.0.value`` -> ``attributes``."""
    return field.partition(".")[0]


def listing_changes(before: Listing, after: Listing) -> tuple[str, ...]:
    """Parts whose words or prices differ, in reading order; shop and room names are left out."""
    old, new = _words_by_part(before), _words_by_part(after)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if _prices(before) != _prices(after):
        changed.add("price")
    return ordered(changed)


def ordered(parts: Iterable[str]) -> tuple[str, ...]:
    """Part names in reading order, unknown ones last."""
    places = {name: i for i, name in enumerate(PART_NAMES)}
    return tuple(sorted(set(parts), key=lambda name: (places.get(name, len(places)), name)))


def charge_words(finding: Finding) -> frozenset[tuple[str, str]]:
    """The seller's words that meet the elements of a charge, each with its part of the listing."""
    return frozenset(
        (part(span.field), span.text)
        for element in finding.elements
        if element.state == "met"
        for span in element.spans
    )


def compare(before: Listing, charge: Finding, after: Listing, again: Finding) -> tuple[Look, tuple[str, ...]]:
    """How a listing flagged again under the same charge compares with the look before: SAME, CHANGED or WORSE.

    Words under the charge count as the seller's doing only when the listing was rewritten too: a reworded
    rule that marks other words, or a price tick, must not wake what a person has dismissed.
    """
    changed = list(listing_changes(before, after))
    rewritten = any(name != "price" for name in changed)
    rose = SEVERITY_RANK[again.severity] < SEVERITY_RANK[charge.severity]
    other_words = charge_words(charge) != charge_words(again)
    if charge.severity != again.severity:
        changed.append("severity")
    if other_words:
        changed.append("words")
    if rose or (other_words and rewritten):
        return Look.WORSE, ordered(changed)
    return (Look.CHANGED if changed else Look.SAME), ordered(changed)


def cleared(before: Listing, charge: Finding, after: Listing) -> tuple[Look, tuple[str, ...]]:
    """How a listing whose charge no longer stands compares with the look before.

    CLEAR when the seller changed it; WITHDRAWN when only the rules or what is known beside it did;
    UNSEEN when all the proof was spoken or stood in pictures and this look has no such words at all.
    """
    proof = {name for name, _ in charge_words(charge)}
    if proof and proof <= _FLEETING and not proof & _words_by_part(after, everything=True).keys():
        return Look.UNSEEN, ()
    changed = listing_changes(before, after)
    if not changed and proof & _NOT_THE_LISTING:
        changed = _name_changes(before, after)
    return (Look.CLEAR, changed) if changed else (Look.WITHDRAWN, ("rules",))


def _name_changes(before: Listing, after: Listing) -> tuple[str, ...]:
    old, new = _words_by_part(before, everything=True), _words_by_part(after, everything=True)
    return ordered(name for name in _NOT_THE_LISTING if old.get(name) != new.get(name))


def _words_by_part(listing: Listing, *, everything: bool = False) -> dict[str, Counter[tuple[str, str]]]:
    words: dict[str, Counter[tuple[str, str]]] = {}
    for field, text in text_fields(listing):
        name = part(field)
        if everything or name not in _NOT_THE_LISTING:
            words.setdefault(name, Counter())[field.rpartition(".")[2] if name == "attributes" else "", text] += 1
    return words


def _prices(listing: Listing) -> tuple[object, ...]:
    return listing.price, sorted(sku.price_fen for sku in listing.skus if sku.price_fen is not None)
