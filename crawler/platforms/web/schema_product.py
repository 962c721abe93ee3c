"""One schema.org Product node (from JSON-LD, microdata or RDFa) read into Facts, and the choice of the page's product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.listing import Attribute
from crawler.platforms.web.availability import status_of
from crawler.platforms.web.currencies import currency_code
from crawler.platforms.web.document import Document, join, plain
from crawler.platforms.web.facts import Facts, Offer
from crawler.platforms.web.jsonld import Node
from crawler.platforms.web.money import Amount, read_range, read_stated
from crawler.platforms.web.words import clean

PRODUCT_TYPES = frozenset(
    [
        "Product",
        "ProductGroup",
        "ProductModel",
        "IndividualProduct",
        "SomeProducts",
        "Vehicle",
        "Car",
        "Book",
        "IndividualProductModel",
        "ProductCollection",
        "Offering",
    ]
)
_GTINS = ("gtin13", "gtin", "gtin8", "gtin12", "gtin14", "isbn")
_FORMER = frozenset({"listprice", "strikethroughprice", "msrp", "srp", "regularprice"})
"""Price types of schema.org that nobody pays."""
MAX_VARIANTS = 200


def products(nodes: Iterable[Node]) -> list[Node]:
    """Product nodes, also a product that hangs on a top-level Offer (``itemOffered``)."""
    found: list[Node] = []
    for node in nodes:
        if _is(node, PRODUCT_TYPES):
            found.append(node)
            continue
        inside = [n for n in _nodes(node.get("itemOffered")) if _is(n, PRODUCT_TYPES)]
        if _is(node, {"Offer", "AggregateOffer"}) and inside:
            found.extend({**n, "offers": [node]} for n in inside)
    return found


def listed(nodes: Iterable[Node]) -> list[Node]:
    """Products that an ItemList or a collection page enumerates."""
    found: list[Node] = []
    for node in nodes:
        if _is(node, {"ItemList", "OfferCatalog", "CollectionPage", "SearchResultsPage"}):
            for entry in (*_nodes(node.get("itemListElement")), *_nodes(node.get("mainEntity"))):
                found.extend(_nodes(entry.get("item")) or [entry])
    return found


def breadcrumbs(nodes: Iterable[Node], title: str | None) -> tuple[str, ...]:
    """Names of the breadcrumb from root to leaf, without the start page and the product itself."""
    for node in nodes:
        if not _is(node, {"BreadcrumbList"}):
            continue
        names = []
        # RDFa gives the entries in no order of their own.
        for entry in sorted(_nodes(node.get("itemListElement")), key=_position):
            item = next(iter(_nodes(entry.get("item"))), {})
            name = _name(entry.get("name")) or _name(item.get("name"))
            if name and name != title and name.lower() not in ("home", "首页", "start", "accueil"):
                names.append(name)
        if names:
            return tuple(names[:10])
    return ()


def _position(entry: Node) -> int:
    """``position`` of a list entry; entries that state none stay as they are, behind those that do."""
    stated = _text(entry.get("position")) or ""
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 5 else 10_000


def choose(candidates: list[Node], document: Document) -> Node | None:
    """The product the page is about: named like its headline or its address, with an offer; else the only one."""
    if not candidates:
        return None
    headline = _key(document.text(document.headline)) if document.headline is not None else ""
    named = _key(document.meta("og:title") or "")
    own = _path(document.own_address)

    def rank(pair: tuple[int, Node]) -> tuple[int, int]:
        place, node = pair
        name = _key(_text(node.get("name")) or "")
        score = 0
        if name and name in (headline, named):
            score += 4
        elif name and (name in headline or name in named or (headline and headline in name)):
            score += 2
        address = _text(node.get("url"))
        if address and own and _path(join(document.base, address)) == own:
            score += 3
        return (score + bool(_nodes(node.get("offers"))) + bool(_text(node.get("sku"))), -place)

    best = max(enumerate(candidates), key=rank)
    if len(candidates) > 3 and rank(best)[0] < 3:
        return None
    return best[1]


def product_facts(node: Node, layer: str, document: Document) -> Facts:
    """Everything one Product node says."""
    host = document.host
    offers: list[Offer] = []
    variants: list[Offer] = []
    for entry in _nodes(node.get("offers"))[:MAX_VARIANTS]:
        inner = _nodes(entry.get("offers"))[:MAX_VARIANTS]
        offers.append(_offer(entry, host))
        variants.extend(_offer(o, host) for o in inner)
    if not offers and ("price" in node or "lowPrice" in node):
        offers.append(_offer(node, host))
    for variant in (*_nodes(node.get("hasVariant")), *_nodes(node.get("model")))[:MAX_VARIANTS]:
        variants.append(_variant(variant, host))
    brand = next(iter(_nodes(node.get("brand")) or _nodes(node.get("manufacturer"))), None)
    seller = next((o.seller for o in offers if o.seller), None)
    return Facts(
        layer=layer,
        title=plain(_text(node.get("name")) or "", limit=500).replace("\n", " ") or None,
        description=plain(_text(node.get("description")) or "") or None,
        url=join(document.base, _text(node.get("url")) or "") or None,
        sku=_identifier(node.get("sku")) or next((o.sku for o in offers if o.sku), None),
        product_id=_identifier(node.get("productID"))
        or _identifier(node.get("productGroupID"))
        or _property(node.get("identifier")),
        mpn=_identifier(node.get("mpn")),
        gtin=next((g for key in _GTINS if (g := _identifier(node.get(key)))), None)
        or next((o.gtin for o in offers if o.gtin), None),
        brand=_name(brand.get("name") if brand else node.get("brand")),
        shop_name=seller,
        category=_category(node.get("category")),
        images=_images(node.get("image"), document.base),
        attributes=_attributes(node),
        offers=offers,
        variants=variants,
    )


def _offer(node: Node, host: str) -> Offer:
    specification, former = _specified(node)
    currency = currency_code(_text(node.get("priceCurrency")) or _text(specification.get("priceCurrency")))
    stated = _first(node.get("price"))
    price = _read(stated, currency, host) or _read(_first(specification.get("price")), currency, host)
    low = _read(_first(node.get("lowPrice")), currency, host)
    high = _read(_first(node.get("highPrice")), currency, host)
    if isinstance(stated, str) and (pair := read_range(stated, currency=currency, host=host)):
        price, low, high = None, *pair
    if low and high and low.hundredths > high.hundredths:
        low, high = high, low
    seller = next(iter(_nodes(node.get("seller")) or _nodes(node.get("offeredBy"))), {})
    return Offer(
        price=price,
        low=low,
        high=high,
        market=_above(_read(_first(former.get("price")), currency, host), price),
        status=status_of(_text(node.get("availability")) or _reference(node.get("availability"))),
        sku=_identifier(node.get("sku")),
        gtin=next((g for key in _GTINS if (g := _identifier(node.get(key)))), None),
        seller=_text(seller.get("name")) or None,
        spec=tuple((None, name) for name in [_text(node.get("name"))] if name and len(name) < 100),
    )


def _specified(node: Node) -> tuple[Node, Node]:
    """The price specification that a buyer pays today, and the one that says what it was or should be (``priceType``)."""
    paid: list[Node] = []
    former: list[Node] = []
    for entry in _nodes(node.get("priceSpecification")):
        kind = (_text(entry.get("priceType")) or "").rsplit("/", 1)[-1].lower()
        if "validForMemberTier" not in entry:
            (former if kind in _FORMER else paid).append(entry)
    return next(iter(paid or former), {}), next(iter(former), {}) if paid else {}


def _above(before: Amount | None, price: Amount | None) -> Amount | None:
    return before if before and price and before.hundredths > price.hundredths else None


def _variant(node: Node, host: str) -> Offer:
    offer = next((_offer(o, host) for o in _nodes(node.get("offers"))), Offer())
    offer.sku = _identifier(node.get("sku")) or offer.sku or _identifier(node.get("productID"))
    named = [
        (label, _text(node.get(key))) for key, label in (("color", "颜色"), ("size", "尺寸"), ("material", "材质"))
    ]
    spec = tuple((label, value) for label, value in named if value)
    offer.spec = spec or tuple((None, name) for name in [_text(node.get("name"))] if name)
    return offer


def _read(value: Any, currency: str | None, host: str) -> Amount | None:
    amount = read_stated(value, currency, host)
    # Some shops print 0 where the price is on request or comes later by script: that is no price.
    return amount if amount and amount.hundredths > 0 else None


def _attributes(node: Node) -> tuple[Attribute, ...]:
    found: dict[tuple[str, str], Attribute] = {}
    for entry in _nodes(node.get("additionalProperty")):
        name, value = _text(entry.get("name")), _text(entry.get("value"))
        if name and value:
            found.setdefault((name, value), Attribute(name[:100], value[:500], _text(entry.get("unitText")) or None))
    for key, label in (("material", "材质"), ("color", "颜色"), ("weight", "重量")):
        value = _text(node.get(key)) or next((_text(n.get("value")) for n in _nodes(node.get(key))), None)
        if value:
            found.setdefault((label, value), Attribute(label, value[:500]))
    return tuple(found.values())[:100]


def _name(value: Any) -> str | None:
    """A short name without markup; a template's placeholder that was never filled in ("$brand", "{{brand}}") is none."""
    text = clean(plain(_text(value) or "", limit=200))
    return None if not text or text.startswith(("$", "{{", "<%")) else text


