"""Walks a Xiaohongshu shop: ``product.searchItemList`` for the items, ``product.getItemInfo`` for each with its SKUs. [B]

The list cannot be asked for changes: every pull is a whole walk.

[C] to be verified with the first grant: rows stand under ``itemDetailV3s``, and an item's SKUs beside it under
``skuInfos``, at most 100 of them at once.
"""

from __future__ import annotations

from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.xiaohongshu.gateway import XiaohongshuGateway
from crawler.platforms.xiaohongshu.page import item

PAGE_SIZE = 50
SKUS = 100
"""SKUs asked for with an item; of further ones the listing says nothing, and the run names that."""


class Spider(ApiSpider):
    """The Xiaohongshu platform."""

    name = "xiaohongshu"
    gateway = XiaohongshuGateway()

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        return Call("product.searchItemList", {"pageNo": page, "pageSize": PAGE_SIZE, "searchParam": {}})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        rows = list(answer.records("itemDetailV3s", "data"))
        items, faults = listed(rows, "id", "itemId")
        total = answer.whole("total")
        # A platform may show fewer rows on a page than were asked for; its own figure counts.
        size = answer.whole("pageSize") or PAGE_SIZE
        more = len(rows) >= size if total is None else page * size < total
        return ListPage(items, total, page + 1 if rows and more else None, faults)

    def item_call(self, item_id: str) -> Call:
        return Call("product.getItemInfo", {"itemId": item_id, "pageNo": 1, "pageSize": SKUS})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
