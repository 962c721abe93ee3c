"""A crawl from outside: what lies in the run, and what health says of everything that went wrong."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.evidence import RecordMissing, read_record
from crawler.health import NotSeen, Scope
from crawler.launch import CrawlFailed, crawl
from crawler.run_file import Run, runs
from crawler.source import Basis, Expect, Shop
from tests.crawler.core.conftest import NOW, SPIDER, source_of
from tests.crawler.core.small_shop import Answer, SmallShop, html, item, open_shop, shelf

Crawl = Callable[..., Run]


def titles(run: Run) -> list[str | None]:
    return [listing.title for _, listing in run.listings()]


@pytest.mark.own_interpreter
def test_a_healthy_shop_gives_a_whole_run(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(7)) as shop:
        run = crawl_shop(shop)
    run.verify()
    assert run.id == "shop-20261122T020000Z"
    assert titles(run) == [f"银戒指 {n} 号" for n in range(7)]
    assert run.health.verdict == "healthy"
    assert run.health.counts == {"pages": 9, "listings": 7, "refused": 0, "not_seen": 0}
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=7),)
    assert sorted(shop.hits) == sorted(["/robots.txt", *(p for p in shop.pages if p != "/robots.txt")])
    assert [r.id for r in runs(runs_dir)] == [run.id]
    assert {path.name for path in (runs_dir / ".staging").iterdir()} == {"shop.lock"}


def test_a_listing_carries_its_provenance(crawl_shop: Crawl) -> None:
    with open_shop(SmallShop.of(1)) as shop:
        basis = Basis("grant", grant_id="授权-7")
        run = crawl_shop(shop, basis=basis, shop=Shop("s1", "银匠铺", "flagship"))
    _, listing = next(run.listings())
    assert listing.source is not None
    assert listing.shop is not None
    assert (listing.source.route, listing.source.connector, listing.source.grant_id) == ("page", "web", "授权-7")
    assert (listing.shop.id, listing.shop.name, listing.shop.kind) == ("s1", "银匠铺", "flagship")
    assert listing.url == f"{shop.base}/item/0"
    assert listing.observed_at is not None
    assert timedelta(0) <= listing.observed_at - NOW < timedelta(minutes=1)
    assert run.manifest.grant == "授权-7"


@pytest.mark.own_interpreter
def test_evidence_is_what_came_over_the_wire(crawl_shop: Crawl) -> None:
    page = gzip.compress(item(0)[2])
    shop = SmallShop.of(1)
    shop.pages["/item/0"] = (
        200,
        {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip", "X-A": "1"},
        page,
    )
    with open_shop(shop):
        run = crawl_shop(shop)
    _, listing = next(run.listings())
    assert listing.source is not None
    assert listing.source.warc is not None
    assert run.pages is not None
    record = read_record(run.pages, listing.source.warc)
    assert (record.url, record.status, record.body) == (listing.url, 200, item(0)[2])
    assert ("X-A", "1") in record.headers
    assert record.at == listing.observed_at
    with pytest.raises(RecordMissing, match="没有编号为"):
        read_record(run.pages, "<urn:uuid:0>")
    check = [str(Path(sys.executable).with_name("warcio")), "check", str(run.pages)]
    assert subprocess.run(check, check=False).returncode == 0
    raw = gzip.decompress(run.pages.read_bytes())
    assert page in raw
    assert b"User-agent: *\nAllow: /" in raw
    assert b"GET /item/0 HTTP/1.1\r\nHost: 127.0.0.1" in raw
    assert b"User-Agent: Zuanjian/" in raw


def test_redirect_hops_are_evidence_and_the_listing_points_to_the_last(crawl_shop: Crawl) -> None:
    shop = SmallShop.of(1)
    shop.pages["/item/0"] = 302, {"Location": "/moved/0"}, b""
    shop.pages["/moved/0"] = item(0)
    with open_shop(shop):
        run = crawl_shop(shop)
    _, listing = next(run.listings())
    assert run.pages is not None
    assert listing.source is not None
    assert listing.source.warc is not None
    assert read_record(run.pages, listing.source.warc).url == f"{shop.base}/moved/0"
    assert b"302 Found" in gzip.decompress(run.pages.read_bytes())


BROKEN: dict[str, tuple[Answer, str, str]] = {
    "403": ((403, {"Content-Type": "text/html"}, b"no"), "refused", "HTTP 403"),
    "404": ((404, {"Content-Type": "text/html"}, b"no"), "http_error", "HTTP 404"),
    "500": ((500, {"Content-Type": "text/html"}, b"no"), "http_error", "HTTP 500"),
    "empty": ((200, {"Content-Type": "text/html"}, b"  \n"), "empty", "为空"),
    "picture": ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "wrong_type", "image/png"),
    "mislabelled": (
        (200, {"Content-Type": "text/html; charset=utf-8"}, "<h1>天然钻石女戒足金镶嵌</h1>".encode("gb18030")),
        "wrong_encoding",
        "utf-8",
    ),
    "cut": ((200, {"Content-Type": "text/html", "Content-Length": "9000"}, b"<h1 data-id=9>"), "truncated", "不完整"),
    "login": (html('<form>请登录<input type="password"></form>'), "login_wall", "登录"),
    "captcha": (html("<p>访问过于频繁，请拖动滑块完成验证</p>"), "captcha", "验证"),
    "raises": (html('<h1 data-id="9">坏</h1>'), "parse_failed", "KeyError"),
    "loop": ((302, {"Location": "/item/0"}, b""), "redirect_loop", "跳转"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_goes_wrong_is_named_with_its_shop_and_the_rest_goes_on(case: str, crawl_shop: Crawl) -> None:
    answer, kind, word = BROKEN[case]
    shop = SmallShop.of(3)
    shop.pages["/item/0"] = answer
    with open_shop(shop):
        run = crawl_shop(shop)
    assert titles(run) == ["银戒指 1 号", "银戒指 2 号"]
    (miss,) = run.health.not_seen
    assert (miss.what, miss.kind, miss.shop) == (f"{shop.base}/item/0", kind, "s1")
    assert word in miss.reason
    assert run.health.looked == (Scope(shop="s1", complete=False, listings=2),)
    assert run.health.verdict == "thin"


@pytest.mark.parametrize(
    ("status", "kind", "complete"), [(404, "vanished", True), (410, "vanished", True), (403, "refused", False)]
)
def test_an_item_whose_own_page_is_gone_has_vanished(status: int, kind: str, complete: bool, crawl_shop: Crawl) -> None:
    shop = SmallShop.of(3)
    shop.pages["/item/0"] = (status, {"Content-Type": "text/html"}, b"no")
    with open_shop(shop):
        run = crawl_shop(shop, spider="tests.crawler.core.small_shop:ItemWalker")
    (missed,) = run.health.not_seen
    assert missed.kind == kind
    assert [scope.complete for scope in run.health.looked] == [complete]


def test_a_shop_with_a_login_box_in_its_header_is_no_wall(crawl_shop: Crawl) -> None:
    shop = SmallShop.of(1)
    shop.pages["/item/0"] = html('请登录<input type="password"><h1 data-id="0">验证码戒指</h1>')
    with open_shop(shop):
        assert crawl_shop(shop).health.verdict == "healthy"


def test_a_site_that_refuses_everything_is_blocked(crawl_shop: Crawl) -> None:
    shop = SmallShop.of(1)
    shop.pages["/robots.txt"] = 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n"
    with open_shop(shop):
        run = crawl_shop(shop)
    assert shop.hits == ["/robots.txt"]
    assert run.health.verdict == "blocked"
    assert [miss.kind for miss in run.health.not_seen] == ["robots_denied"]
    assert run.health.looked == ()


def test_an_unreachable_site_is_broken(crawl_shop: Crawl) -> None:
    with open_shop(SmallShop.of(1)) as shop:
        pass
    run = crawl_shop(shop)
    assert run.health.verdict == "broken"
    assert [miss.kind for miss in run.health.not_seen] == ["unreachable"]


@pytest.mark.parametrize(("allowed", "verdict"), [(False, "broken"), (True, "healthy")])
def test_an_empty_shelf_is_a_fault_unless_the_source_expects_it(allowed: bool, verdict: str, crawl_shop: Crawl) -> None:
    with open_shop(SmallShop({"/shelf/1": shelf()})) as shop:
        run = crawl_shop(shop, expect=Expect(empty_allowed=allowed))
    assert run.health.verdict == verdict
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=0),)


def test_an_expectation_that_is_missed_makes_a_run_thin(crawl_shop: Crawl) -> None:
    with open_shop(SmallShop.of(2)) as shop:
        run = crawl_shop(shop, expect=Expect(min_listings=3, min_fields={"title": 1.0, "price": 0.5}))
    assert run.health.verdict == "thin"
    assert [(e.name, e.found, e.met) for e in run.health.expectations] == [
        ("min_listings", 2, False), ("min_fields.price", 0, False), ("min_fields.title", 1, True),
    ]  # fmt: skip


def test_a_broken_link_does_not_end_the_page_it_is_on(crawl_shop: Crawl) -> None:
    shop = SmallShop({"/shelf/1": shelf("javascript:alert(1)", "/item/1"), "/item/1": item(1)})
    with open_shop(shop):
        run = crawl_shop(shop)
    assert titles(run) == ["银戒指 1 号"]
    assert run.health.not_seen == (NotSeen("javascript:alert(1)", "off_site", "不是可以访问的网页地址", shop="s1"),)


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ('<h1 data-id="">无编号</h1>', "item_id"),
        ('<h1 data-id="1"></h1>', "title"),
        ('<h1 data-id="1">半个字</h1>', "编码"),
    ],
)
def test_a_listing_that_no_reader_would_accept_is_named(page: str, word: str, crawl_shop: Crawl) -> None:
    shop = SmallShop.of(2)
    shop.pages["/item/0"] = html(page)
    with open_shop(shop):
        run = crawl_shop(shop)
    run.verify()
    assert titles(run) == ["银戒指 1 号"]
    (miss,) = run.health.not_seen
    assert (miss.kind, miss.shop) == ("parse_failed", "s1")
    assert word in miss.reason


def test_a_page_that_sends_its_reader_to_a_login_is_a_login_wall(crawl_shop: Crawl) -> None:
    shop = SmallShop.of(2)
    shop.pages["/item/0"] = 302, {"Location": "https://passport.example/login?next=/item/0"}, b""
    with open_shop(shop):
        run = crawl_shop(shop)
    assert [(miss.kind, miss.shop) for miss in run.health.not_seen] == [("login_wall", "s1")]


def test_two_runs_of_a_source_are_chained_and_never_overwritten(crawl_shop: Crawl, runs_dir: Path) -> None:
    with open_shop(SmallShop.of(1)) as shop:
        first, second = crawl_shop(shop), crawl_shop(shop)
    assert second.id == "shop-20261122T020001Z"
    assert first.manifest.previous is None
    assert second.manifest.previous is not None
    assert [run.id for run in runs(runs_dir)] == [first.id, second.id]


@pytest.mark.parametrize(
    ("basis", "reason"),
    [
        (Basis("open_page", valid_until=date(2026, 11, 21)), "已于 2026-11-21 到期"),
        (Basis("delivered_file"), "不能采集"),
    ],
)
def test_without_a_living_basis_nothing_is_asked(basis: Basis, reason: str, crawl_shop: Crawl) -> None:
    with open_shop(SmallShop.of(1)) as shop, pytest.raises(CrawlFailed, match=reason):
        crawl_shop(shop, basis=basis)
    assert shop.hits == []


@pytest.mark.own_interpreter
def test_a_crawl_tells_how_far_it_is(runs_dir: Path, crawl_shop: Crawl) -> None:
    told: list[tuple[int, int]] = []
    with open_shop(SmallShop.of(2)) as shop:
        crawl(source_of(shop), runs_dir, now=NOW, spider=SPIDER, progress=lambda *step: told.append(step))
    assert told == [(1, 0), (2, 1), (3, 2)]


def test_a_spider_that_stumbles_at_its_start_is_named_and_goes_on(runs_dir: Path, crawl_shop: Crawl) -> None:
    with open_shop(SmallShop.of(1)) as shop:
        run = crawl(source_of(shop), runs_dir, now=NOW, spider="tests.crawler.core.small_shop:Stumbling")
    assert titles(run) == ["银戒指 0 号"]
    assert [(miss.what, miss.kind) for miss in run.health.not_seen] == [("shop", "parse_failed")]
    assert run.health.looked == (Scope(shop="s1", complete=False, listings=1),)


@pytest.mark.own_interpreter
def test_an_unknown_platform_is_one_line(runs_dir: Path) -> None:
    with open_shop(SmallShop.of(1)) as shop, pytest.raises(CrawlFailed, match="没有名为“nowhere”的采集平台"):
        crawl(source_of(shop, platform="nowhere"), runs_dir, now=NOW)


def test_launching_loads_no_scrapy() -> None:
    code = (
        "import sys, crawler.launch, crawler.platforms; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
