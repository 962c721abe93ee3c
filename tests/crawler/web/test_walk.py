"""A web shop walked over loopback, from the start address to the sealed run."""

from __future__ import annotations

import functools
import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crawler.evidence import read_record
from crawler.health import Scope
from crawler.launch import crawl
from crawler.look import look_url
from crawler.run_file import Run
from crawler.source import Basis, Shop, Source
from tests.crawler.core.small_shop import Answer, SmallShop, html, open_shop

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def product(number: int, canonical: str = "") -> Answer:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return html(
        f'{link}<h1>银戒指 {number} 号</h1><p>货号：YJ-{number}</p><p class="price">¥{number}</p><button>加入购物车</button>'
    )


def cards(*numbers: int, after: str = "") -> Answer:
    links = "".join(
        f'<li class="product"><a href="/item/{n}">戒指</a><span class="price">¥{n}</span></li>' for n in numbers
    )
    return html(f"<h1>全部戒指</h1><ul>{links}</ul>" + (f'<a rel="next" href="{after}">下一页</a>' if after else ""))


def walk(at: SmallShop, folder: Path, /, *starts: str, **changes: Any) -> Run:
    host = at.base.removeprefix("http://")
    source = Source("silver", "web", tuple(at.base + s for s in starts), Basis("open_page"), hosts=(host,))
    return crawl(msgspec.structs.replace(source, **changes), folder, now=NOW)


def titles(run: Run) -> list[str | None]:
    return sorted(listing.title or "" for _, listing in run.listings())


def not_seen(run: Run, shop: SmallShop) -> list[tuple[str, str]]:
    return [(miss.kind, miss.what.removeprefix(shop.base)) for miss in run.health.not_seen]


def test_list_pages_are_walked_to_their_end_and_every_listing_points_at_its_page(tmp_path: Path) -> None:
    pages = {f"/item/{n}": product(n) for n in range(1001, 1006)}
    pages |= {
        "/rings": cards(1001, 1002, after="/rings?page=2"),
        "/rings?page=2": cards(1003, 1004, 1001, after="/rings?page=3"),
        "/rings?page=3": cards(1005),
    }
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/rings")
    assert titles(run) == [f"银戒指 {n} 号" for n in range(1001, 1006)]
    host = shop.base.removeprefix("http://")
    assert run.health.looked == (Scope(shop=host, complete=True, listings=5),)
    assert run.health.verdict == "healthy"
    _, listing = next(run.listings())
    assert (listing.item_id, listing.price.sale_fen if listing.price else None) == ("YJ-1001", 100100)
    assert listing.shop is not None
    assert listing.shop.id == host
    assert listing.source is not None
    assert listing.source.warc is not None
    assert "银戒指 1001 号".encode() in read_record(run.path / "pages.warc.gz", listing.source.warc).body


def test_a_product_page_that_fails_leaves_the_shop_incomplete_and_is_named(tmp_path: Path) -> None:
    pages = {"/rings": cards(1001, 1002, 1003, 1004), "/item/1001": product(1001), "/item/1002": (500, {"Content-Type": "text/html"}, b"oops"),
             "/item/1003": html("<h1>关于我们</h1><p>本店成立于 1998 年</p>"), "/item/1004": html("<title>安全验证</title>请拖动滑块完成验证")}  # fmt: skip
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/rings")
    assert titles(run) == ["银戒指 1001 号"]
    assert sorted(not_seen(run, shop)) == [
        ("captcha", "/item/1004"),
        ("http_error", "/item/1002"),
        ("parse_failed", "/item/1003"),
    ]
    assert [scope.complete for scope in run.health.looked] == [False]
    assert run.health.verdict == "thin"


def test_a_list_longer_than_the_source_allows_is_said_to_be_cut(tmp_path: Path) -> None:
    pages = {f"/item/{n}": product(n) for n in (1001, 1002)}
    pages |= {"/rings": cards(1001, after="/rings?page=2"), "/rings?page=2": cards(1002, after="/rings?page=3")}
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/rings", options={"max_pages": 2})
        assert shop.asked("/rings?page=3") == 0
    assert len(titles(run)) == 2
    assert not_seen(run, shop) == [("budget_spent", "/rings?page=3")]
    assert [scope.complete for scope in run.health.looked] == [False]


def test_a_source_may_name_its_shop_and_its_addresses(tmp_path: Path) -> None:
    pages = {"/all": html('<h1>x</h1><a href="/dawn">a</a><a href="/story">b</a><a href="/all/2">more</a>'),
             "/all/2": html('<h1>x</h1><a href="/dawn-2">a</a>'), "/dawn": product(1), "/dawn-2": product(2)}  # fmt: skip
    options: dict[str, Any] = {"item_pattern": "/dawn", "list_pattern": r"/all/\d"}
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/all", options=options, shop=Shop("s1", "拾光银饰", "member"))
        assert shop.asked("/story") == 0
    assert titles(run) == ["银戒指 1 号", "银戒指 2 号"]
    assert {(s.shop.id, s.shop.name, s.shop.kind) for _, s in run.listings() if s.shop} == {
        ("s1", "拾光银饰", "member")
    }
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=2),)


