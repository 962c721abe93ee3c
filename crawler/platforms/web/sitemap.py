"""Sitemaps (sitemaps.org) and sitemap indexes as addresses; bounded, and without any entity being resolved."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from crawler.health import Failure
from crawler.platforms.web.decoding import Undecodable, unpack
from crawler.platforms.web.document import join

MAX_ENTRIES = 50_000
"""Entries of one file, as the protocol allows; what stands behind them is named as not looked at."""
MAX_NESTING = 3
"""Levels of indexes within indexes; the protocol allows none."""
LOOKED_AT = 100_000
_ROOT = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:urlset|sitemapindex)[\s>]")
_NAMED = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_GOODS = re.compile(r"product|goods|item|shangpin", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``pages`` and further ``maps``, absolute, each once, in order; ``fault`` says in Chinese what could not be read."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    fault: str | None = None
    kind: Failure = "parse_failed"


def read_sitemap(body: bytes, url: str) -> Sitemap | None:
    """What a sitemap names on its own host, packed or not; None when the body is no sitemap.

    Entries that stand before a fault are kept.
    """
    try:
        data = unpack(body)
    except Undecodable:
        return None
    head = data[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith((b"<?xml", b"<urlset", b"<sitemapindex", b"<!DOCTYPE")) or not _ROOT.search(head):
        return None
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Sitemap(fault="站点地图带有文档类型或实体定义，未读取")
    pages: dict[str, None] = {}
    maps: dict[str, None] = {}
    fault: str | None = None
    kind: Failure = "parse_failed"
    refused = 0
    host = urlsplit(url).netloc
    try:
        for entry, text in _places(data):
            address = join(url, text)
            if len(pages) + len(maps) >= MAX_ENTRIES:
                kind, fault = "budget_spent", f"站点地图超过 {MAX_ENTRIES} 条，其后未看"
                break
            if address and urlsplit(address).netloc == host:
                (maps if entry == "sitemap" else pages).setdefault(address)
            else:
                refused += 1
    except (etree.XMLSyntaxError, ValueError) as error:
        fault = f"站点地图不是完整的 XML（第 {getattr(error, 'lineno', None) or '?'} 行起未读）"
    if refused and not fault:
        kind, fault = "off_site", f"站点地图中有 {refused} 条不是本站地址，未看"
    # A budget that ends early should have been spent on goods.
    return Sitemap(tuple(pages), tuple(sorted(maps, key=lambda m: not _GOODS.search(m))), fault, kind)


def sitemaps_of(robots: str, url: str) -> tuple[str, ...]:
    """Addresses of the sitemaps that a robots.txt names on its own host, each once."""
    named = (join(url, match[1]) for match in _NAMED.finditer(robots))
    return tuple(dict.fromkeys(a for a in named if a and urlsplit(a).netloc == urlsplit(url).netloc))


def _places(data: bytes) -> Iterator[tuple[str, str]]:
    """The kind of each entry (``url``, ``sitemap``) and its address; elements are dropped as soon as they are read."""
    walk = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in walk:
        name = str(element.tag).rpartition("}")[2]
        if name in ("url", "sitemap"):
            place = next((c for c in element if str(c.tag).rpartition("}")[2] == "loc"), None)
            yield name, (place.text or "").strip() if place is not None else ""
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
