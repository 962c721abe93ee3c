"""ApiSpider: walks a shop through an authorised interface, list by list, page by page, window by window.

A platform says what to ask and how to read the answers; everything that makes a pull whole and honest is here.

Options of a source: ``changes`` (false: always walk the whole shop), ``whole_every_days`` (7: how often the whole shop is
walked although changes would do), ``throttle_seconds`` (the first wait after the platform asks to slow down).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import scrapy
from msgspec import Struct
from scrapy.http import Response

from crawler.api.gateway import Call, Gateway, decode_answer
from crawler.api.pulls import WHOLE_EVERY_DAYS, pulled
from crawler.api.record import Record, shown
from crawler.api.windows import BEGINNING, Window, window
from crawler.grants.key import KeyRefused
from crawler.grants.vault import GrantMissing, Vault
from crawler.health import Scope
from crawler.journal import Ask
from crawler.listing import Listing
from crawler.spider import ListingSpider


class Listed(Struct, frozen=True):
    """One row of a list: the item's id and, where the list says all there is, the row as the platform wrote it."""

    item_id: str
    row: dict[str, Any] = {}


class ListPage(Struct, frozen=True):
    """One page of a list. ``total``: rows of the whole list, where the platform says; ``next``: page or cursor, or None;
    ``faults``: rows that could not be read, as the platform wrote them, cut short.
    """

    items: tuple[Listed, ...]
    total: int | None = None
    next: Any = None
    faults: tuple[str, ...] = ()


def listed(rows: Iterable[Record], *names: str) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """The rows of a list that carry an id in one of the fields ``names``, and what the others look like."""
    items: list[Listed] = []
    faults: list[str] = []
    for row in rows:
        number = row.text(*names)
        if number is None:
            faults.append(shown(row.value, 80))
        else:
            items.append(Listed(number, dict(row.value)))
    return tuple(items), tuple(faults)


class Mapped(Struct, frozen=True):
    """An item as read; ``unknown`` names values that the platform's documents do not have (``check_status=9``)."""

    listing: Listing
    unknown: tuple[str, ...] = ()


