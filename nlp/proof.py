"""Proof: the sentences inside a rule file that show what it catches, what it leaves alone, and the one word between.

An item is a small listing. A hit marks with ``[[…]]`` what must be proven: a span of the finding is
exactly that slice (``marks: loose``: overlaps it). A malformed item is a fault, never skipped.

Keys of an item: title, subtitle, description, price (yuan), attributes {name: value}, skus
[{name: value, price, stock}], certificate [text], image / detail_image [line], speech [sentence],
shop {name, kind}, room, brand; ``known`` (what is known beside it, as nlp.known.Known); ``because``
(misses: why it must stay quiet), ``marks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from crawler.listing import Listing, ListingRefused, convert_listing, text_fields
from nlp.judgement import Finding, Judgement
from nlp.known import Known
from nlp.rule import Rule
from nlp.screen import Screener

PROOF_DAY = date(2026, 11, 22)
"""The day proofs are judged by: the law and prices of that day are what the items were written for."""

LEAST_HITS, LEAST_MISSES, LEAST_NEAR = 8, 8, 4
_KEYS = {
    "title", "subtitle", "description", "price", "attributes", "skus", "certificate", "image", "detail_image",
    "speech", "shop", "room", "brand", "known", "because", "marks",
}  # fmt: skip


class ItemRefused(ValueError):
    """An item that is no proof: a misspelt key, an unclosed mark, a listing the door refuses."""


@dataclass(frozen=True, slots=True)
class Item:
    """A listing with the slices that must be proven: (path, start, end)."""

    listing: Listing
    marks: tuple[tuple[str, int, int], ...]
    loose: bool
    because: str
    known: Known


@dataclass(frozen=True, slots=True)
class ProofFault:
    """What is wrong with a proof: ``place`` such as hits[2], ``reason`` in Chinese."""

    place: str
    reason: str


def build_item(written: Any) -> Item:
    """An item as a listing and its marks. Raises ItemRefused."""
    if not isinstance(written, dict):
        raise ItemRefused("应为一个对象")
    if unknown := set(written) - _KEYS:
        raise ItemRefused(f"未知的键“{'、'.join(sorted(map(str, unknown)))}”")
    try:
        listing = convert_listing(_record(written))
    except ListingRefused as error:
        raise ItemRefused(str(error)) from None
    marks = []
    for path, text in text_fields(listing):
        marks += [(path, start, end) for start, end in _marked(text)[1]]
    plain = convert_listing(_record(_unmark(written)))
    try:
        known = msgspec.convert(written.get("known") or {}, Known)
    except msgspec.ValidationError as error:
        raise ItemRefused(f"known：{error}") from None
    return Item(plain, tuple(marks), written.get("marks") == "loose", str(written.get("because", "")), known)


def _record(written: dict[str, Any]) -> dict[str, Any]:
    images = [("main", written.get("image")), ("detail", written.get("detail_image"))]
    record: dict[str, Any] = {
        "platform": "proof",
        "item_id": "1",
        "title": written.get("title"),
        "subtitle": written.get("subtitle"),
        "description_text": written.get("description"),
        "attributes": [{"name": str(k), "value": str(v)} for k, v in (written.get("attributes") or {}).items()],
        "skus": [_sku(sku) for sku in written.get("skus") or []],
        "qualifications": [{"text": str(text)} for text in written.get("certificate") or []],
        "images": [{"role": role, "ocr_text": list(lines)} for role, lines in images if lines],
        "speech": [
            {"start_ms": i * 4000, "end_ms": i * 4000 + 3500, "text": str(text)}
            for i, text in enumerate(written.get("speech") or [])
        ],
        "shop": written.get("shop"),
        "room": {"title": written["room"]} if "room" in written else None,
        "brand": {"name": written["brand"]} if "brand" in written else None,
    }
    if "price" in written:
        record["price"] = {"sale_fen": round(float(written["price"]) * 100)}
    return record


def _sku(written: dict[str, Any]) -> dict[str, Any]:
    spec = [{"name": str(k), "value": str(v)} for k, v in written.items() if k not in ("price", "stock")]
    price = {"price_fen": round(float(written["price"]) * 100)} if "price" in written else {}
    return {"spec": spec, "stock": written.get("stock"), **price}


def _unmark(value: Any) -> Any:
    if isinstance(value, str):
        return _marked(value)[0]
    if isinstance(value, dict):
        return {k: _unmark(v) for k, v in value.items()}
    return [_unmark(v) for v in value] if isinstance(value, list) else value


def _marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the slices they enclosed. Raises ItemRefused for an unpaired mark."""
    plain, spans = "", []
    rest = text
    while "[[" in rest:
        before, _, rest = rest.partition("[[")
        inside, closed, rest = rest.partition("]]")
        if not closed or "[[" in inside or "]]" in before or not inside:
            raise ItemRefused(f"标记没有成对：{text[:30]}")
        spans.append((len(plain) + len(before), len(plain) + len(before) + len(inside)))
        plain += before + inside
    if "]]" in rest:
        raise ItemRefused(f"标记没有成对：{text[:30]}")
    return plain + rest, spans