def _category(value: Any) -> tuple[str, ...]:
    texts = [t for v in _many(value) if (t := _name(v.get("name") if isinstance(v, dict) else v))]
    if len(texts) == 1:
        for mark in (" > ", ">", " / ", "/"):
            if mark in texts[0]:
                return tuple(t for part in texts[0].split(mark) if (t := clean(part)))[:10]
    return tuple(texts[:10])


def _images(value: Any, base: str) -> tuple[str, ...]:
    found: list[str] = []
    for entry in _many(value)[:50]:
        if isinstance(entry, dict):
            entry = _text(entry.get("contentUrl")) or _text(entry.get("url"))
        if isinstance(entry, str) and (address := join(base, entry)) and address not in found:
            found.append(address)
    return tuple(found)


def _property(value: Any) -> str | None:
    """``identifier`` may be a text or a PropertyValue."""
    return _identifier(value) or next((_identifier(n.get("value")) for n in _nodes(value)), None)


def _identifier(value: Any) -> str | None:
    """An identifier as text, None for the words that shops put where none is known."""
    text = _text(value)
    if (
        text is None
        or len(text) > 100
        or text.lower() in ("none", "null", "n/a", "undefined", "false", "true", "-", "0")
    ):
        return None
    for prefix in ("sku:", "mpn:", "isbn:", "id:", "ean:", "gtin:", "productid:", "upc:", "asin:"):
        if text.lower().startswith(prefix):
            text = text[len(prefix) :].strip()
    return text or None


def _first(value: Any) -> Any:
    return next((v for v in _many(value) if v not in (None, "")), None)


def _text(value: Any) -> str | None:
    """The first text of a value; numbers as written."""
    for item in _many(value):
        if isinstance(item, bool):
            continue
        if isinstance(item, str) and item.strip():
            return item.strip()
        if isinstance(item, int | float):
            return str(item)
        if isinstance(item, dict) and isinstance(item.get("@value"), str):
            return str(item["@value"]).strip() or None
    return None


def _reference(value: Any) -> str | None:
    """``{"@id": …}``, as a term of a vocabulary is also written."""
    return next((str(n["@id"]) for n in _nodes(value) if isinstance(n.get("@id"), str)), None)


def _is(node: Node, kinds: Iterable[str]) -> bool:
    return any(str(t).rsplit("/", 1)[-1].rsplit(":", 1)[-1] in kinds for t in _many(node.get("@type")))


def _nodes(value: Any) -> list[Node]:
    return [v for v in _many(value) if isinstance(v, dict)]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _path(address: str) -> str:
    return unquote(urlsplit(address).path).rstrip("/").lower()
