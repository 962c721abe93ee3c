"""The market's HTML: list pages and item pages. Pure: text in, values out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urljoin

from lxml.html import HtmlElement, document_fromstring
from msgspec import Struct

from crawler.listing import Listing, convert_listing
from crawler.money import parse_fen


class ListPage(Struct, frozen=True):
    """One list page: the addresses of its items, and of the next page if there is one."""

    shop_id: str
    items: tuple[str, ...]
    next: str | None


def list_page(text: str, absolute: Callable[[str], str]) -> ListPage:
    """A shop's list page. Raises ValueError for a page that is not one."""
    document = document_fromstring(text)
    shop = _first(document, "//header[@class='shop']")
    following = _all(document, "//link[@rel='next']/@href")
    return ListPage(
        shop_id=shop.attrib["data-shop-id"],
        items=tuple(absolute(href) for href in _all(document, "//ol[@class='goods']//a[@class='item']/@href")),
        next=absolute(following[0]) if following else None,
    )


def item(text: str, url: str) -> Listing | None:
    """An item page as a Listing; None when the page says that the item was taken down.

    Raises ValueError (ListingRefused among them) for a page that is not an item's.
    """
    document = document_fromstring(text)
    main = _first(document, "//main[@data-item-id]")
    if _all(main, ".//*[@class='delisted']"):
        return None
    return convert_listing(_listing(document, main, url))


def _listing(document: HtmlElement, main: HtmlElement, url: str) -> dict[str, Any]:
    shop = _first(document, "//header[@class='shop']")
    brand = _text(main, ".//*[@class='brand']")
    return {
        "platform": "market",
        "item_id": main.attrib["data-item-id"],
        "url": url,
        "status": "sold_out" if _text(main, ".//*[@class='stock-state']") == "已售罄" else "on_sale",
        "title": _text(main, ".//h1[@class='title']"),
        "subtitle": _text(main, ".//*[@class='subtitle']"),
        "description_text": _text(main, ".//*[@class='description']"),
        "attributes": [
            {"name": name.text_content(), "value": name.getnext().text_content()}
            for name in _all(main, ".//dl[@class='attributes']/dt")
        ],
        "skus": [_sku(row) for row in _all(main, ".//table[@class='skus']//tr")],
        "price": {
            "currency": "CNY",
            "sale_fen": _fen(main, ".//*[@class='price']"),
            "market_fen": _fen(main, ".//*[@class='market-price']"),
        },
        "category": [{"name": a.text_content()} for a in _all(document, "//nav[@class='breadcrumb']/a")],
        "brand": {"name": brand} if brand else None,
        "shop": {
            "id": shop.attrib["data-shop-id"],
            "name": _text(shop, ".//*[@class='shop-name']"),
            "kind": shop.get("data-shop-type", "unknown"),
            "company": _text(shop, ".//*[@class='company']"),
        },
        "qualifications": [
            {
                "name": _text(paper, "./*[@class='name']"),
                "cert_no": _text(paper, "./*[@class='number']"),
                "agency": _text(paper, "./*[@class='agency']"),
                "text": _text(paper, "./*[@class='conclusion']"),
            }
            for paper in _all(main, ".//ul[@class='papers']/li")
        ],
        "images": [_image(figure, url) for figure in _all(main, ".//figure")],
    }


def _sku(row: HtmlElement) -> dict[str, Any]:
    stock = _text(row, "./td[@class='stock']")
    return {
        "sku_id": row.attrib["data-sku-id"],
        "outer_sku_id": row.get("data-code"),
        "spec": [{"name": td.get("data-name"), "value": td.text_content()} for td in _all(row, "./td[@class='spec']")],
        "price_fen": _fen(row, "./td[@class='sku-price']"),
        "stock": int(stock) if stock else None,
    }


def _image(figure: HtmlElement, url: str) -> dict[str, Any]:
    return {
        "url": urljoin(url, _first(figure, "./img").attrib["src"]),
        "role": figure.get("data-role"),
        "ocr_text": [line.text_content() for line in _all(figure, ".//*[@class='line']")],
    }


def _all(element: HtmlElement, path: str) -> list[Any]:
    """What an XPath that selects nodes or attributes selects; lxml types it as anything XPath can give."""
    return cast("list[Any]", element.xpath(path))


def _first(element: HtmlElement, path: str) -> HtmlElement:
    found = _all(element, path)
    if not found:
        raise ValueError(f"页面上没有 {path}")
    element_found: HtmlElement = found[0]
    return element_found


def _text(element: HtmlElement, path: str) -> str | None:
    found = _all(element, path)
    return str(found[0].text_content()) if found else None


def _fen(element: HtmlElement, path: str) -> int | None:
    """An amount as fen; None where the page shows none. Raises ValueError for what is no amount."""
    text = _text(element, path)
    if text is None:
        return None
    fen = parse_fen(text)
    if fen is None:
        raise ValueError(f"看不懂的价格：{text[:40]}")
    return fen
