"""ListingSpider: the base of every platform's spider. It names every failure and loses nothing.

A platform says how to walk: ``get`` asks for an address, callbacks are plain generators that yield ``seen``,
``walked``, ``missed``, a ``ShelfEntry`` and further ``get``. Whatever goes wrong with a request becomes a NotSeen that carries
the shop and room it was asked for; the callback of that page is then not called.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import scrapy
from msgspec import Struct
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from crawler.evidence import Exchange
from crawler.failures import name_exception, name_parse_error, name_response
from crawler.health import Failure, NotSeen, Scope
from crawler.journal import Ask
from crawler.ledger import UNWRITABLE, Ledger
from crawler.listing import Listing, ListingRefused, Provenance, Route, Shop, decode_listing, encode_listing
from crawler.pictures.fetching import fetched, kept_aside
from crawler.pictures.picture import Fetched
from crawler.pictures.wanted import wanted
from crawler.remembered import Remembered
from crawler.shelf import ShelfEntry
from crawler.sighting import Missed, Seen, Walked
from crawler.source import Source, addressable
from crawler.walls import wall

logger = logging.getLogger(__name__)

_LOGIN_ADDRESS = re.compile(r"//(?:login|passport|sso|account)\.|/(?:login|signin|sign_in|passport)\b", re.IGNORECASE)

Callback = Callable[..., Iterable[Any] | None]


class Yielded(Struct):
    """What a callback yielded, sorted."""

    seen: list[Listing] = []
    walked: list[Scope] = []
    missed: list[NotSeen] = []
    follows: list[Ask] = []
    shelf: list[ShelfEntry] = []


class ListingSpider(scrapy.Spider):
    """Base spider. ``source`` says where and on what basis; ``now`` gives the time of an observation (UTC)."""

    name = "listings"
    route: Route = "page"
    """By which of the routes what this spider sees has come in."""
    content_types: tuple[str, ...] = (
        "text/", "application/json", "application/ld+json", "application/javascript", "application/xhtml+xml",
        "application/xml", "application/vnd.api+json", "application/x-subrip",
    )  # fmt: skip
    """Beginnings of the content types that the platform's pages read; anything else is named ``wrong_type``."""

    def __init__(
        self,
        source: Source,
        *,
        ledger: Ledger | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source = source
        self.now = now
        self.ledger = ledger
        self.on_outcome: Callable[[Failure | None, bool], object] = lambda kind, picture: None
        """Told of every finished request: the kind of its failure, or None for what was read; whether it was a picture."""

    async def start(self) -> AsyncIterator[Any]:
        """The source's start addresses, each to ``parse``; a platform may start otherwise."""
        for url in self.source.start:
            yield self.get(url, self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        """The callback of the start addresses."""
        raise TypeError(f"{type(self).__name__} has no parse()")

    def get(
        self,
        url: str,
        callback: Callback,
        *,
        shop: str | None = None,
        room: str | None = None,
        item: bool = False,
        cb_kwargs: dict[str, Any] | None = None,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: str | None = None,
        priority: int = 0,
    ) -> scrapy.Request | Missed:
        """Ask for an address on behalf of a shelf (``shop.id``, ``room.id`` as its listings carry them).

        ``callback`` is a method of this spider; ``cb_kwargs`` are plain JSON values (they outlive a killed
        process). ``item``: the address is one item's own page, so that 404 and 410 say the item has vanished.
        The same address is fetched once in a run, however often it is asked for.
        What is no http(s) address becomes a Missed to yield: a broken link must not end the page it is on.
        """
        if not addressable(url):
            return self.missed(url[:200], "off_site", "不是可以访问的网页地址", shop=shop, room=room)
        return self.request_for(
            Ask(
                url=url, callback=callback.__name__, kwargs=cb_kwargs or {}, shop=shop, room=room, item=item, method=method,
                headers=headers or {}, body=body, priority=priority,
            )
        )  # fmt: skip

    def request_for(self, ask: Ask) -> scrapy.Request:
        """A journaled request as one that Scrapy can send. ``exchanges`` collects the evidence of all its hops."""
        return scrapy.Request(
            ask.url, self.landed, method=ask.method, headers=ask.headers, body=ask.body, priority=ask.priority,
            errback=self.lost, dont_filter=True, meta={"ask": ask, "exchanges": []},
        )  # fmt: skip

    def seen(self, response: Response, listing: Listing) -> Seen:
        """A listing that was read from ``response``: stamps provenance, the time of fetching and the source's shop."""
        exchanges: list[Exchange] = response.meta.get("exchanges", []) if response.request else []
        given = listing.source or Provenance()
        source = msgspec.structs.replace(
            given,
            route=self.route,
            connector=self.source.platform,
            grant_id=self.source.basis.grant_id,
            # What was read; a 304 says only that it still holds.
            warc=next((e.record_id for e in reversed(exchanges) if e.status != 304), given.warc),
        )
        at = listing.observed_at or (exchanges[-1].at if exchanges else self.now())
        return Seen(
            msgspec.structs.replace(
                listing, source=source, observed_at=at, url=listing.url or response.url, shop=self._shop(listing.shop)
            )
        )

    def first(self, name: tuple[str | None, ...]) -> bool:
        """Whether this name is met for the first time in this process; it is remembered on disk."""
        return self._met.add(hashlib.blake2b(repr(name).encode(), digest_size=16).digest())

    @cached_property
    def _met(self) -> Remembered:
        folder = self.settings.get("STAGING_DIR") if hasattr(self, "settings") else None
        return Remembered(Path(folder) / "met.db" if folder else None)

    def walked(self, scope: Scope) -> Walked:
        """A shelf that was walked to its end."""
        return Walked(scope)

    def missed(
        self, what: str, kind: Failure, reason: str, *, shop: str | None = None, room: str | None = None
    ) -> Missed:
        """Something the spider itself could not see; ``reason`` is one Chinese sentence."""
        return Missed(NotSeen(what=what, kind=kind, reason=reason, shop=shop, room=room))

    def landed(self, response: Response) -> Iterable[scrapy.Request]:
        """Every response comes in here: name what is wrong with it, or read it; then take all in as one unit."""
        ask: Ask = response.meta["ask"]
        if ask.picture:
            yield from self._take_in_picture(ask, response)
            return
        yielded = Yielded()
        fault = name_response(response, self.content_types)
        if ask.item and response.status in (404, 410):
            fault = "vanished", f"商品页面已不存在（HTTP {response.status}）"
        if fault is None:
            fault = self._read(ask, response, yielded)
        failure = NotSeen(what=ask.url, kind=fault[0], reason=fault[1], shop=ask.shop, room=ask.room) if fault else None
        yield from self._take_in(ask, response.meta["exchanges"], failure, response.status, yielded)

    def lost(self, failure: TwistedFailure) -> Iterable[scrapy.Request]:
        """Every request without a response comes in here."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        ask: Ask = request.meta["ask"]
        kind, reason = name_exception(failure.value)
        if kind == "off_site" and _LOGIN_ADDRESS.search(request.url):
            kind, reason = "login_wall", "对方将访问转到登录页面"
        logger.info("%s %s: %s", kind, ask.url, failure.value)
        missed = NotSeen(what=ask.url, kind=kind, reason=reason, shop=ask.shop, room=ask.room, picture=ask.picture)
        yield from self._take_in(ask, request.meta["exchanges"], missed, None, Yielded())

    def sort(self, output: Any, into: Yielded) -> None:
        """Put one thing that a callback yielded where it belongs.

        Raises TypeError for anything unknown and UnicodeEncodeError for what the journal could not hold.
        """
        if isinstance(output, Seen):
            self._admit(output.listing, into)
        elif isinstance(output, ShelfEntry):
            msgspec.json.encode(output)
            into.shelf.append(output)
        elif isinstance(output, Walked):
            msgspec.json.encode(output.scope)
            into.walked.append(output.scope)
        elif isinstance(output, Missed):
            miss = output.not_seen
            into.missed.append(
                msgspec.structs.replace(miss, what=_encodable(miss.what), reason=_encodable(miss.reason))
            )
        elif isinstance(output, scrapy.Request):
            ask = output.meta.get("ask")
            if not isinstance(ask, Ask):
                raise TypeError(f"{output.url}: yield self.get(...), not a bare Request")
            # As the journal would give it back: arguments look the same in a crawl that was never killed.
            into.follows.append(msgspec.json.decode(msgspec.json.encode(ask), type=Ask))
        elif output is not None:
            raise TypeError(f"a callback yielded {type(output).__name__}")

    def _admit(self, listing: Listing, into: Yielded) -> None:
        """Take a listing through the door that every reader of the run will use; what it refuses is named."""
        try:
            into.seen.append(decode_listing(encode_listing(listing)))
        except (ListingRefused, UnicodeEncodeError) as refused:
            # JSON can spell half a character pair, which no file can hold.
            why = str(refused) if isinstance(refused, ListingRefused) else "含有无法编码的字符"
            what = listing.url or f"{self.source.name} {listing.item_id}"
            shop, room = listing.shop, listing.room
            self.sort(
                self.missed(
                    what, "parse_failed", f"读出的商品不合约定：{why}",
                    shop=shop.id if shop else None, room=room.id if room else None,
                ),
                into,
            )  # fmt: skip

    def _read(self, ask: Ask, response: Response, yielded: Yielded) -> tuple[Failure, str] | None:
        """Let the platform read a page; what it yielded before it failed is kept."""
        fault: tuple[Failure, str] | None = None
        try:
            for output in getattr(self, ask.callback)(response, **ask.kwargs) or ():
                self.sort(output, yielded)
        except Exception as error:
            logger.exception("parsing %s failed", response.url)
            fault = "parse_failed", name_parse_error(error, "platforms")
        if not yielded.seen and not yielded.follows:
            encoding = response.encoding if isinstance(response, TextResponse) else "utf-8"
            found = wall(response.body, encoding)
            if found is not None:
                # The wall is why the spider found nothing on this page; one miss for one page.
                yielded.missed = [miss for miss in yielded.missed if miss.what not in (ask.url, response.url)]
                fault = found
        return fault

    def pictures_of(self, listings: Iterable[Listing]) -> list[Ask]:
        """The pictures of listings that the source wants fetched."""
        most = self.source.pictures
        return [ask for listing in listings for ask in wanted(listing, most)] if most else []

    def _take_in_picture(self, ask: Ask, response: Response) -> Iterable[scrapy.Request]:
        exchanges: list[Exchange] = response.meta["exchanges"]
        try:
            found = fetched(ask.url, response, Path(self.settings["EVIDENCE_DIR"]))
        except OSError as error:
            logger.exception("picture cannot be kept")
            raise CloseSpider(UNWRITABLE) from error
        if isinstance(found, Fetched):
            exchanges[:] = kept_aside(exchanges, found, response.body)
            yield from self._take_in(ask, exchanges, None, response.status, Yielded(), found)
            return
        kind, reason = found
        missed = NotSeen(what=ask.url, kind=kind, reason=reason, shop=ask.shop, room=ask.room, picture=True)
        yield from self._take_in(ask, exchanges, missed, response.status, Yielded())

    def _take_in(
        self,
        ask: Ask,
        exchanges: list[Exchange],
        failure: NotSeen | None,
        status: int | None,
        yielded: Yielded,
        picture: Fetched | None = None,
    ) -> Iterable[scrapy.Request]:
        self.on_outcome(failure.kind if failure else None, ask.picture)
        yielded.follows += self.pictures_of(yielded.seen)
        if self.ledger is None:
            return [self.request_for(follow) for follow in yielded.follows]
        try:
            self.ledger.finish(
                ask, exchanges=exchanges, failure=failure, status=status, seen=yielded.seen,
                walked=yielded.walked, missed=yielded.missed, follows=yielded.follows, picture=picture,
                shelf=yielded.shelf,
            )  # fmt: skip
        except OSError as error:
            logger.exception("journal cannot be written")
            raise CloseSpider(UNWRITABLE) from error
        exchanges.clear()
        return []  # what is to follow waits in the frontier

    def _shop(self, shop: Shop | None) -> Shop | None:
        default = self.source.shop
        if default is None:
            return shop
        if shop is None:
            return Shop(id=default.id, name=default.name, kind=default.kind)
        return msgspec.structs.replace(
            shop,
            id=shop.id or default.id,
            name=shop.name or default.name,
            kind=default.kind if shop.kind == "unknown" else shop.kind,
        )


def _encodable(text: str) -> str:
    """Text with what UTF-8 cannot hold replaced by "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
