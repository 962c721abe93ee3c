"""Walks a Youzan shop: ``youzan.items.onsale.get``, version 3.0.0, whose rows say all that is read of an item. [B]"""

from __future__ import annotations

from typing import Any, ClassVar

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.rows import rows_in
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.youzan.gateway import YouzanGateway
from crawler.platforms.youzan.page import item

PAGE_SIZE = 100
"""The platform allows 300. [C] to be verified with the first grant, as are ``page_no``, ``page_size`` and ``count``."""


class Spider(ApiSpider):
    """The Youzan platform: what a shop has on sale."""

    name = "youzan"
    gateway = YouzanGateway()
    throttle: ClassVar[float] = 3.0
    """Seconds that the platform's documents advise, each wait twice the one before. [C]"""

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        return Call("youzan.items.onsale.get", {"page_no": page, "page_size": PAGE_SIZE})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        total = answer.whole("count")
        rows = rows_in(answer, "items", total)
        items, faults = listed(map(Record, rows), "item_id")
        # By the rows that came, not those asked for: the platform may give fewer at once than we think it does.
        more = bool(rows) and (total is None or page * len(rows) < total)
        return ListPage(items, total, page + 1 if more else None, faults)

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
