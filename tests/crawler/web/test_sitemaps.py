"""Sitemaps as start addresses, from the loopback shop to the sealed run: bounded, and harmless whatever they hold."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawler.health import Scope
from crawler.platforms.web.sitemap import MAX_ENTRIES, read_sitemap
from tests.crawler.core.small_shop import Answer, SmallShop, html, open_shop
from tests.crawler.web.test_walk import cards, not_seen, product, titles, walk

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def xml(root: str, kind: str, *addresses: str) -> bytes:
    entries = "".join(f"<{kind}><loc> {a} </loc><lastmod>2026-11-01</lastmod></{kind}>" for a in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {SPACE}>{entries}</{root}>'.encode()


def answer(body: bytes, kind: str = "application/xml") -> Answer:
    return 200, {"Content-Type": kind}, body


def the_shop(*items: int) -> SmallShop:
    return SmallShop({f"/item/{n}": product(n) for n in items})


def test_a_sitemap_leads_to_its_products_and_leaves_errands_and_other_hosts_alone(tmp_path: Path) -> None:
    with open_shop(the_shop(1001, 1002)) as shop:
        b = shop.base
        shop.pages["/sitemap.xml"] = answer(xml("urlset", "url", f"{b}/item/1001", f"{b}/cart/item/1", "http://elsewhere.example/item/9",
                                                f"{b}/item/1002", f"{b}/item/1001", f"{b}/story"))  # fmt: skip
        run = walk(shop, tmp_path, "/sitemap.xml")
        assert shop.asked("/story") == shop.asked("/cart/item/1") == 0
        assert not_seen(run, shop) == [("off_site", "/sitemap.xml")]
    assert titles(run) == ["银戒指 1001 号", "银戒指 1002 号"]
    assert run.health.looked == (Scope(shop=b.removeprefix("http://"), complete=False, listings=2),)


def test_an_index_is_opened_packed_parts_too_and_products_come_first(tmp_path: Path) -> None:
    with open_shop(the_shop(1001, 1002)) as shop:
        b = shop.base
        shop.pages |= {
            "/index.xml": answer(
                xml("sitemapindex", "sitemap", f"{b}/pages.xml", f"{b}/products.xml.gz", f"{b}/index.xml"), "text/xml"
            ),
            "/pages.xml": answer(xml("urlset", "url", f"{b}/item/1002")),
            "/products.xml.gz": answer(
                gzip.compress(xml("urlset", "url", f"{b}/item/1001")), "application/octet-stream"
            ),
        }
        run = walk(shop, tmp_path, "/index.xml")
        assert shop.hits.index("/products.xml.gz") < shop.hits.index("/pages.xml")
        assert shop.asked("/index.xml") == 1
    assert titles(run) == ["银戒指 1001 号", "银戒指 1002 号"]


def test_more_sitemaps_than_the_source_allows_are_named(tmp_path: Path) -> None:
    with open_shop(the_shop(1001, 1002)) as shop:
        maps = [f"{shop.base}/part{n}.xml" for n in range(5)]
        shop.pages["/index.xml"] = answer(xml("sitemapindex", "sitemap", *maps))
        shop.pages["/part0.xml"] = answer(xml("urlset", "url", f"{shop.base}/item/1001"))
        run = walk(shop, tmp_path, "/index.xml", options={"max_pages": 2})
        assert not_seen(run, shop) == [("budget_spent", "/part1.xml")]
    assert titles(run) == ["银戒指 1001 号"]


def test_indexes_within_indexes_come_to_an_end(tmp_path: Path) -> None:
    with open_shop(SmallShop()) as shop:
        for n in range(9):
            shop.pages[f"/m{n}.xml"] = answer(xml("sitemapindex", "sitemap", f"{shop.base}/m{n + 1}.xml"))
        run = walk(shop, tmp_path, "/m0.xml")
        assert not_seen(run, shop) == [("budget_spent", "/m4.xml")]


def test_a_pattern_says_which_entries_are_items(tmp_path: Path) -> None:
    with open_shop(SmallShop({"/dawn": product(1), "/item/2": product(2)})) as shop:
        shop.pages["/s.xml"] = answer(xml("urlset", "url", f"{shop.base}/dawn", f"{shop.base}/item/2"))
        run = walk(shop, tmp_path, "/s.xml", options={"item_pattern": "/dawn"})
    assert titles(run) == ["银戒指 1 号"]


@pytest.mark.parametrize("named", [True, False])
def test_robots_txt_names_the_sitemaps_when_the_source_asks_for_them(tmp_path: Path, named: bool) -> None:
    with open_shop(the_shop(1001, 1002)) as shop:
        lines = f"User-agent: *\nAllow: /\nSitemap: {shop.base}/s.xml\nsitemap: http://elsewhere.example/s.xml\n"
        shop.pages |= {
            "/robots.txt": (200, {"Content-Type": "text/plain"}, (lines if named else "User-agent: *").encode()),
            "/s.xml": answer(xml("urlset", "url", f"{shop.base}/item/1002")),
            "/rings": cards(1001),
        }
        run = walk(shop, tmp_path, "/rings", options={"sitemap": True})
        assert not_seen(run, shop) == ([] if named else [("parse_failed", "/robots.txt")])
    assert titles(run) == ["银戒指 1001 号", *(["银戒指 1002 号"] if named else [])]


BOMB = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "entities": BOMB + b"<urlset><url><loc>&b;</loc></url></urlset>",
    "a file of ours": b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>',
    "cut off": xml("urlset", "url", "http://h/item/1001", "http://h/item/1002")[:-60],
    "deep": b"<urlset>" + b"<url>" * 100_000,
    "no addresses": xml("urlset", "url", "", "javascript:alert(1)", "http://[bad"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_wrong_with_a_sitemap_is_said_and_what_stands_before_it_is_kept(tmp_path: Path, body: bytes) -> None:
    with open_shop(the_shop(1001)) as shop:
        shop.pages["/s.xml"] = answer(body.replace(b"http://h/", f"{shop.base}/".encode()))
        run = walk(shop, tmp_path, "/s.xml")
        (miss,) = run.health.not_seen
        assert miss.what == f"{shop.base}/s.xml"
        assert miss.reason.startswith("站点地图")
        assert set(shop.hits) <= {"/robots.txt", "/s.xml", "/item/1001"}
    assert titles(run) == (["银戒指 1001 号"] if b"1001" in body else [])


def test_a_sitemap_is_read_up_to_the_number_the_protocol_allows() -> None:
    found = read_sitemap(xml("urlset", "url", *(f"/item/{n}" for n in range(MAX_ENTRIES + 5))), "http://h/s.xml")
    assert found is not None
    assert len(found.pages) == MAX_ENTRIES
    assert (found.kind, found.fault) == ("budget_spent", "站点地图超过 50000 条，其后未看")


def test_a_page_is_no_sitemap() -> None:
    assert read_sitemap(html("<h1>x</h1>")[2], "http://h/") is None
    assert read_sitemap(b"\x1f\x8bdamaged", "http://h/s.xml.gz") is None


def test_links_that_differ_in_tracking_alone_are_asked_for_once(tmp_path: Path) -> None:
    links = "".join(
        f'<li class="product"><a href="/item/1001?{q}"><img src=x>戒指</a></li>' for q in ("utm_source=a", "spm=1.2&fbclid=3", "")
    )  # fmt: skip
    with open_shop(SmallShop({"/rings": html(links), "/item/1001": product(1001), "/item/1001?": product(1001)})) as s:
        run = walk(s, tmp_path, "/rings")
        assert len([h for h in s.hits if h.startswith("/item")]) == 1
    assert titles(run) == ["银戒指 1001 号"]


def test_one_canonical_address_with_two_article_numbers_is_one_listing(tmp_path: Path) -> None:
    def variant(number: str) -> Answer:
        return html(
            f'<link rel="canonical" href="/item/88"><h1>银戒指</h1><p>货号：{number}</p><p class="price">¥9</p><button>加入购物车</button>'
        )

    pages = {
        "/rings": html(
            '<a href="/item/88?size=50">a</a><a href="/item/88?size=52">b</a><a href="/item/89">c</a><img src="x">'
        ),
        "/item/88?size=50": variant("YJ-50"),
        "/item/88?size=52": variant("YJ-52"),
        "/item/89": product(89),
    }
    with open_shop(SmallShop(pages)) as shop:
        run = walk(shop, tmp_path, "/rings")
    assert titles(run) == ["银戒指", "银戒指 89 号"]
