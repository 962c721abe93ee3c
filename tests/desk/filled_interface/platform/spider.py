"""Walks a shop of 宝石街: ``items`` lists its items by pages, ``item`` tells one item's particulars."""

from __future__ import annotations

from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.gems.gateway import GemsGateway  # type: ignore[import-not-found]
from crawler.platforms.gems.page import item  # type: ignore[import-not-found]

PAGE_SIZE = 20


class Spider(ApiSpider):
    """The platform 宝石街."""

    name = "gems"
    gateway = GemsGateway()

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        return Call("items", {"page": page, "size": PAGE_SIZE})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        total = answer.whole("total") or 0
        items, faults = listed(answer.records("rows"), "number")
        return ListPage(items, total, page + 1 if page * PAGE_SIZE < total else None, faults)

    def item_call(self, item_id: str) -> Call | None:
        return Call("item", {"number": item_id})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
