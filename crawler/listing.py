"""Listing: one observation of one item at one time, and the door through which it comes in.

The table of names is closed: a field that is not named here is refused by name, so that a
misspelt field can never silently hide what a seller wrote. Money is whole non-negative
hundredths of ``price.currency`` (fen for CNY), ids are strings, times carry a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
import orjson
from msgspec import Meta, Struct

Id = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Fen = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Millisecond = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Instant = Annotated[datetime, Meta(tz=True)]
PlatformName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]

Status = Literal["on_sale", "off_shelf", "deleted", "reviewing", "rejected", "banned", "sold_out", "unknown"]
ShopKind = Literal["flagship", "authorised", "member", "secondhand", "unknown"]
ImageRole = Literal["main", "detail", "sku", "cover", "qualification", "white", "long"]
ProductKind = Literal["normal", "virtual", "jade_flash", "cloud_flash", "live_flash", "lucky_bag", "presale", "other"]
Route = Literal["api", "file", "page"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every part: immutable, closed, and written without its empty fields."""


class Attribute(Record, frozen=True):
    name: str
    value: str | None = None
    unit: str | None = None


class Spec(Record, frozen=True):
    name: str | None = None
    value: str | None = None


class Sku(Record, frozen=True):
    sku_id: Id | None = None
    outer_sku_id: Id | None = None
    barcode: str | None = None
    spec: tuple[Spec, ...] = ()
    price_fen: Fen | None = None
    stock: Count | None = None


class Price(Record, frozen=True):
    """Prices in hundredths of ``currency``; ``sale_fen`` is what a buyer pays today."""

    currency: Currency = "CNY"
    sale_fen: Fen | None = None
    min_fen: Fen | None = None
    max_fen: Fen | None = None
    market_fen: Fen | None = None
    campaign_fen: Fen | None = None


class Category(Record, frozen=True):
    id: Id | None = None
    name: str | None = None


class Brand(Record, frozen=True):
    id: Id | None = None
    name: str | None = None


class Shop(Record, frozen=True):
    id: Id | None = None
    name: str | None = None
    kind: ShopKind = "unknown"
    company: str | None = None
    uscc: str | None = None


class Qualification(Record, frozen=True):
    name: str | None = None
    cert_no: str | None = None
    agency: str | None = None
    text: str | None = None


class Image(Record, frozen=True):
    """A picture; ``url`` is an opaque string and is never fetched because of what it says."""

    url: str | None = None
    role: ImageRole | None = None
    sha256: str | None = None
    phash: str | None = None
    ocr_text: tuple[str, ...] = ()


class Utterance(Record, frozen=True, kw_only=True):
    """Words spoken in a room, ``start_ms``/``end_ms`` counted from the start of the session."""

    start_ms: Millisecond | None = None
    end_ms: Millisecond | None = None
    text: str


class Room(Record, frozen=True):
    id: Id | None = None
    title: str | None = None
    intro: str | None = None
    anchor: str | None = None


class Provenance(Record, frozen=True):
    """How the record came in; ``warc`` is the WARC-Record-ID of the response it was read from."""

    route: Route | None = None
    connector: str | None = None
    grant_id: str | None = None
    file_sha256: str | None = None
    row: Count | None = None
    warc: str | None = None


class Listing(Record, frozen=True):
    platform: PlatformName
    item_id: Id
    outer_id: str | None = None
    url: str | None = None
    observed_at: Instant | None = None
    status: Status | None = None
    title: str | None = None
    short_title: str | None = None
    subtitle: str | None = None
    selling_point: str | None = None
    description_text: str | None = None
    attributes: tuple[Attribute, ...] = ()
    skus: tuple[Sku, ...] = ()
    price: Price | None = None
    category: tuple[Category, ...] = ()
    brand: Brand | None = None
    sales: Count | None = None
    live_only: bool | None = None
    product_kind: ProductKind | None = None
    shop: Shop | None = None
    qualifications: tuple[Qualification, ...] = ()
    images: tuple[Image, ...] = ()
    speech: tuple[Utterance, ...] = ()
    room: Room | None = None
    source: Provenance | None = None


