"""``look`` at files: what we would read from a page, as one JSON line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from crawler.listing import convert_listing
from crawler.look import look_file
from tests.crawler.web.samples import FOLDER


@pytest.mark.parametrize("packed", [False, True])
def test_a_saved_page_packed_or_not(tmp_path: Path, packed: bool) -> None:
    body = (FOLDER / "jsonld-graph.html").read_bytes()
    saved = tmp_path / ("ring.html.gz" if packed else "ring.html")
    saved.write_bytes(gzip.compress(body, mtime=0) if packed else body)
    line = json.loads(look_file(saved).encode())
    assert list(line) == ["page", "listing", "why"]
    assert line["page"] == saved.name
    assert line["why"] is None
    listing = convert_listing(line["listing"])
    assert (listing.item_id, listing.status) == ("CX-LG-050", "on_sale")
    assert listing.price is not None
    assert (listing.price.currency, listing.price.sale_fen) == ("CNY", 368000)


def test_a_products_json_shows_its_first_product_and_says_so() -> None:
    found = look_file(FOLDER / "shopify-products.json")
    assert found.listing is not None
    assert found.listing.item_id == "8123456789012345678"
    assert found.why == "共有 2 件商品，这里只显示第 1 件；第 3 件：title：没有任何文字内容"


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("gone.html", None, "文件不存在"),
        ("empty.html", b"", "页面内容为空"),
        ("a.html.gz", b"<html>", "文件名为 .gz，但内容不是 gzip 压缩文件"),
        ("cut.html.gz", gzip.compress(b"<html>" * 99, mtime=0)[:-9], "压缩文件不完整（中途截断）"),
        ("other.json", b'{"rows": []}', "内容是 JSON，但不是可识别的商品数据"),
        ("cut.json", b'{"products": [{"id": 1,', "商品数据不是完整的 JSON，可能被截断"),
        ("words.txt", "钻石".encode(), "内容不是网页"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, None),
    ],
)
def test_a_file_that_shows_nothing_says_why(tmp_path: Path, name: str, body: bytes | None, why: str | None) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    found = look_file(tmp_path / name)
    assert found.listing is None
    assert found.why
    assert why is None or found.why == why


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    assert look_file(tmp_path).why == "这是文件夹，不是网页文件"