def test_a_pattern_that_is_none_is_refused_before_any_request(tmp_path: Path) -> None:
    with open_shop(SmallShop({})) as shop:
        run = walk(shop, tmp_path, "/all", options={"item_pattern": "("})
        assert shop.hits == []
    assert run.health.verdict == "broken"
    assert "item_pattern" in run.health.not_seen[0].reason


def test_a_products_json_is_read_page_by_page(tmp_path: Path) -> None:
    def feed(*numbers: int) -> Answer:
        products = [
            {
                "id": n,
                "title": f"银链 {n}",
                "handle": f"chain-{n}",
                "variants": [{"id": n * 10, "price": "9.90", "available": True}],
            }
            for n in numbers
        ]
        return 200, {"Content-Type": "application/json; charset=utf-8"}, json.dumps({"products": products}).encode()

    start = "/products.json?limit=2"
    pages = {start: feed(1, 2), start + "&page=2": feed(3), start + "&page=3": feed()}
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, start, options={"currency": "HKD"})
    assert titles(run) == ["银链 1", "银链 2", "银链 3"]
    assert {s.price.currency for _, s in run.listings() if s.price} == {"HKD"}
    assert [scope.complete for scope in run.health.looked] == [True]
    assert run.health.not_seen == ()


def test_two_addresses_of_one_product_are_one_listing(tmp_path: Path) -> None:
    pages = {
        "/rings": cards(1001, 1002),
        "/item/1001": product(1001, "/item/1001"),
        "/item/1002": product(1001, "/item/1001"),
    }
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/rings")
    assert titles(run) == ["银戒指 1001 号"]


@contextmanager
def plain_files(folder: Path) -> Iterator[str]:
    """The folder behind Python's own file server, as anyone would serve saved pages."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("indexed", [False, True], ids=["directory listing", "index page"])
def test_a_folder_of_saved_pages_is_walked_and_foreign_canonicals_are_not_followed(
    tmp_path: Path, indexed: bool
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for number in (1, 2, 3):
        body = product(number, f"https://elsewhere.example/item/{number}")[2]
        packed = number < 3
        (folder / f"page{number}.html{'.gz' if packed else ''}").write_bytes(gzip.compress(body) if packed else body)
    (folder / "damaged.html.gz").write_bytes(gzip.compress(b"<html>" * 99)[:-9])
    if indexed:
        names = sorted(p.name for p in folder.iterdir())
        (folder / "index.html").write_text("".join(f'<a href="{n}">{n}</a>\n' for n in names), encoding="utf-8")
    with plain_files(folder) as base:
        source = Source("saved", "web", (base,), Basis("open_page"), hosts=(base.split("/")[2],))
        run = crawl(source, tmp_path / "runs", now=NOW)
    assert titles(run) == ["银戒指 1 号", "银戒指 2 号", "银戒指 3 号"]
    assert {listing.url for _, listing in run.listings()} == {
        base + f"page{n}.html{'.gz' if n < 3 else ''}" for n in (1, 2, 3)
    }
    assert [(m.kind, m.what) for m in run.health.not_seen] == [("truncated", base + "damaged.html.gz")]


def test_look_reads_one_address_and_follows_nothing() -> None:
    with open_shop(SmallShop({"/item/1": product(1), "/rings": cards(1, 2)})) as shop:
        found = look_url(shop.base + "/item/1")
        assert found.listing is not None
        assert (found.page, found.listing.item_id, found.why) == (shop.base + "/item/1", "YJ-1", None)
        assert look_url(shop.base + "/rings").why == "这是商品列表页，不是单件商品页"
        assert shop.asked("/item/2") == 0
        assert look_url(shop.base + "/nothing").why == "页面不存在（HTTP 404）"


@pytest.mark.parametrize("address", ["http://", "ftp://a.example/x", "http://[bad"])
def test_look_at_what_is_no_address(address: str) -> None:
    assert look_url(address).why == "不是可以访问的网页地址"


def test_look_keeps_robots_txt() -> None:
    shop = SmallShop(
        {"/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /"), "/item/1": product(1)}
    )
    with open_shop(shop):
        found = look_url(shop.base + "/item/1")
        assert shop.asked("/item/1") == 0
    assert (found.listing, found.why) == (None, "robots.txt 不允许采集该地址")
