"""Which identifier names the item: every place that states one votes, and the page's own address is a witness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.platforms.web.document import Document
from crawler.platforms.web.facts import Facts
from crawler.platforms.web.regions import Spot

_WORD = r"[A-Za-z0-9][A-Za-z0-9._/-]{1,39}"
_LABELLED = re.compile(
    r"(?:\bSKU|\bASIN|product (?:code|id|number|no\.?)|item (?:code|id|number|no\.?|#)|article (?:number|no\.?)|catalog(?:ue)? (?:number|no\.?)|"
    r"style (?:number|no\.?|code|#)|part (?:number|no\.?)|stock (?:number|no\.?)|lot (?:number|no\.?)|\bnr\.? ref|\bref(?:erence|erencia|erência|\.)?|"
    r"référence|\bréf\.?|artikel-?(?:nummer|nr\.?)|\bart\.?-?\s?(?:nr|no|num)?\.?|bestell-?(?:nummer|nr\.?)|anzeigennummer|\bcod(?:ice|igo|e)?\.?|código|"
    r"varenummer|artikelnummer|артикул|код(?: товара)?|kód(?: produktu| tovaru)?|kod produktu|indeks|商品编号|商品编码|商品ID|商品货号|货号|款号|宝贝编号|编号|品番|상품번호)"
    rf"\s*(?:is)?\s*[:：#.]?\s*(?P<value>{_WORD})\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_LABEL_ONLY = re.compile(
    r"^(?:sku|asin|item (?:number|no\.?|code|model number)|product (?:code|id|number)|article (?:number|no\.?)|ref(?:erence|erencia)?\.?|référence|"
    r"artikelnummer|art\.?-?nr\.?|código|codice|referência|referencia|артикул|код товара|nr ref\.?|numer referencyjny|商品编号|商品编码|商品货号|货号|款号)\s*[:：]?$",
    re.IGNORECASE,
)
_CODE_NAME = re.compile(
    r"(?:product|item|article|catalog|cat|style|part)[-_]?(?:code|number|no|num|nr|ref|reference|id|identifier)s?\b|\bsku\b|\bref(?:erence)?[-_]?number|catnumber|\basin\b",
    re.IGNORECASE,
)
_DATA_KEYS = dict.fromkeys(
    [
        "data-sku", "data-product-sku", "data-product_sku", "data-product-code", "data-asin", "data-item-id",
        "data-itemid", "data-product-id", "data-product_id", "data-productid", "data-product-number", "data-pid",
        "data-adno", "data-goods-id",
    ],
    2.0,
) | dict.fromkeys(["data-sku", "data-product-sku", "data-product-code", "data-asin"], 2.4)  # fmt: skip
_INPUT_NAMES = frozenset(
    [
        "sku",
        "asin",
        "productid",
        "product_id",
        "product",
        "productcode",
        "item_id",
        "itemid",
        "item",
        "id_product",
        "pid",
        "goods_id",
        "ean",
        "adno",
        "articleid",
        "products_id",
    ]
)
_QUERY_KEYS = (
    "sku",
    "skuid",
    "sku_id",
    "id",
    "pid",
    "product_id",
    "productid",
    "item",
    "itemid",
    "item_id",
    "goods_id",
    "products_id",
)
_IN_TAIL = re.compile(r"(?:^|[-_/,.~])(?P<value>[a-z]{0,4}\d{4,}[a-z0-9]{0,8})(?=$|[_.,~-])", re.IGNORECASE)
_STOP = frozenset(
    [
        "name",
        "names",
        "title",
        "price",
        "none",
        "null",
        "undefined",
        "true",
        "false",
        "required",
        "select",
        "for",
        "and",
        "the",
        "code",
        "number",
    ]
)


@dataclass(frozen=True, slots=True)
class _Vote:
    value: str
    weight: float


def identify(layers: list[Facts], document: Document, around: Sequence[Spot]) -> tuple[str, ...]:
    """Identifiers of the item, best first, each written as its strongest witness writes it.

    A page that states none is named by the last part of its address, and without an address by its
    title's hash, so that the same page always gets the same name.
    """
    votes = [*_stated(layers), *_printed(document, around), *_in_address(document)]
    address = _key(unquote(document.own_address))
    totals: dict[str, float] = {}
    strongest: dict[str, _Vote] = {}
    seen: set[tuple[str, float]] = set()
    for vote in votes:
        key = _key(vote.value)
        if not key or (key, vote.weight) in seen:
            continue
        seen.add((key, vote.weight))
        # Bookshops and wholesalers put the maker's bar code where their own number belongs.
        totals[key] = totals.get(key, 0.0) + vote.weight * (0.3 if _is_gtin(vote.value) else 1.0)
        if key not in strongest or vote.weight > strongest[key].weight:
            strongest[key] = vote
    for key in totals:
        if len(key) >= 4 and key in address:
            totals[key] += 1.0
    ranked = sorted(totals, key=lambda k: -totals[k])
    if ranked:
        best = strongest[ranked[0]].value
        # The same number as readers see it ("466/7999" for 4667999): the second name of the item.
        written = {v.value: None for v in votes if _key(v.value) == ranked[0] and v.value != best and v.weight >= 3.9}
        return (best, *written, *(strongest[k].value for k in ranked[1:]))
    return (_fallback(layers, document),)


def _stated(layers: list[Facts]) -> Iterator[_Vote]:
    for facts in layers:
        trusted = facts.layer not in ("opengraph", "carried")
        if facts.sku:
            yield _Vote(facts.sku, 6.0 if trusted else 3.0)
        if facts.product_id:
            yield _Vote(facts.product_id, 4.5 if trusted else 3.1)
        if facts.mpn and len(facts.mpn) > 3:
            yield _Vote(facts.mpn, 1.2)
        if facts.gtin:
            yield _Vote(facts.gtin, 0.8)


def _printed(document: Document, around: Sequence[Spot]) -> Iterator[_Vote]:
    """Codes a reader can see behind a label, and codes in attributes made for scripts, near the headline first."""
    label_before = False
    data: dict[str, float] = {}
    headline = document.headline
    passed = headline is None
    for spot in around:
        element = spot.element
        passed = passed or element is headline
        if spot.elsewhere:
            continue
        if passed and spot.attributes and not _DATA_KEYS.keys().isdisjoint(spot.attributes):
            for key, weight in _DATA_KEYS.items():
                value = spot.attributes.get(key)
                if value and _code(value):
                    data.setdefault(value.strip(), weight)
        line = spot.line
        leaf = spot.leaf
        if line is not None and spot.tag != "input":
            text = line
        elif spot.tag == "input":
            name = (element.get("name") or element.get("id") or "").lower()
            if name in _INPUT_NAMES and _code(element.get("value") or ""):
                data.setdefault((element.get("value") or "").strip(), 2.5)
            continue
        elif len(element) > 6:
            continue
        else:
            text = document.text(element, limit=101)
        if not text or len(text) > 100:
            continue
        figures, label = _told(text)
        awaited = label_before
        if leaf:
            label_before = label
        # No code without a figure, which most texts of a page do not have.
        if not figures:
            continue
        match = _LABELLED.search(text) if len(text) <= 70 else None
        if match and _code(match["value"]):
            yield _Vote(match["value"].rstrip("./-"), 5.0 if not spot.hidden else 3.0)
        elif awaited and _code(text):
            yield _Vote(text, 4.8)
        elif _names_code(spot.names) and _code(text):
            yield _Vote(text, 4.0)
    for place, (value, weight) in enumerate(list(data.items())[:8]):
        yield _Vote(value, weight - 0.15 * place)


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[bool, bool]:
    """Whether a text has a figure, and whether it is nothing but the label of a code. Menus repeat theirs on every page."""
    return any(map(str.isdigit, text)), bool(_LABEL_ONLY.match(text))


@lru_cache(maxsize=4096)
def _names_code(names: str) -> bool:
    return bool(_CODE_NAME.search(names))


def _in_address(document: Document) -> Iterator[_Vote]:
    try:
        parts = urlsplit(document.own_address)
    except ValueError:
        return
    for key, value in parse_qsl(parts.query)[:30]:
        if key.lower() in _QUERY_KEYS and _code(value):
            yield _Vote(value, 2.2)
    segments = [unquote(s) for s in parts.path.split("/") if s]
    if segments:
        tail = re.sub(r"\.(?:html?|php|aspx?|jsp|phtml)(?:\.gz)?$", "", segments[-1], flags=re.IGNORECASE)
        if re.fullmatch(r"(?=.*\d)[A-Z0-9]{6,14}", tail) or tail.isdigit():
            yield _Vote(tail, 3.0)
            return
        found = [m["value"] for m in _IN_TAIL.finditer(tail)]
        # Shops put the item at the end of the slug; a letter before the number ("-x3410048", "p4781720") is a kind mark.
        if found:
            yield _Vote(re.sub(r"^[a-z](?=\d{5,}$)", "", found[-1]), 2.6)
        elif len(segments) > 1 and segments[-2].isdigit() and len(segments[-2]) >= 4:
            yield _Vote(segments[-2], 2.0)


def _is_gtin(text: str) -> bool:
    """Whether a text is a bar code number: 13 digits with the check digit of GS1."""
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(text))
    return weighted % 10 == 0


def _code(text: str) -> bool:
    """Whether a text can be an identifier: no spaces, at least one figure, not a word or a price."""
    text = text.strip()
    return (
        bool(re.fullmatch(_WORD, text))
        and any(c.isdigit() for c in text)
        and text.lower() not in _STOP
        and not re.fullmatch(r"\d{1,2}|\d+[.,]\d{2}|0+", text)
    )


def _key(value: str) -> str:
    return "".join(c for c in value.lower() if c.isalnum())


def _fallback(layers: list[Facts], document: Document) -> str:
    path = [s for s in urlsplit(document.own_address).path.split("/") if s]
    if path:
        return unquote(path[-1])[:100]
    title = next((f.title for f in layers if f.title), "")
    return "t-" + hashlib.sha256(title.encode()).hexdigest()[:16]
