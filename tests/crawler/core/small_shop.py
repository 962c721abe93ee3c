"""A shop of a few plain pages on a free loopback port, and the spider that walks it; every request is counted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crawler.health import Scope
from crawler.listing import Listing, Shop
from crawler.spider import ListingSpider

Answer = tuple[int, dict[str, str], bytes]


def html(body: str, charset: str = "utf-8") -> Answer:
    page = f"<html><body>{body}</body></html>"
    return 200, {"Content-Type": f"text/html; charset={charset}"}, page.encode(charset)


def shelf(*paths: str, after: str | None = None) -> Answer:
    links = "".join(f'<a class="item" href="{path}">看</a>' for path in paths)
    more = f'<a rel="next" href="{after}">下一页</a>' if after else ""
    return html(links + more)


def item(number: int) -> Answer:
    return html(f'<h1 data-id="{number}">银戒指 {number} 号</h1>')


@dataclass
class SmallShop:
    """``pages``: path -> answer, or a function that gives one. ``hits``: every path asked for, in order."""

    pages: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    base: str = ""

    def __post_init__(self) -> None:
        self.pages.setdefault("/robots.txt", (200, {"Content-Type": "text/plain"}, b"User-agent: *\nAllow: /\n"))

    @classmethod
    def of(cls, items: int, per_page: int = 5) -> SmallShop:
        """A shop of ``items`` items on shelves of ``per_page``, the first shelf at ``/shelf/1``."""
        pages: dict[str, Answer | Callable[[], Answer]] = {f"/item/{n}": item(n) for n in range(items)}
        count = -(-items // per_page)
        for page in range(count):
            paths = [f"/item/{n}" for n in range(page * per_page, min(items, (page + 1) * per_page))]
            pages[f"/shelf/{page + 1}"] = shelf(*paths, after=f"/shelf/{page + 2}" if page + 1 < count else None)
        return cls(pages)

    def asked(self, path: str) -> int:
        return self.hits.count(path)


@contextmanager
def open_shop(shop: SmallShop) -> Iterator[SmallShop]:
    """Serve a shop while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.hits.append(self.path)
            found = shop.pages.get(self.path)
            status, headers, body = found() if callable(found) else found or (404, {"Content-Type": "text/html"}, b"no")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            with suppress(BrokenPipeError, ConnectionResetError):  # the crawler was killed meanwhile
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shop.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()


class Spider(ListingSpider):
    """Walks shelves by rel=next and reads items; a heading that reads 坏 makes the parser fail."""

    own_pages = False

    def parse(self, response: Any, **kwargs: Any) -> Any:
        for href in response.css("a.item::attr(href)").getall():
            yield self.get(response.urljoin(href), self.parse_item, shop="s1", item=self.own_pages)
        after = response.css("a[rel=next]::attr(href)").get()
        if after:
            yield self.get(response.urljoin(after), self.parse, shop="s1")
        else:
            yield self.walked(Scope(shop="s1", complete=True))

    def parse_item(self, response: Any) -> Any:
        heading = response.css("h1")
        if heading:
            title = heading.css("::text").get("")
            title = title.replace("半个字", "\ud800")
            if "坏" in title:
                raise KeyError("price")
            yield self.seen(response, Listing("web", heading.attrib["data-id"], title=title, shop=Shop(id="s1")))


class ItemWalker(Spider):
    """Knows that the pages it reads items from are the items' own."""

    own_pages = True


class Stumbling(Spider):
    """Fails while it says where to start."""

    async def start(self) -> Any:
        yield self.get(self.source.start[0], self.parse)
        raise ValueError("options")
