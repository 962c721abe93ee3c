"""Two looks at one listing compared: did the seller write something new, and does it touch the charge?

Pure functions over values. Positions do not count: a word that moved, or an attribute listed in
another order, is the same word. What names the shop or the room is no change of the listing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

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
    once = _read_once(before, after)
    old, new = _words_by_part(_without(before, once)), _words_by_part(_without(after, once))
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
    UNSEEN when all the proof was spoken or stood in pictures and this look has no such words at all, or when a
    picture that may hold the proof is there and was not read.
    """
    proof = {name for name, _ in charge_words(charge)}
    read, still = _pictures(before), _pictures(after)
    if "images" in proof and any(read[key] and not still[key] for key in read.keys() & still.keys()):
        return Look.UNSEEN, ()
    if proof and proof <= _FLEETING and not proof & _words_by_part(after, everything=True).keys():
        return Look.UNSEEN, ()
    changed = listing_changes(before, after)
    if not changed and proof & _NOT_THE_LISTING:
        changed = _name_changes(before, after)
    return (Look.CLEAR, changed) if changed else (Look.WITHDRAWN, ("rules",))


def _read_once(before: Listing, after: Listing) -> frozenset[str]:
    """Pictures (by hash, else by address) that stand in both looks and were read in one of them only.

    That their text is there now, or is missing, is our reading and not the seller's doing.
    """
    old, new = _pictures(before), _pictures(after)
    return frozenset(key for key in old.keys() & new.keys() if old[key] != new[key])


def _pictures(listing: Listing) -> dict[str, bool]:
    """Each picture and whether a text of it is known."""
    return {key: bool(image.ocr_text) for image in listing.images for key in (image.sha256, image.url) if key}


def _without(listing: Listing, pictures: frozenset[str]) -> Listing:
    if not pictures:
        return listing
    kept = tuple(image for image in listing.images if not pictures & {image.sha256, image.url})
    return replace(listing, images=kept)


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
