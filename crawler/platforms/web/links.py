"""Where a page leads: products it lists and its further list pages, on its own host alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree

from crawler.platforms.web.document import Document, join, strings
from crawler.platforms.web.jsonld import Node
from crawler.platforms.web.schema_product import listed

MAX_LINKS = 2_000
MAX_OTHERS = 500
_ITEM_PATH = re.compile(
    r"/(?:products?|items?|goods|detail|dp|p|sku|shangpin|prod)(?:/|[-_.]?\d)|[?&](?:item_?id|goods_?id|product_?id|sku)=|/\d{4,}(?:\.s?html?)?$|"
    r"[-_]\d{4,}\.html?$|\.html?\.gz$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"/(?:cart|checkout|login|register|account|user|help|about|contact|wishlist|compare|search)\b|[?&](?:sort|order|orderby|add-to-cart)=",
    re.IGNORECASE,
)
_NEXT_WORDS = re.compile(r"^(?:下一页|下页|下一頁|next(?: page)?|›|»|>|后页)\s*[›»>]?$", re.IGNORECASE)
_PAGE_PARAMETER = re.compile(
    r"(?:[?&](?:page|p|pg|paged|pageno|page_no|page_num)=|/page[/-])(\d{1,5})\b", re.IGNORECASE
)
_TRACKING = re.compile(
    r"[?&](?:utm_\w+|gclid|fbclid|msclkid|yclid|srsltid|spm|scm|_pos|_sid|_ss|_psq|_fid)=", re.IGNORECASE
)
_ITEM_CLASS = re.compile(r"product|item|goods|shangpin|card|tile", re.IGNORECASE)
_INDEX_TITLE = re.compile(r"^(?:Directory listing for|Index of) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """``items``: addresses that should be product pages; ``lists``: the next list pages. Absolute, each once, in order."""

    items: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Same-host links in the page's own content that look like neither."""

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each once, for a source that says itself which are which."""
        return tuple(dict.fromkeys((*self.items, *self.lists, *self.others)))


def names_item(address: str) -> bool:
    """Whether an address looks like that of one product."""
    return bool(_ITEM_PATH.search(address))


def is_errand(address: str) -> bool:
    """Whether an address does something (cart, login, sorting) instead of showing an item."""
    return bool(_NEVER.search(address))


def path_of(address: str) -> str:
    """The path of an address, "" for one that is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def links_of(document: Document, nodes: Iterable[Node] = ()) -> Links:
    """Links of a page that was fetched from an address; a file without one yields none."""
    own = document.address
    if not own:
        return Links()
    host = _host_of(own)
    items: dict[str, None] = {}
    lists: dict[str, None] = {}
    others: dict[str, None] = {}
    for node in listed(nodes):
        address = node.get("url") or node.get("@id")
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, str) and _host_of(joined := join(document.base, address)) == host:
            items[joined] = None
    for address in strings(document.root, "//link[@rel='next']/@href | //a[@rel='next']/@href"):
        if _host_of(joined := join(document.base, address)) == host:
            lists[joined] = None
    index = _is_index(document)
    for element in document.root.iter("a"):
        address = untracked(join(document.base, element.get("href") or ""))
        if not address or address == own or _host_of(address) != host or len(items) >= MAX_LINKS:
            continue
        if _is_next(element, address, document):
            lists.setdefault(address)
        elif _NEVER.search(address):
            continue
        elif _is_item(element, address, index):
            items.setdefault(address)
        elif len(others) < MAX_OTHERS and urlsplit(address).path not in ("", "/"):
            others.setdefault(address)
    lists = {a: None for a in lists if a != own and a not in items}
    items.pop(own, None)
    return Links(tuple(items), tuple(lists), tuple(a for a in others if a not in lists and a not in items))


def _is_index(document: Document) -> bool:
    """A bare list of links: a directory listing, or a page without pictures whose words are nearly all link texts."""
    if _INDEX_TITLE.match(document.window_title):
        return True
    body = document.root.find("body")
    if body is None or body.find(".//img") is not None:
        return False
    linked = sum(len(document.text(a, limit=200)) for a in body.iter("a"))
    return linked * 5 >= len(document.text(body)) * 4


def _is_next(element: etree._Element, address: str, document: Document) -> bool:
    words = document.text(element, limit=40)
    if _NEXT_WORDS.match(words) or _NEXT_WORDS.match((element.get("title") or element.get("aria-label") or "").strip()):
        return True
    return words.isdigit() and (match := _PAGE_PARAMETER.search(address)) is not None and match[1] == words != "1"


def _is_item(element: etree._Element, address: str, index: bool) -> bool:
    """A directory index names files; elsewhere the address must look like a product's, or the link sit in a product card."""
    path = urlsplit(address).path
    if index and re.search(r"\.(?:html?|html?\.gz|json)$", path, re.IGNORECASE):
        return True
    if _PAGE_PARAMETER.search(address) and not _ITEM_PATH.search(path):
        return False
    if _ITEM_PATH.search(address):
        return True
    if path in ("", "/"):
        return False
    for step, ancestor in enumerate(element.iterancestors()):
        if step > 3:
            break
        if ancestor.get("itemscope") is not None and "Product" in (ancestor.get("itemtype") or ""):
            return True
        if ancestor.tag in ("nav", "header", "footer"):
            return False
        if (
            ancestor.tag in ("li", "div", "article")
            and _ITEM_CLASS.search(ancestor.get("class") or "")
            and element.find(".//img") is not None
        ):
            return True
    return False


def untracked(address: str) -> str:
    """An address without what advertising hangs on it, so that one page keeps one address."""
    if "?" not in address or not _TRACKING.search(address):
        return address
    head, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(f"&{part}"))
    return f"{head}?{kept}" if kept else head


@lru_cache(maxsize=4096)
def _host_of(address: str) -> tuple[str, int | None] | None:
    parts = urlsplit(address)
    return (parts.hostname, parts.port) if parts.hostname else None