class ListingRefused(ValueError):
    """A record that is not a Listing. ``field`` is its path ("" for the whole), ``reason`` is Chinese."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}：{reason}" if field else reason)
        self.field = field
        self.reason = reason


def text_fields(listing: Listing) -> Iterator[tuple[str, str]]:
    """Every text a seller wrote or said, as (path, text), in reading order; empty texts are left out.

    Paths are those of judgements: ``title``, ``attributes.0.value``, ``skus.1.spec.0.value``,
    ``images.0.ocr_text.2``, ``speech.3.text``, ``shop.name``. Ids and addresses are not texts.
    """
    for path, text in _all_texts(listing):
        if text:
            yield path, text


def _all_texts(listing: Listing) -> Iterator[tuple[str, str | None]]:
    for name in ("title", "short_title", "subtitle", "selling_point"):
        yield name, getattr(listing, name)
    for i, attribute in enumerate(listing.attributes):
        yield f"attributes.{i}.name", attribute.name
        yield f"attributes.{i}.value", attribute.value
    for i, sku in enumerate(listing.skus):
        for j, spec in enumerate(sku.spec):
            yield f"skus.{i}.spec.{j}.name", spec.name
            yield f"skus.{i}.spec.{j}.value", spec.value
    for i, category in enumerate(listing.category):
        yield f"category.{i}.name", category.name
    if listing.brand:
        yield "brand.name", listing.brand.name
    yield "description_text", listing.description_text
    for i, paper in enumerate(listing.qualifications):
        for name in ("name", "cert_no", "agency", "text"):
            yield f"qualifications.{i}.{name}", getattr(paper, name)
    for i, image in enumerate(listing.images):
        for j, line in enumerate(image.ocr_text):
            yield f"images.{i}.ocr_text.{j}", line
    for i, utterance in enumerate(listing.speech):
        yield f"speech.{i}.text", utterance.text
    if listing.room:
        for name in ("title", "intro", "anchor"):
            yield f"room.{name}", getattr(listing.room, name)
    if listing.shop:
        for name in ("name", "company"):
            yield f"shop.{name}", getattr(listing.shop, name)


def decode_listing(line: bytes | str) -> Listing:
    """One JSON object as a Listing; the labelled form ``{"id", "listing": {…}, …}`` is accepted too.

    Raises ListingRefused with the field and the reason; nothing is guessed or repaired here.
    """
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ListingRefused("", f"不是有效的 JSON（第 {error.colno} 个字符附近）") from error
    if isinstance(value, dict) and isinstance(value.get("listing"), dict):
        value = value["listing"]
    return convert_listing(value)


def convert_listing(value: object) -> Listing:
    """A decoded JSON value as a Listing. Raises ListingRefused with the field and the reason."""
    if not isinstance(value, dict):
        raise ListingRefused("", "应为一个 JSON 对象")
    try:
        listing = msgspec.convert(_without_nulls(value, Listing), Listing)
    except msgspec.ValidationError as error:
        raise _refusal(str(error)) from None
    if not any(True for _ in text_fields(listing)):
        raise ListingRefused("title", "没有任何文字内容")
    return listing


def encode_listing(listing: Listing) -> bytes:
    """One line of ``listings.jsonl`` without its line end; ``decode_listing`` gives back an equal value."""
    return msgspec.json.encode(listing)


def _without_nulls(value: dict[str, Any], kind: type[Struct]) -> dict[str, Any]:
    """Drop nulls of known fields: "may be null or absent" is one thing to every reader behind the door."""
    parts = _parts(kind)
    kept: dict[str, Any] = {}
    for name, item in value.items():
        if item is None and name in parts:
            continue
        part = parts.get(name)
        if part is not None and isinstance(item, dict):
            item = _without_nulls(item, part)
        elif part is not None and isinstance(item, list):
            item = [_without_nulls(i, part) if isinstance(i, dict) else i for i in item]
        kept[name] = item
    return kept


@cache
def _parts(kind: type[Struct]) -> dict[str, type[Struct] | None]:
    """Field name -> the Record inside it, or None for a plain value."""
    hints = get_type_hints(kind)
    return {name: _record_in(hints[name]) for name in kind.__struct_fields__}


def _record_in(hint: Any) -> type[Struct] | None:
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return next((found for arg in get_args(hint) if (found := _record_in(arg))), None)


_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_NAMED = re.compile(r"`([^`]*)`")
_TYPES = {
    "str": "文字",
    "int": "整数",
    "bool": "true/false",
    "object": "对象",
    "array": "列表",
    "null": "空值",
    "float": "小数或过大的数",
}


def _refusal(message: str) -> ListingRefused:
    """msgspec's English sentence as a path and a Chinese reason."""
    match = _AT.match(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    path = re.sub(r"\[(\d+|\.\.\.)\]", r".\1", path).lstrip(".")
    names: list[str] = _NAMED.findall(what)
    if "unknown field" in what:
        return ListingRefused(".".join(filter(None, (path, names[0]))), "未知字段，不在约定的字段表内")
    if "missing required field" in what:
        return ListingRefused(".".join(filter(None, (path, names[0]))), "缺少必填字段")
    if "timezone" in what:
        return ListingRefused(path, "时间须带时区（RFC 3339）")
    if "RFC3339" in what:
        return ListingRefused(path, "时间格式有误，应为 RFC 3339")
    if "enum value" in what:
        return ListingRefused(path, f"不在允许的取值内：{what.rsplit(' ', 1)[-1]}")
    if "of length >= 1" in what or "regex" in what:
        return ListingRefused(path, "不能为空，且须符合约定的写法")
    if ">= 0" in what:
        return ListingRefused(path, "不能为负数")
    if "<=" in what or "out of range" in what:
        return ListingRefused(path, "数值过大")
    if len(names) >= 2:
        wanted = "或".join(_TYPES.get(n.strip(), n.strip()) for n in names[0].split("|"))
        return ListingRefused(path, f"类型有误：应为{wanted}，实为{_TYPES.get(names[1], names[1])}")
    return ListingRefused(path, f"不符合约定（{what}）")
