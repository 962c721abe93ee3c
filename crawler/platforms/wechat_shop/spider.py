"""Walks a WeChat shop: ``channels/ec/product/list/get`` for the numbers of its items, ``…/product/get`` for each. [A]

The list cannot be asked for changes, and an old ``next_key`` never shows new items: every pull walks the whole shop anew.
"""

from __future__ import annotations

from typing import Any, ClassVar

from crawler.api.gateway import Call
from crawler.api.record import Record
from crawler.api.rows import rows_in
from crawler.api.spider import ApiSpider, ListPage, Mapped, listed
from crawler.api.windows import Window
from crawler.platforms.wechat_shop.gateway import WechatShopGateway
from crawler.platforms.wechat_shop.page import item

PAGE_SIZE = 30
"""The most that the platform gives at once."""
_ONLINE_AND_DRAFT = 3
"""``data_type``: what buyers see and what the shop drafted; an item that was never on sale has only the latter.
[C] to be verified with the first grant."""


class Spider(ApiSpider):
    """The WeChat shop platform. Without ``status`` the list holds items of every state but the bin's. [C]"""

    name = "wechat_shop"
    gateway = WechatShopGateway()
    first_page: ClassVar[Any] = ""
    throttle: ClassVar[float] = 60.0
    """Calls are counted by the minute."""

    def list_call(self, shelf: str, page: Any, span: Window | None) -> Call:
        params: dict[str, Any] = {"page_size": PAGE_SIZE}
        if page:
            params["next_key"] = page
        return Call("channels/ec/product/list/get", params)

    def read_list(self, payload: Any, page: Any) -> ListPage:
        """The end is a page without rows or without a key: a page may well hold fewer rows than it could."""
        answer = Record(payload)
        total = answer.whole("total_num")
        rows = rows_in(answer, "product_ids", total)
        items, faults = listed((Record({"product_id": number}) for number in rows), "product_id")
        return ListPage(items, total, answer.text("next_key") if rows else None, faults)

    def item_call(self, item_id: str) -> Call:
        return Call("channels/ec/product/get", {"product_id": item_id, "data_type": _ONLINE_AND_DRAFT})

    def read_item(self, answer: Any) -> Mapped:
        return item(answer)
