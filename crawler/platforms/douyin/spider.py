"""Walks a Douyin shop: ``product.listV2`` for the items, ``product.detail`` for each. [A]"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.douyin.gateway import DouyinGateway
from crawler.platforms.douyin.page import item

PAGE_SIZE = 100
_SECOND = timedelta(seconds=1)


class Spider(ApiSpider):
    """The Douyin platform."""

    name = "douyin"
    gateway = DouyinGateway()
    windowed = True
    deepest = 10_000

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        params: dict[str, Any] = {"page": page, "size": PAGE_SIZE}
        if span is not None:
            # The platform counts the bounds out.
            params["update_start_time"] = int((span.since - _SECOND).timestamp())
            params["update_end_time"] = int((span.until + _SECOND).timestamp())
        return Call("product.listV2", params)

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        rows = list(answer.records("data"))
        items, faults = listed(rows, "product_id_str", "product_id")
        total = answer.whole("total")
        more = len(rows) == PAGE_SIZE and (total is None or page * PAGE_SIZE < total)
        return ListPage(items, total, page + 1 if more and page * PAGE_SIZE < self.deepest else None, faults)

    def item_call(self, item_id: str) -> Call:
        return Call("product.detail", {"product_id": item_id})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
