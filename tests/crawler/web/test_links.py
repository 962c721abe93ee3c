"""Where a list page leads."""

from __future__ import annotations

import pytest

from crawler.platforms.web.document import Document
from crawler.platforms.web.jsonld import jsonld_nodes
from crawler.platforms.web.links import Links, links_of, names_item

SHOP = "https://a.example/rings"


def links(body: str, url: str = SHOP) -> Links:
    document = Document(f"<html><body>{body}</body></html>", url)
    return links_of(document, jsonld_nodes(document))


@pytest.mark.parametrize(
    "href", ["/products/1.html", "/item/600123", "/goods?goods_id=17", "/shangpin-600123.html", "saved/600123.html.gz"]
)
def test_an_address_of_a_product(href: str) -> None:
    assert len(links(f'<a href="{href}">钻戒</a>').items) == 1


@pytest.mark.parametrize(
    "href",
    ["https://b.example/products/1", "//b.example/item/600123", "javascript:alert(1)", "mailto:a@a.example", "data:text/html,x", "http://[bad",
     "https://a.example:8443/products/1", "/cart/add?product_id=17", "/products/17?add-to-cart=17", "#top", ""],
)  # fmt: skip
def test_an_address_that_is_not_followed(href: str) -> None:
    found = links(f'<a href="{href}">钻戒</a>')
    assert (found.items, found.lists) == ((), ())


def test_the_products_of_an_item_list_are_named_by_it() -> None:
    block = '{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "url": "/ring-of-dawn"}, {"@type": "ListItem", "item": {"url": "https://b.example/x"}}]}'
    found = links(f'<script type="application/ld+json">{block}</script>')
    assert found.items == ("https://a.example/ring-of-dawn",)


def test_a_card_with_a_picture_leads_to_a_product() -> None:
    found = links(
        '<div class="product-tile"><a href="/dawn"><img src="d.jpg"></a></div><p><a href="/story">故事</a></p>'
    )
    assert (found.items, found.others) == (("https://a.example/dawn",), ("https://a.example/story",))


@pytest.mark.parametrize(
    "link",
    ['<link rel="next" href="?page=2">', '<a rel="next" href="?page=2">…</a>', '<a href="?page=2">下一页</a>', '<a href="?page=2">Next »</a>',
     '<a href="?page=2">2</a>', '<a href="?page=2" title="下一页">→</a>'],
)  # fmt: skip
def test_a_further_list_page(link: str) -> None:
    assert links(link).lists == ("https://a.example/rings?page=2",)


def test_each_address_once_and_never_the_page_itself() -> None:
    body = '<a href="/products/1">a</a><a href="/products/1#b">b</a><a href="/rings">c</a><a rel="next" href="/rings">d</a>'
    assert links(body) == Links(items=("https://a.example/products/1",))


def test_an_index_of_plain_files_names_pages() -> None:
    document = Document(
        "<html><title>Directory listing for /</title><a href='dawn.html'>x</a><a href='dusk.html.gz'>x</a><a href='a.jpg'>x</a></html>",
        "http://127.0.0.1:8000/",
    )
    assert links_of(document).items == ("http://127.0.0.1:8000/dawn.html", "http://127.0.0.1:8000/dusk.html.gz")


def test_a_file_without_an_address_leads_nowhere() -> None:
    assert links('<a href="https://a.example/products/1">a</a>', url="") == Links()


@pytest.mark.parametrize(("address", "names"), [("https://a.example/item/1", True), ("https://a.example/about", False)])
def test_the_shape_of_an_address(address: str, names: bool) -> None:
    assert names_item(address) is names
