"""Walks a web shop: its list pages and the products they link, a products JSON, sitemaps, or single product pages.

Options of a source: ``max_pages`` (list pages, 100), ``item_pattern`` and ``list_pattern`` (regular
expressions that the address of a product or list page must contain; without them links are recognised by
their shape), ``sitemap`` (true: the sitemaps that robots.txt names are walked too), ``currency`` (of a products JSON, which names none), ``follow`` (false: the start pages alone).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from scrapy.http import Response

from crawler.health import Failure, Scope
from crawler.listing import Listing, Shop
from crawler.platforms.web.document import join
from crawler.platforms.web.links import Links, is_errand, names_item
from crawler.platforms.web.page import PageReading, read_page
from crawler.platforms.web.sitemap import MAX_NESTING, Sitemap, read_sitemap, sitemaps_of
from crawler.spider import ListingSpider
from crawler.walls import wall

MAX_PAGES = 100
"""List pages walked from one start address unless the source says otherwise."""


class Spider(ListingSpider):
    """The web platform. A shop's id is its host (with the port, where one is written) unless the source names the shop."""

    name = "web"
    content_types = (*ListingSpider.content_types, "application/gzip", "application/x-gzip", "application/octet-stream")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        for option in ("item_pattern", "list_pattern"):
            if fault := _unusable(self._pattern(option)):
                yield self.missed(
                    f"options.{option}", "parse_failed", f"来源选项 {option} 不是可用的正则表达式（{fault}）"
                )
                return
        for url in self.source.start:
            yield self.get(url, self.parse, shop=self.shop_id(url))
        if self.source.options.get("sitemap") is True:
            for site in dict.fromkeys(join(url, "/robots.txt") for url in self.source.start):
                yield self.get(site, self.parse_robots, shop=self.shop_id(site))

    def parse(self, response: Response, page: int = 1, nesting: int = 0, **kwargs: Any) -> Iterable[Any]:
        """A start or list page or a sitemap: its products, or the links to them, and the next list page."""
        named = read_sitemap(response.body, response.url)
        if named is not None:
            yield from self._mapped(response, named, page, nesting)
            return
        reading = self._reading(response)
        shop = self.shop_id(response.url)
        if reading.feed:
            yield from self._feed(response, reading, shop, page)
            return
        if reading.listing is not None and not self._is_list(response.url):
            yield from self._take(response, reading)
            yield self.walked(Scope(shop=shop, complete=False))
            return
        links, certain = self._links(response, reading.links)
        if not self._follows():
            links = Links()
        if not links.items and not links.lists:
            if self._follows() and reading.kind is None and self._says_empty(reading):
                yield self.walked(Scope(shop=shop, complete=True))
            else:
                yield from self._fault(response, reading, shop)
            return
        for url in links.items:
            yield self.get(url, self.parse_item, shop=shop, item=certain, cb_kwargs={"certain": certain})
        yield from self._further(links.lists, shop, page)
        if page == 1:
            # Complete unless something of this shop is missed: health takes the word back for any NotSeen of it.
            yield self.walked(Scope(shop=shop, complete=True))

    def parse_item(self, response: Response, certain: bool = True) -> Iterable[Any]:
        """A page that a list page linked. ``certain``: the link looked like a product's, so reading none is a miss."""
        reading = self._reading(response, links=False)
        if reading.listings:
            yield from self._take(response, reading)
        elif certain or reading.kind is not None:
            yield from self._fault(response, reading, self.shop_id(response.url))

    def parse_robots(self, response: Response) -> Iterable[Any]:
        """The sitemaps that robots.txt names."""
        shop = self.shop_id(response.url)
        maps = sitemaps_of(response.body.decode("utf-8", "replace"), response.url)
        if not maps:
            yield self.missed(response.url, "parse_failed", "robots.txt 没有列出本站的站点地图", shop=shop)
        yield from self._maps(maps, shop, page=0, nesting=0)

    def _mapped(self, response: Response, named: Sitemap, page: int, nesting: int) -> Iterable[Any]:
        """Never a complete scope: a sitemap may be old or leave goods out, so what it does not name is not gone."""
        shop = self.shop_id(response.url)
        yield self.walked(Scope(shop=shop, complete=False))
        if named.fault:
            yield self.missed(response.url, named.kind, named.fault, shop=shop)
        if not self._follows():
            return
        pages = tuple(a for a in named.pages if not is_errand(a))
        items = tuple(a for a in pages if names_item(a))
        others = tuple(a for a in pages if not names_item(a))
        links, certain = self._links(response, Links(items, (), others))
        for url in links.items:
            yield self.get(url, self.parse_item, shop=shop, item=certain, cb_kwargs={"certain": certain})
        yield from self._further(links.lists, shop, page)
        yield from self._maps(named.maps, shop, page, nesting)

    def _maps(self, maps: tuple[str, ...], shop: str, page: int, nesting: int) -> Iterable[Any]:
        """Each sitemap counts as a list page behind the one that names it and those named before it."""
        for place, url in enumerate(maps):
            if nesting >= MAX_NESTING or page + place >= self._limit():
                why = f"站点地图层数或个数已达上限，其后 {len(maps) - place} 个未看"
                yield self.missed(url, "budget_spent", why, shop=shop)
                return
            kwargs = {"page": page + place + 1, "nesting": nesting + 1}
            yield self.get(url, self.parse, shop=shop, cb_kwargs=kwargs)

    def _limit(self) -> int:
        limit = self.source.options.get("max_pages", MAX_PAGES)
        return int(limit if isinstance(limit, int) else MAX_PAGES)

    def shop_id(self, url: str) -> str:
        """The id under which listings of this address are filed."""
        named = self.source.shop
        return named.id if named else urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")

    def _reading(self, response: Response, links: bool = True) -> PageReading:
        stated = (response.headers.get("Content-Type") or b"").decode("latin-1")
        currency = self.source.options.get("currency")
        currency = currency if isinstance(currency, str) else None
        return read_page(response.body, response.url, stated, currency=currency, links=links)

    def _take(self, response: Response, reading: PageReading) -> Iterable[Any]:
        shop = self.shop_id(response.url)
        for listing in reading.listings:
            # The title counts too: two items that a shop gave one number by mistake are both kept.
            names = {name for name in (listing.item_id, _own_name(listing.url)) if name}
            new = [self.first((shop, name, listing.title)) for name in names]  # every name is to be remembered
            if all(new):
                yield self.seen(response, self._filed(listing, response.url))
        for note in (*reading.notes, *([reading.why] if reading.why else [])):
            kind: Failure = "truncated" if reading.notes else "parse_failed"
            yield self.missed(response.url, kind, note, shop=shop)

    def _filed(self, listing: Listing, url: str) -> Listing:
        """The listing under the shop it was found in: a copy of a page may call another host its own."""
        named, own = self.source.shop, listing.shop or Shop()
        shop = msgspec.structs.replace(own, id=self.shop_id(url), name=named.name if named and named.name else own.name)
        foreign = listing.url is None or urlsplit(listing.url).hostname != urlsplit(url).hostname
        return msgspec.structs.replace(listing, shop=shop, url=url if foreign else listing.url)

    def _feed(self, response: Response, reading: PageReading, shop: str, page: int) -> Iterable[Any]:
        yield from self._take(response, reading)
        several = urlsplit(response.url).path.endswith("/products.json")
        if page == 1:
            yield self.walked(Scope(shop=shop, complete=several))
        if several and reading.listings and self._follows():
            yield from self._further((_next_feed(response.url, page + 1),), shop, page)

    def _further(self, lists: Iterable[str], shop: str, page: int) -> Iterable[Any]:
        for url in lists:
            if page < self._limit():
                yield self.get(url, self.parse, shop=shop, cb_kwargs={"page": page + 1})
            else:
                yield self.missed(url, "budget_spent", f"列表页已达上限（{page} 页），其后未看", shop=shop)
                return

    def _links(self, response: Response, links: Links) -> tuple[Links, bool]:
        """Links to follow, and whether those to products were recognised as such rather than just tried."""
        wanted, listed = self._pattern("item_pattern"), self._pattern("list_pattern")
        items, lists = links.items or links.others, links.lists
        certain = bool(links.items)
        if wanted:
            items, certain = tuple(a for a in links.every if re.search(wanted, a)), True
        if listed:
            lists = tuple(a for a in links.every if re.search(listed, a))
        return Links(tuple(a for a in items if a not in lists), lists), certain

    def _is_list(self, url: str) -> bool:
        """A page whose address the source calls a list, even where one of its cards reads like a product."""
        listed = self._pattern("list_pattern")
        return bool(listed and re.search(listed, url))

    def _fault(self, response: Response, reading: PageReading, shop: str) -> Iterable[Any]:
        # The base names a wall by itself; naming it twice would count one refusal as two.
        if reading.kind not in ("captcha", "login_wall") or wall(response.body, "utf-8") is None:
            yield self.missed(response.url, reading.kind or "parse_failed", reading.why or "没有读到商品", shop=shop)

    def _says_empty(self, reading: PageReading) -> bool:
        return self.source.expect.empty_allowed and reading.listing is None

    def _follows(self) -> bool:
        return self.source.options.get("follow") is not False

    def _pattern(self, option: str) -> str:
        value = self.source.options.get(option)
        return value if isinstance(value, str) else ""


def _unusable(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return None


def _own_name(url: str | None) -> str | None:
    """The canonical address of an item as a name of it; a start page is the canonical one of nothing."""
    return url if url and urlsplit(url).path.strip("/") else None


def _next_feed(url: str, page: int) -> str:
    """The next page of a products JSON; it ends with an empty list."""
    parts = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(parts.query) if k != "page"]
    return parts._replace(query=urlencode([*query, ("page", str(page))])).geturl()
