"""The platform reads its samples field by field, and reads back every listing of the market as its seller wrote it."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import pytest

import crawler.platforms.market.page
from crawler.listing import Listing, convert_listing
from crawler.platforms import names, spider_class
from crawler.platforms.market import item_page, page
from desk.market.shelves import DAYS, Goods, Shelf, shelves
from desk.market.transcript import spoken
from tests.market.reading import HERE, absolute, read_shelf

SAMPLES = Path(crawler.platforms.market.page.__file__).with_name("samples")


def read_sample(name: str) -> Any:
    path = SAMPLES / name
    if name == "directory.json":
        return page.directory(path.read_bytes())
    if name == "shelf.json":
        return page.shelf(path.read_bytes(), page.cues((SAMPLES / "transcript.vtt").read_text("utf-8")), absolute)
    if name.endswith(".vtt"):
        return page.cues(path.read_text("utf-8"))
    if name.startswith("list"):
        return item_page.list_page(path.read_text("utf-8"), absolute)
    return item_page.item(path.read_text("utf-8"), HERE)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in SAMPLES.iterdir() if not path.name.endswith(".expected.json"))
)
def test_a_sample_reads_as_expected(name: str) -> None:
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))
    assert json.loads(msgspec.json.encode(read_sample(name))) == expected


def as_written(shelf: Shelf, goods: Goods) -> Listing:
    """The listing that must come out, straight from the market's data."""
    prices = [sku.price_fen for sku in goods.skus] if shelf.form != "html" else []
    return convert_listing(
        {
            "platform": "market", "item_id": goods.id, "url": absolute(f"/items/{goods.id}.html"),
            "status": "sold_out" if goods.sold_out else "on_sale",
            "title": goods.title, "short_title": goods.short_title, "subtitle": goods.subtitle,
            "description_text": goods.description,
            "attributes": [{"name": name, "value": value} for name, value in goods.attributes],
            "skus": [
                {"sku_id": sku.id, "outer_sku_id": sku.code, "price_fen": sku.price_fen, "stock": sku.stock,
                 "spec": [{"name": name, "value": value} for name, value in sku.spec]}
                for sku in goods.skus
            ],
            "price": {
                "sale_fen": goods.price_fen, "market_fen": goods.market_fen,
                "min_fen": min(prices, default=None), "max_fen": max(prices, default=None),
            },
            "category": [{"name": name} for name in goods.category],
            "brand": {"name": goods.brand} if goods.brand else None,
            "live_only": True if shelf.room else None,
            "shop": msgspec.to_builtins(shelf.shop),
            "qualifications": [
                {"name": p.name, "cert_no": p.cert_no, "agency": p.agency, "text": p.text} for p in goods.papers
            ],
            "images": [
                {"url": absolute(f"/pictures/{goods.id}-{n}.png"), "role": role, "ocr_text": list(lines)}
                for n, (role, lines) in enumerate(goods.pictures)
            ],
            "speech": [{"start_ms": start, "end_ms": end, "text": text} for start, end, text in spoken(goods)],
            "room": msgspec.to_builtins(shelf.room) if shelf.room else None,
        }
    )  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("shelf", shelves(), ids=lambda shelf: shelf.name)
def test_every_listing_is_read_back_as_it_was_written(shelf: Shelf, day: int) -> None:
    trouble = shelf.trouble.get(day)
    readable = shelf.pages(day)[: trouble.page - 1] if trouble else shelf.pages(day)
    expected = [as_written(shelf, goods) for goods in chain(*readable) if not goods.delisted]
    assert read_shelf(shelf, day)[0] == expected


def test_banter_between_two_items_belongs_to_neither() -> None:
    for shelf in shelves():
        said = {utterance.text for listing in read_shelf(shelf, 1)[0] for utterance in listing.speech}
        assert not said & set(shelf.banter)


@pytest.mark.parametrize("start", [29_999, 30_000, 149_999, 150_000])
def test_a_cue_belongs_to_the_window_in_which_it_begins(start: int) -> None:
    sample = (SAMPLES / "shelf.json").read_bytes()
    listing = page.shelf(sample, [(start, start + 1000, "话")], absolute).listings[0]
    assert bool(listing.speech) is (30_000 <= start < 150_000)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"data": {}}', b"<html>", b'{"data": {"promotions": 1, "shop": {}}}'])
def test_a_document_that_is_no_shelf_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        page.shelf(body, [], absolute)


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>欢迎光临</body></html>",
        '<main data-item-id="1"><h1 class="title">戒指</h1></main>',
        '<header class="shop" data-shop-id="1"></header><main data-item-id="1"></main>',
        '<header class="shop" data-shop-id="1"></header><main data-item-id="1"><h1 class="title">戒</h1>'
        '<b class="price">面议</b></main>',
    ],
    ids=["no item", "no shop", "no text", "no amount"],
)
def test_a_page_that_is_no_item_raises_so_that_it_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"页面上没有|没有任何文字|看不懂的价格"):
        item_page.item(text, HERE)


def test_the_platform_is_found_by_its_folder() -> None:
    assert "market" in names()
    assert spider_class("market").name == "market"
