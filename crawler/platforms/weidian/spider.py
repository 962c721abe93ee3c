"""Walks a Weidian shop: ``vdian.item.list.get``, whose rows say all there is of an item. [B]"""

from __future__ import annotations

from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.rows import rows_in
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.weidian.gateway import WeidianGateway
from crawler.platforms.weidian.page import ID_FIELDS, item

PAGE_SIZE = 50
"""[C] to be verified with the first grant, as are ``page_num``, ``page_size``, ``status`` 1 (on sale) and ``total_num``."""


class Spider(ApiSpider):
    """The Weidian platform: what a shop has on sale."""

    name = "weidian"
    gateway = WeidianGateway()

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        return Call("vdian.item.list.get", {"page_num": page, "page_size": PAGE_SIZE, "status": 1})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        total = answer.whole("total_num")
        rows = rows_in(answer, "items", total)
        items, faults = listed(map(Record, rows), *ID_FIELDS)
        # By the rows that came, not those asked for: the platform may give fewer at once than we think it does.
        more = bool(rows) and (total is None or page * len(rows) < total)
        return ListPage(items, total, page + 1 if more else None, faults)

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
