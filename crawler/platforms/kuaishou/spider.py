"""Walks a Kuaishou shop: ``open.item.list.get`` for the items, ``open.item.get`` for each. [B]

The list cannot be asked for changes: every pull is a whole walk.

[C] to be verified with the first grant: rows stand under ``items``, the end of the list under ``totalPage`` or
``totalItemCount``; a list that is asked for no ``itemStatus`` holds items on and off the shelf.
"""

from __future__ import annotations

from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.kuaishou.gateway import KuaishouGateway
from crawler.platforms.kuaishou.page import item

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