class ApiSpider(ListingSpider, ABC):
    """Base of every platform that is read through an authorised interface. ``start`` of its source is the gateway."""

    route = "api"
    gateway: ClassVar[Gateway]
    shelves: ClassVar[tuple[str, ...]] = ("all",)
    """The lists that together hold every item of a shop."""
    first_page: ClassVar[Any] = 1
    windowed: ClassVar[bool] = False
    """Whether a list can be asked for a span of changes."""
    deepest: ClassVar[int | None] = None
    """Rows after which a list pages no further."""
    throttle: ClassVar[float] = 5.0
    """Seconds of the first wait after the platform asks to slow down."""

    @abstractmethod
    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        """The call for one page of a list."""

    @abstractmethod
    def read_list(self, payload: Any, page: Any) -> ListPage:
        """The rows of a list's answer. Whatever it raises is named as a page that could not be read."""

    def item_call(self, item_id: str) -> Call | None:
        """The call for one item's particulars; None where the list says all there is."""
        return None

    @abstractmethod
    def read_item(self, answer: Any) -> Mapped:
        """One item as a Listing: the payload of its own call or, without one, its row of the list."""

    @property
    def base(self) -> str:
        """The gateway's address without a slash at its end."""
        return self.source.start[0].rstrip("/")

    @property
    def grants_dir(self) -> Path:
        return Path(self.settings["GRANTS_DIR"])

    @property
    def throttle_seconds(self) -> float:
        """The platform's own figure at least, except on a stand-in that is the source's own."""
        stated = self.source.options.get("throttle_seconds")
        if not isinstance(stated, int) or isinstance(stated, bool):
            return self.throttle
        return float(stated) if self.source.wholly_loopback else max(self.throttle, float(stated))

    @property
    def shop_id(self) -> str:
        """The shop under which listings are filed: the source's, else the grant itself (one grant, one shop)."""
        return self.source.shop.id if self.source.shop else str(self.source.basis.grant_id)

    async def start(self) -> AsyncIterator[Any]:
        if (fault := self._not_ready()) is not None:
            yield self.missed(self.source.name, "not_configured", fault, shop=self.shop_id)
            return
        since = None
        if self.windowed and self.source.options.get("changes") is not False:
            every = self.source.options.get("whole_every_days", WHOLE_EVERY_DAYS)
            days = every if isinstance(every, int) else WHOLE_EVERY_DAYS
            since = pulled(Path(self.settings["RUNS_DIR"]), self.source.name).since(self.now(), days)
        span = window(since, self.now()) if since is not None else None
        for shelf in self.shelves:
            yield self._ask_list(shelf, self.first_page, span)
        yield self.walked(Scope(shop=self.shop_id, complete=span is None, changes=span is not None))

    def list_page(self, response: Response, shelf: str, page: Any, span: dict[str, Any] | None) -> Iterable[Any]:
        """One page of a list: its items, then its next page; or two halves, where it holds more than it shows."""
        within = msgspec.convert(span, Window) if span else None
        read = self.read_list(self._payload(response), page)
        if page == self.first_page and self._too_deep(read.total):
            halves = (within or window(BEGINNING, self.now())).halves() if self.windowed else None
            if halves is not None:
                for half in halves:
                    yield self._ask_list(shelf, self.first_page, half)
                return
            reason = f"列表共 {read.total} 条，平台只能翻到第 {self.deepest} 条，其后未看"
            yield self.missed(response.url, "truncated", reason, shop=self.shop_id)
        if page == self.first_page and read.total and not (read.items or read.faults):
            reason = f"平台称列表共 {read.total} 条，却没有可以读取的行"
            yield self.missed(response.url, "parse_failed", reason, shop=self.shop_id)
        for fault in read.faults:
            yield self.missed(
                f"{response.url} {fault}", "parse_failed", f"列表中有一行没有商品编号：{fault}", shop=self.shop_id
            )
        for row in read.items:
            call = self.item_call(row.item_id)
            if call is None:
                yield from self._take(response, row.row)
            else:
                yield self.call(call, self.item, item=True)
        if read.next is not None:
            yield self._ask_list(shelf, read.next, within)

    def item(self, response: Response) -> Iterable[Any]:
        """One item's particulars."""
        yield from self._take(response, self._payload(response))

    def call(
        self,
        call: Call,
        callback: Any,
        *,
        item: bool = False,
        room: str | None = None,
        cb_kwargs: dict[str, Any] | None = None,
    ) -> scrapy.Request:
        """A call on behalf of this grant's shop, or of a room's shelf alone, after everything of the shop: what fails of
        ``room`` hides nothing of the shop. ``cb_kwargs`` are plain JSON values.
        """
        ask = Ask(
            url=self.gateway.address(self.base, call), callback=callback.__name__, kwargs=cb_kwargs or {},
            shop=None if room else self.shop_id, room=room, item=item, method="POST", body=call.body, call=call.name,
            priority=-1 if room else 0,
        )  # fmt: skip
        return self.request_for(ask)

    def request_for(self, ask: Ask) -> scrapy.Request:
        request = super().request_for(ask)
        if ask.call is not None:
            call = Call(ask.call, msgspec.json.decode(ask.body or "{}"))
            # A redirect would carry the shop's token to whoever is named in it.
            request.meta.update(call=call, base=self.base, dont_redirect=True)
        return request

    def _ask_list(self, shelf: str, page: Any, span: Window | None) -> scrapy.Request:
        onward = {"shelf": shelf, "page": page, "span": msgspec.to_builtins(span) if span else None}
        return self.call(self.list_call(shelf, page, span), self.list_page, cb_kwargs=onward)

    def _take(self, response: Response, answer: Any) -> Iterable[Any]:
        mapped = self.read_item(answer)
        yield self.seen(response, mapped.listing)
        for value in mapped.unknown:
            what = f"{self.source.name} {mapped.listing.item_id} {value}"
            yield self.missed(what, "unknown_value", f"平台给出了未知的取值（{value}），按未知处理", shop=self.shop_id)

    def _too_deep(self, total: int | None) -> bool:
        return self.deepest is not None and total is not None and total > self.deepest

    def _payload(self, response: Response) -> Any:
        return self.gateway.payload(decode_answer(response.body), response.meta["call"])

    def _not_ready(self) -> str | None:
        """Why no call can be made at all, in one Chinese sentence."""
        if self.source.basis.kind != "grant":
            return f"平台“{self.source.platform}”只能凭授权查看，来源的 basis 须为 grant"
        try:
            grant = Vault(self.grants_dir).read(self.source.basis.grant_id or "")
        except (KeyRefused, GrantMissing) as refused:
            return str(refused)
        if grant.platform != self.source.platform:
            return f"授权“{grant.id}”属于平台“{grant.platform}”，不能用于“{self.source.platform}”"
        return None
