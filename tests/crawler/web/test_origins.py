"""Origins: every field that was read says where on the page it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.platforms.web.origins import origins
from crawler.platforms.web.page import read_page
from tests.crawler.web.samples import FOLDER, PAYLOADS, expectation, read

LAYERS = {"json-ld", "microdata", "rdfa", "state", "opengraph", "visible", "carried"}
OTHERS = {"address", "breadcrumbs", "feed", "inferred", "title"}


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda p: p.name)
def test_whatever_was_read_has_an_origin_and_nothing_else_has(payload: Path) -> None:
    expected = expectation(payload)
    reading = read(payload, expected.get("url", ""), expected.get("content_type"))
    found = origins(reading)
    listing = reading.listing
    assert all(set(origin.split("+")) <= LAYERS | OTHERS for origin in found.values())
    if listing is None:
        assert found == {}
        return
    has = {
        "title": listing.title, "description_text": listing.description_text, "status": listing.status, "url": listing.url,
        "price.sale_fen": listing.price, "brand.name": listing.brand, "category": listing.category,
        "images": listing.images, "skus": listing.skus, "shop.name": listing.shop and listing.shop.name,
        "shop.id": listing.shop and listing.shop.id, "attributes.0": listing.attributes, "item_id": listing.item_id,
    }  # fmt: skip
    assert {name for name in has if name in found} == {name for name, value in has.items() if value}


@pytest.mark.parametrize(
    ("sample", "field", "origin"),
    [
        ("jsonld-graph.html", "title", "json-ld"),
        ("jsonld-graph.html", "category", "breadcrumbs"),
        ("jsonld-graph.html", "shop.id", "address"),
        ("jsonld-several.html", "status", "inferred"),
        ("auction.html", "price.sale_fen", "opengraph"),  # two layers agree on a price that JSON-LD forgot
        ("microdata.html", "brand.name", "microdata"),
        ("rdfa.html", "item_id", "rdfa"),
        ("opengraph.html", "images", "opengraph"),
        ("shopify-theme.html", "skus", "state"),
        ("shopify-products.json", "title", "feed"),
        ("visible.html", "price.market_fen", "visible"),
        ("particulars.html", "description_text", "opengraph+visible"),
        ("particulars.html", "item_id", "title"),
    ],
)
def test_the_layer_that_stated_it(sample: str, field: str, origin: str) -> None:
    expected = expectation(FOLDER / sample)
    assert origins(read(FOLDER / sample, expected.get("url", "")))[field] == origin


def test_fields_of_one_page_come_from_several_layers() -> None:
    page = """<html><head><meta property="og:title" content="银戒指 OG"><meta property="og:image" content="https://a.example/1.jpg">
      <script type="application/ld+json">{"@type": "Product", "name": "银戒指", "sku": "YJ-1"}</script></head>
      <body><h1>银戒指 大图</h1><p class="price">¥128</p><button>加入购物车</button></body></html>"""
    found = origins(read_page(page, "https://a.example/p/YJ-1"))
    assert (found["title"], found["item_id"], found["price.sale_fen"], found["images"]) == (
        "json-ld", "json-ld", "visible", "opengraph",
    )  # fmt: skip
