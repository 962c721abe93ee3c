"""One saved or fetched page of a web shop as a Listing: ``read_page`` is pure, it opens and fetches nothing.

Order of trust: JSON-LD, then microdata, then RDFa, then OpenGraph and meta tags, then what a reader
sees. Each field is taken from the most trusted layer that states it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.health import Failure
from crawler.listing import Listing
from crawler.platforms.web.assemble import assemble
from crawler.platforms.web.carried import carried_facts
from crawler.platforms.web.decoding import Undecodable, decode, unpack
from crawler.platforms.web.described import described
from crawler.platforms.web.document import Document
from crawler.platforms.web.embedded import loose_properties, microdata_nodes, rdfa_nodes
from crawler.platforms.web.facts import Facts
from crawler.platforms.web.jsonld import Node, jsonld_nodes
from crawler.platforms.web.links import Links, links_of, names_item
from crawler.platforms.web.obstacles import cut_off, obstacle
from crawler.platforms.web.opengraph import calls_itself_product, opengraph_facts
from crawler.platforms.web.regions import spots
from crawler.platforms.web.schema_product import breadcrumbs, choose, listed, product_facts, products
from crawler.platforms.web.shopify import is_shopify, read_shopify
from crawler.platforms.web.state import states
from crawler.platforms.web.visible import visible_facts


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page yields: its ``listings`` (one for a product page, many for a product feed), or ``why`` there is none.

    ``kind`` names the failure for the health of a run; None with an empty ``listings`` means a page that is
    no product page and hides nothing (a list, an article). ``notes`` are doubts about a listing that was read.
    """

    listings: tuple[Listing, ...] = ()
    kind: Failure | None = None
    why: str | None = None
    links: Links = field(default_factory=Links)
    notes: tuple[str, ...] = ()
    feed: bool = False
    """A products JSON: every product in one document."""
    layers: tuple[Facts, ...] = ()
    crumbs: tuple[str, ...] = ()
    """What the layers of the page say of its product, in order of trust, and its breadcrumbs: ``origins`` asks them."""

    @property
    def listing(self) -> Listing | None:
        """The page's product; the first one of a feed."""
        return self.listings[0] if self.listings else None


def read_page(
    body: bytes | str,
    url: str = "",
    content_type: str | None = None,
    *,
    currency: str | None = None,
    links: bool = True,
) -> PageReading:
    """Read one page. ``url`` is its address ("" for a file), ``content_type`` the header of that name;
    ``currency`` is that of a products JSON, which names none itself (CNY when it is not given).
    ``links``: False leaves out where a product page leads, for callers that do not follow it.

    Never raises for what a page holds: a page that cannot be read comes back with ``kind`` and ``why``.
    """
    try:
        text = body if isinstance(body, str) else decode(unpack(body), content_type).text
    except Undecodable as error:
        return PageReading(kind=_failure(error.kind), why=error.reason)
    text = text.lstrip("\ufeff")
    if not text.strip():
        return PageReading(kind="empty", why="页面内容为空")
    if text.lstrip()[:1] in "{[":
        if not is_shopify(text):
            return PageReading(kind="wrong_type", why="内容是 JSON，但不是可识别的商品数据")
        listings, refused = read_shopify(text, url, currency)
        failed = refused and not listings
        return PageReading(listings, "parse_failed" if failed else None, refused or None, feed=not failed)
    if "<" not in text[:100_000]:
        return PageReading(kind="wrong_type", why="内容不是网页")
    return _read_html(Document(text, url), links)


def _read_html(document: Document, linked: bool) -> PageReading:
    ld = jsonld_nodes(document)
    micro = microdata_nodes(document)
    rdfa = rdfa_nodes(document)
    layers = _layers(document, ld, micro, rdfa)
    meta = opengraph_facts(document)
    around = spots(document)
    shown = visible_facts(document, around)
    structured = [f for f in layers if f.title]
    state = list(states(document))
    enumerated = listed([*ld, *micro])
    many = len(products(ld)) > 3 or len(products(micro)) > 3 or len(enumerated) > 1
    product_like = (
        bool(structured)
        or calls_itself_product(document)
        or (not many and (any(f.priced for f in state) or shown.sells or _sells_one(shown.facts, document)))
    )
    links = links_of(document, [*ld, *micro]) if linked or not product_like else Links()
    if not product_like:
        kind_why = obstacle(document)
        if kind_why:
            return PageReading(kind=kind_why[0], why=kind_why[1], links=links)
        if cut_off(document.source):
            return PageReading(kind="truncated", why="页面内容不完整（中途截断），没有读到商品", links=links)
        if many or links.items:
            return PageReading(why="这是商品列表页，不是单件商品页", links=links)
        return PageReading(why="页面上没有找到商品信息", links=links)
    names = breadcrumbs([*ld, *micro, *rdfa], next((f.title for f in layers if f.title), None))
    carried = carried_facts(around, document.host)
    shown.facts.description, shown.facts.attributes = described(document, around)
    stated = [*layers, *state, meta, shown.facts, carried]
    listing = assemble(stated, names, document, around)
    if listing is None:
        return PageReading(kind="parse_failed", why="页面像商品页，但没有读到商品名称", links=links)
    notes = ("页面内容不完整（中途截断），所读内容可能有缺",) if cut_off(document.source) else ()
    return PageReading(listings=(listing,), links=links, notes=notes, layers=tuple(stated), crumbs=names)


def _sells_one(seen: Facts, document: Document) -> bool:
    """A price, a way to buy and an address that names one item, where nothing else tells a product from a list."""
    return seen.priced and seen.offers[0].status is not None and names_item(document.own_address)


def _layers(document: Document, ld: list[Node], micro: list[Node], rdfa: list[Node]) -> list[Facts]:
    found: list[Facts] = []
    for name, nodes in (("json-ld", ld), ("microdata", micro), ("rdfa", rdfa)):
        node = choose(products(nodes), document)
        if node is not None:
            found.append(product_facts(node, name, document))
        elif name == "microdata":
            offers = [n for n in nodes if "Offer" in n.get("@type", []) or "AggregateOffer" in n.get("@type", [])]
            if len(offers) == 1:
                found.append(product_facts({"@type": ["Product"], "offers": offers}, name, document))
    if not any(f.layer == "microdata" and f.priced for f in found):
        loose = loose_properties(document)
        if loose is not None:
            found.append(product_facts(loose, "microdata", document))
    return found


def _failure(kind: str) -> Failure:
    known: dict[str, Failure] = {"truncated": "truncated", "too_large": "too_large", "wrong_type": "wrong_type"}
    return known.get(kind, "wrong_encoding")
