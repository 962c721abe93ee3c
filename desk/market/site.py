"""The site: serves one day of the market on a loopback port; the day can be turned while addresses stay the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from desk.market import pages, shelf_json
from desk.market.picture import png
from desk.market.shelves import DAYS, Goods, Shelf, shelves
from desk.market.transcript import webvtt

ROBOTS = "User-agent: *\nCrawl-delay: 0.05\nDisallow: /members/\n"

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


class Answer(NamedTuple):
    status: int
    content_type: str
    body: bytes


class Site:
    """A running market. ``base_url`` has no slash at its end; ``day`` may be set to 1, 2 or 3 at any time."""

    def __init__(self, base_url: str, day: int) -> None:
        self.base_url = base_url
        self.day = day

    @property
    def day(self) -> int:
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        if day not in DAYS:
            raise ValueError(f"the market has days {DAYS}, not {day}")
        self._day = day


@contextmanager
def serve(day: int = 1, port: int = 0) -> Iterator[Site]:
    """Serve the market on 127.0.0.1 until the block ends. ``port`` 0 takes a free one. Raises OSError if it is taken."""
    with ThreadingHTTPServer(("127.0.0.1", port), _Handler) as server:
        site = Site(f"http://127.0.0.1:{server.server_address[1]}", day)
        server.site = site  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def answer(target: str, day: int) -> Answer:
    """What the market answers on a day to a request for ``target`` (path and query)."""
    parts = urlsplit(target)
    for pattern, page in _ROUTES:
        match = pattern.fullmatch(parts.path)
        if match:
            try:
                return page(day, _number(parts.query), *match.groups())
            except LookupError:
                break
    return Answer(404, HTML, "<!doctype html><title>页面不存在</title><p>页面不存在".encode())


def _number(query: str) -> int:
    """The page asked for; anything that is no page number raises LookupError."""
    stated = parse_qs(query).get("page", ["1"])[0]
    if not re.fullmatch(r"[1-9][0-9]{0,3}", stated):
        raise LookupError(stated)
    return int(stated)


def _front(day: int, number: int) -> Answer:
    return Answer(200, HTML, pages.front_page().encode())


def _robots(day: int, number: int) -> Answer:
    return Answer(200, "text/plain; charset=utf-8", ROBOTS.encode())


def _directory(day: int, number: int) -> Answer:
    return Answer(200, JSON, _dumped(shelf_json.directory()))


def _shelf_page(day: int, number: int, shelf_id: str) -> Answer:
    shelf = _by_address()[shelf_id]
    trouble = shelf.trouble.get(day)
    if trouble and trouble.page == number:
        if trouble.answer == "error":
            return Answer(500, HTML, "<!doctype html><title>服务繁忙</title><p>服务繁忙".encode())
        return Answer(200, HTML, pages.login_page().encode())
    if shelf.form == "html":
        return Answer(200, HTML, pages.list_page(shelf, day, number).encode())
    return Answer(200, JSON, _dumped(shelf_json.shelf_page(shelf, day, number)))


def _transcript(day: int, number: int, room_id: str) -> Answer:
    shelf = _by_address()[f"/api/rooms/{room_id}/shelf"]
    return Answer(200, "text/vtt; charset=utf-8", webvtt(shelf, day).encode())


def _item(day: int, number: int, item_id: str) -> Answer:
    shelf, goods = _by_item(day)[item_id]
    return Answer(200, HTML, pages.item_page(shelf, goods).encode())


def _picture(day: int, number: int, name: str) -> Answer:
    return Answer(200, "image/png", png(name))


def _members(day: int, number: int) -> Answer:
    return Answer(403, HTML, "<!doctype html><title>会员专区</title><p>会员专区，仅限本人查看".encode())


_ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = tuple(
    (re.compile(pattern), page)
    for pattern, page in (
        (r"/", _front),
        (r"/robots\.txt", _robots),
        (r"/market\.json", _directory),
        (r"(/shops/\d{19}/|/api/shops/\d{19}/goods|/api/rooms/\d{19}/shelf)", _shelf_page),
        (r"/rooms/(\d{19})/transcript\.vtt", _transcript),
        (r"/items/(\d{19})\.html", _item),
        (r"/pictures/(\d{19}-\d{1,2})\.png", _picture),
        (r"/members/orders\.html", _members),
    )
)


def _by_address() -> dict[str, Shelf]:
    return {shelf_json.address(shelf): shelf for shelf in shelves()}


def _by_item(day: int) -> dict[str, tuple[Shelf, Goods]]:
    return {goods.id: (shelf, goods) for shelf in shelves() for goods in shelf.days[day]}


def _dumped(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Market"
    timeout = 30

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        try:
            reply = answer(self.path, site.day)
        except ValueError:
            reply = Answer(400, HTML, b"")
        self.send_response(reply.status, HTTPStatus(reply.status).phrase)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the crawl's own log has every request."""
