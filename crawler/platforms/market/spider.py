"""How to walk the market: its directory names every shelf; each is walked to its last page.

A room's transcript is asked for before its shelf: a listing without what was said about it would look as if
the words had been taken back, so a room whose transcript cannot be read counts as not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.http import Response, TextResponse

from crawler.health import Scope
from crawler.platforms.market import item_page, page
from crawler.spider import ListingSpider


class Spider(ListingSpider):
    """Starts at the market's directory (``/market.json``)."""

    name = "market"

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        for shelf in page.directory(response.body):
            shop, room, first = shelf.shop_id, shelf.room_id, response.urljoin(shelf.first)
            place = {"shop": shop, "room": room}
            if shelf.form == "html":
                yield self.get(first, self.list_page, shop=shop)
            elif shelf.transcript:
                url = response.urljoin(shelf.transcript)
                yield self.get(url, self.transcript, shop=shop, room=room, cb_kwargs={**place, "first": first})
            else:
                yield self.get(first, self.json_shelf, shop=shop, room=room, cb_kwargs={**place, "cues": []})

    def transcript(self, response: TextResponse, shop: str, room: str, first: str) -> Iterable[Any]:
        """A room's words; they travel with the requests for its shelf."""
        onward = {"shop": shop, "room": room, "cues": page.cues(response.text)}
        yield self.get(first, self.json_shelf, shop=shop, room=room, cb_kwargs=onward)

    def json_shelf(self, response: Response, shop: str, room: str | None, cues: list[page.Cue]) -> Iterable[Any]:
        """One page of a JSON shelf."""
        shelf = page.shelf(response.body, cues, response.urljoin)
        for listing in shelf.listings:
            yield self.seen(response, listing)
        for what, reason in shelf.refused:
            yield self.missed(what, "parse_failed", reason, shop=shop, room=room)
        if shelf.next:
            onward = {"shop": shop, "room": room, "cues": cues}
            yield self.get(shelf.next, self.json_shelf, shop=shop, room=room, cb_kwargs=onward)
        else:
            yield self.walked(Scope(shop=shop, room=room, complete=True))

    def list_page(self, response: TextResponse) -> Iterable[Any]:
        """One page of an HTML shop: its items, then the next page."""
        listed = item_page.list_page(response.text, response.urljoin)
        for url in listed.items:
            yield self.get(url, self.item, shop=listed.shop_id, item=True, cb_kwargs={"shop": listed.shop_id})
        if listed.next:
            yield self.get(listed.next, self.list_page, shop=listed.shop_id)
        else:
            yield self.walked(Scope(shop=listed.shop_id, complete=True))

    def item(self, response: TextResponse, shop: str) -> Iterable[Any]:
        """One item page."""
        listing = item_page.item(response.text, response.url)
        if listing is None:
            yield self.missed(response.url, "vanished", "商品页面显示已下架", shop=shop)
        else:
            yield self.seen(response, listing)
