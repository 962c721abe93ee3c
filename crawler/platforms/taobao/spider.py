"""Walks a Taobao shop: what is on sale and what lies in the warehouse, then ``taobao.item.seller.get`` for each. [A]

[C] to be verified with the first grant: whether the bounds of a window count in (they are widened by a second, so that
it does not matter); that the three banners of the warehouse hold all that is not on sale.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.rows import rows_in
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.taobao.gateway import TaobaoGateway
from crawler.platforms.taobao.page import FIELDS, item
from crawler.shanghai import SHANGHAI

PAGE_SIZE = 200
_SECOND = timedelta(seconds=1)
_ONSALE = "onsale"


class Spider(ApiSpider):
    """The Taobao and Tmall platform."""

    name = "taobao"
    gateway = TaobaoGateway()
    # The warehouse's default list leaves out what is sold out and what was taken off for a violation.
    shelves = (_ONSALE, "for_shelved", "sold_out", "violation_off_shelf")
    windowed = True
    deepest = 100 * PAGE_SIZE
    """The lists refuse pages after the 101st; the last is left as a margin."""

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        params: dict[str, Any] = {"fields": "num_iid,modified", "page_no": page, "page_size": PAGE_SIZE}
        if span is not None:
            params["start_modified"] = _local(span.since - _SECOND)
            params["end_modified"] = _local(span.until + _SECOND)
        if shelf == _ONSALE:
            return Call("taobao.items.onsale.get", params)
        return Call("taobao.items.inventory.get", {**params, "banner": shelf})

    def read_list(self, payload: Any, page: Any) -> ListPage:
        answer = Record(payload)
        total = answer.whole("total_results")
        plain = isinstance(answer.raw("items"), list)
        rows = rows_in(answer, "items", total) if plain else rows_in(answer.record("items"), "item", total)
        items, faults = listed(map(Record, rows), "num_iid")
        # By the count where there is one: a page may be a row short of what its list holds.
        more = len(rows) == PAGE_SIZE if total is None else page * PAGE_SIZE < total
        return ListPage(items, total, page + 1 if more and page * PAGE_SIZE < self.deepest else None, faults)

    def item_call(self, item_id: str) -> Call:
        return Call("taobao.item.seller.get", {"num_iid": item_id, "fields": FIELDS})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)


def _local(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
