"""The market read without a crawl: what the platform's parsers make of the pages that the site answers with."""

from __future__ import annotations

from urllib.parse import urljoin

from crawler.health import NotSeen
from crawler.listing import Listing
from crawler.platforms.market import item_page, page
from desk.market import site
from desk.market.shelf_json import address, transcript_address
from desk.market.shelves import Shelf

HERE = "https://market.example/here"


def absolute(href: str) -> str:
    return urljoin(HERE, href)


def read_shelf(shelf: Shelf, day: int) -> tuple[list[Listing], list[NotSeen]]:
    """What a visitor of that day reads on a shelf, and what the shelf does not let him read."""
    listings: list[Listing] = []
    missed: list[NotSeen] = []
    where, trouble = transcript_address(shelf), shelf.trouble.get(day)
    cues = page.cues(site.answer(where, day).body.decode()) if where else []
    place = {"shop": shelf.shop.id, "room": shelf.room.id if shelf.room else None}
    for number, goods in enumerate(shelf.pages(day), 1):
        here = f"{address(shelf)}?page={number}"
        if trouble and trouble.page == number:
            kind = "http_error" if trouble.answer == "error" else "login_wall"
            missed.append(NotSeen(what=absolute(here), kind=kind, reason="未能查看", **place))
            break
        if shelf.form == "html":
            for item in goods:
                url = absolute(f"/items/{item.id}.html")
                read = item_page.item(site.answer(f"/items/{item.id}.html", day).body.decode(), url)
                if read:
                    listings.append(read)
                else:
                    missed.append(NotSeen(what=url, kind="vanished", reason="商品页面显示已下架", **place))
        else:
            found = page.shelf(site.answer(here, day).body, cues, absolute)
            assert found.refused == ()
            listings += found.listings
    return listings, missed
