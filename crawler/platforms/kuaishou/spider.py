"""Walks a Kuaishou shop: ``open.item.list.get`` for the items, ``open.item.get`` for each. [B]

The list cannot be asked for changes: every pull is a whole walk.

Options of a source: ``on_cart`` (true: after the shop, ``open.live.shop.item.check.oncar`` [A] is asked for each item, for
there is no call that lists a live room's cart), ``live_room`` (how that room is called; the shop's id where not stated).

[C] to be verified with the first grant: rows stand under ``items``, the end of the list under ``totalPage`` or
``totalItemCount``; a list that is asked for no ``itemStatus`` holds items on and off the shelf.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.http import Response

from crawler.api.gateway import Call
from crawler.api.record import Record, shown
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.deliveries.shelves.kuaishou import seen
from crawler.deliveries.shelves.seen import Bad, Shown, truth
from crawler.listing import Provenance
from crawler.platforms.kuaishou.gateway import KuaishouGateway
from crawler.platforms.kuaishou.page import item
from crawler.shelf import ShelfEntry

PAGE_SIZE = 20


class Spider(ApiSpider):
    """The Kuaishou platform."""

    name = "kuaishou"
    gateway = KuaishouGateway()

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        return Call("open.item.list.get", {"pageNumber": page, "pageSize": PAGE_SIZE})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        rows = list(answer.records("items", "itemList"))
        items, faults = listed(rows, "kwaiItemId", "itemId")
        total, pages = answer.whole("totalItemCount", "total"), answer.whole("totalPage")
        # A platform may show fewer rows on a page than were asked for; its own figure counts.
        size = answer.whole("pageSize") or PAGE_SIZE
        if pages is None and total is not None:
            pages = -(-total // size)
        more = len(rows) >= size if pages is None else page < pages
        return ListPage(items, total, page + 1 if rows and more else None, faults)

    def item_call(self, item_id: str) -> Call:
        whole = item_id.isdecimal() and len(item_id) < 20
        return Call("open.item.get", {"kwaiItemId": int(item_id) if whole else item_id})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)

    def item(self, response: Response) -> Iterable[Any]:
        """One item's particulars and, where the source asks for it, whether it lies in the live room's cart."""
        yield from super().item(response)
        if self.source.options.get("on_cart") is True:
            number = str(next(iter(response.meta["call"].params.values())))
            whole = number.isdecimal() and len(number) < 20
            call = Call("open.live.shop.item.check.oncar", {"itemId": int(number) if whole else number})
            yield self.call(call, self.on_cart, room=self.room_id, cb_kwargs={"item_id": number})

    def on_cart(self, response: Response, item_id: str) -> Iterable[Any]:
        """Whether an item lies in the cart: then it stands on the shelf of the room at this time."""
        payload = self._payload(response)
        if not isinstance(payload, dict) or "liveCarItem" not in payload:
            raise ValueError("liveCarItem")
        stated = payload["liveCarItem"]
        if not isinstance(stated, dict) and stated is not None and truth(stated) is None:
            reason = f"平台给出了未知的取值（liveCarItem={shown(stated, 40)}），不能判断是否在购物车内"
            yield self.missed(f"{self.source.name} {item_id} liveCarItem", "unknown_value", reason, room=self.room_id)
            return
        for one in seen({"itemId": item_id, **payload}) or ():
            if isinstance(one, Shown):
                yield ShelfEntry(
                    "kuaishou", one.room_id or self.room_id, item_id=one.item_id, explain_state="on_shelf",
                    first_seen=self.now(), last_seen=self.now(),
                    source=Provenance("api", "kuaishou", self.source.basis.grant_id),
                )  # fmt: skip
            elif isinstance(one, Bad):
                yield self.missed(f"{item_id} {one.field}", "parse_failed", one.reason, room=self.room_id)

    @property
    def room_id(self) -> str:
        """The live room as the source names it, else the shop: the call tells of no room."""
        stated = self.source.options.get("live_room")
        return stated if isinstance(stated, str) and stated.strip() else self.shop_id