def check_proof(rule: Rule, screener: Screener) -> Iterator[ProofFault]:
    """Everything that is missing, malformed or untrue in a rule's proof."""
    proof = rule.proof
    if unknown := set(proof) - {"hits", "misses", "near"}:
        yield ProofFault("proof", f"未知的键“{'、'.join(sorted(map(str, unknown)))}”")
    hits, misses, near = (proof.get(key) or [] for key in ("hits", "misses", "near"))
    for name, items, least in (
        ("hits", hits, LEAST_HITS),
        ("misses", misses, LEAST_MISSES),
        ("near", near, LEAST_NEAR),
    ):
        if len(items) < least:
            yield ProofFault(name, f"至少要 {least} 条，现有 {len(items)} 条")
    for i, written in enumerate(hits):
        yield from _hit(rule, screener, f"hits[{i}]", written)
    for i, written in enumerate(misses):
        yield from _miss(rule, screener, f"misses[{i}]", written, reason_needed=True)
    for i, pair in enumerate(near):
        if not isinstance(pair, dict) or set(pair) != {"fires", "quiet"}:
            yield ProofFault(f"near[{i}]", "须且只须写 fires 和 quiet")
            continue
        yield from _hit(rule, screener, f"near[{i}].fires", pair["fires"])
        yield from _miss(rule, screener, f"near[{i}].quiet", pair["quiet"], reason_needed=False)


def _hit(rule: Rule, screener: Screener, place: str, written: Any) -> Iterator[ProofFault]:
    try:
        item = build_item(written)
    except ItemRefused as error:
        yield ProofFault(place, str(error))
        return
    if not item.marks:
        yield ProofFault(place, "没有标出应当证明的文字")
    finding = _finding(screener.screen(item.listing, PROOF_DAY, item.known), rule.id)
    if finding is None:
        yield ProofFault(place, "应当命中而没有命中")
        return
    spans = {(s.field, s.start, s.end) for element in finding.elements for s in element.spans}
    for field, start, end in item.marks:
        exact = (field, start, end) in spans
        overlaps = any(f == field and s < end and start < e for f, s, e in spans)
        if not (exact or (item.loose and overlaps)):
            yield ProofFault(place, f"命中了，但没有以所标的文字为证（{field} 第 {start} 至 {end} 字）")


def _miss(rule: Rule, screener: Screener, place: str, written: Any, *, reason_needed: bool) -> Iterator[ProofFault]:
    try:
        item = build_item(written)
    except ItemRefused as error:
        yield ProofFault(place, str(error))
        return
    if reason_needed and not item.because:
        yield ProofFault(place, "没有写明为什么不应命中（because）")
    if _finding(screener.screen(item.listing, PROOF_DAY, item.known), rule.id) is not None:
        yield ProofFault(place, "不应命中而命中了")


def _finding(judgement: Judgement, rule: str) -> Finding | None:
    return next((finding for finding in judgement.findings if finding.rule == rule), None)
