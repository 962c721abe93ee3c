"""Walks a JD shop: ``ware.read.searchWare4Valid`` for the wares, ``ware.read.findWareById`` for each. [B]

[C] to be verified with the first grant: 100 rows a page and 10 000 in all, the two bounds of a window of changes (both
widened by a second, in the time of China), and that the list holds wares of every state when none is asked for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.rows import rows_in
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.jd.gateway import JdGateway
from crawler.platforms.jd.page import FIELDS, item
from crawler.shanghai import SHANGHAI

PAGE_SIZE = 100
_SECOND = timedelta(seconds=1)


class Spider(ApiSpider):
    """The JD platform."""

    name = "jd"
    gateway = JdGateway()
    windowed = True
    deepest = 10_000

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        params: dict[str, Any] = {"pageNo": page, "pageSize": PAGE_SIZE, "field": "wareId,modified"}
        if span is not None:
            params["startModifiedTime"] = _local(span.since - _SECOND)
            params["endModifiedTime"] = _local(span.until + _SECOND)
        return Call("jingdong.ware.read.searchWare4Valid", params)

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload).record("page")
        total, size = answer.whole("totalItem"), answer.whole("pageSize") or PAGE_SIZE
        rows = rows_in(answer, "data", total)
        items, faults = listed(map(Record, rows), "wareId")
        # By the size of pages that the answer names: it may be less than was asked for.
        more = len(rows) >= size if total is None else page * size < total
        return ListPage(items, total, page + 1 if more and page * size < self.deepest else None, faults)

    def item_call(self, item_id: str) -> Call:
        return Call("jingdong.ware.read.findWareById", {"wareId": item_id, "field": FIELDS})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)


def _local(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
