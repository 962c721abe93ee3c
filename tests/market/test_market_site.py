"""The site shows each day as the data have it, at addresses that stay, and answers nonsense with 404."""

from __future__ import annotations

import json
import struct
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator

import pytest

from desk.market.shelves import shelves
from desk.market.site import Site, answer, serve

SHELVES = {shelf.name: shelf for shelf in shelves()}
XINGYA, MAY, CHAOXIAN = SHELVES["shop-xingya"], SHELVES["room-may"], SHELVES["shop-chaoxian"]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve(day=1) as running:
        yield running


def get(site: Site, path: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(site.base_url + path, timeout=10) as reply:  # noqa: S310 - loopback
            return reply.status, reply.headers["Content-Type"], reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


def test_the_same_address_shows_another_day_when_the_day_is_turned(site: Site) -> None:
    item = next(goods for goods in MAY.days[2] if goods.title.startswith("小扇子"))
    path = f"/items/{item.id}.html"
    site.day = 1
    assert "宝嘎丽扇子项链" in get(site, path)[2].decode()
    site.day = 2
    assert "宝嘎丽" not in get(site, path)[2].decode()
    site.day = 1
    assert "宝嘎丽扇子项链" in get(site, path)[2].decode()


@pytest.mark.parametrize("day", [0, 4])
def test_a_day_that_the_market_does_not_have_is_refused(site: Site, day: int) -> None:
    with pytest.raises(ValueError, match="days"):
        site.day = day


def test_two_markets_stand_side_by_side(site: Site) -> None:
    with serve(day=2) as other:
        assert other.base_url != site.base_url
        assert get(other, "/")[0] == 200


def test_robots_txt_sets_a_delay_and_closes_the_members_corner_that_pages_link_to(site: Site) -> None:
    status, _, robots = get(site, "/robots.txt")
    assert status == 200
    assert b"Crawl-delay: 0.05" in robots
    assert b"Disallow: /members/" in robots
    assert b'href="/members/orders.html"' in get(site, "/")[2]


def test_the_directory_names_every_shelf_and_each_answers(site: Site) -> None:
    site.day = 1
    signposts = json.loads(get(site, "/market.json")[2])["shelves"]
    assert len(signposts) == len(shelves()) == 14
    for signpost in signposts:
        assert get(site, signpost["first"])[0] == 200
        if signpost["transcript"]:
            assert get(site, signpost["transcript"])[1].startswith("text/vtt")


@pytest.mark.parametrize(("day", "status"), [(1, 200), (2, 500), (3, 200)])
def test_one_page_fails_on_the_second_day(day: int, status: int) -> None:
    address = f"/api/shops/{XINGYA.shop.id}/goods"
    assert answer(f"{address}?page=1", day).status == 200
    assert answer(f"{address}?page=2", day).status == status


@pytest.mark.parametrize(("day", "closed"), [(1, False), (2, False), (3, True)])
def test_one_room_asks_to_sign_in_on_the_third_day(day: int, closed: bool) -> None:
    assert MAY.room
    reply = answer(f"/api/rooms/{MAY.room.id}/shelf", day)
    assert reply.status == 200
    assert (b"password" in reply.body) is closed


@pytest.mark.parametrize(("day", "down"), [(1, False), (2, False), (3, True)])
def test_one_item_is_taken_down_while_the_shelf_still_links_it(day: int, down: bool) -> None:
    item = next(goods for goods in CHAOXIAN.days[3] if goods.delisted)
    pages = [answer(f"/shops/{CHAOXIAN.shop.id}/?page={n}", day).body.decode() for n in (1, 2, 3)]
    assert sum(f"/items/{item.id}.html" in page for page in pages) == 1
    assert ("已下架" in answer(f"/items/{item.id}.html", day).body.decode()) is down


def test_list_pages_link_forward_to_the_last() -> None:
    pages = CHAOXIAN.pages(1)
    for number in range(1, len(pages) + 1):
        body = answer(f"/shops/{CHAOXIAN.shop.id}/?page={number}", 1).body.decode()
        assert ('rel="next"' in body) is (number < len(pages))
        assert body.count('class="item"') == len(pages[number - 1])


def test_a_room_lifts_the_item_being_explained_and_still_shows_it_at_its_place() -> None:
    assert MAY.room
    promotions = json.loads(answer(f"/api/rooms/{MAY.room.id}/shelf", 1).body)["data"]["promotions"]
    assert promotions[0]["lifted"]
    assert [p["promotion_id"] for p in promotions].count(promotions[0]["promotion_id"]) == 2


def test_what_a_seller_wrote_is_text_not_markup() -> None:
    for shelf in shelves():
        for goods in shelf.days[1]:
            body = answer(f"/items/{goods.id}.html", 1).body.decode()
            assert body.count("<main") == body.count("</main>") == 1


def test_pictures_are_small_whole_png_files(site: Site) -> None:
    goods = MAY.days[1][0]
    _, kind, body = get(site, f"/pictures/{goods.id}-0.png")
    assert kind == "image/png"
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert body.endswith(b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))
    assert len(body) < 2000
    assert body != get(site, f"/pictures/{goods.id}-1.png")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere", "/items/1.html", f"/items/{'9' * 19}.html", f"/shops/{'9' * 19}/", "/pictures/../../etc/passwd",
        f"/shops/{CHAOXIAN.shop.id}/?page=0", f"/shops/{CHAOXIAN.shop.id}/?page=99",
        f"/shops/{CHAOXIAN.shop.id}/?page=-1", f"/shops/{CHAOXIAN.shop.id}/?page=eins",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_404(path: str) -> None:
    assert answer(path, 1).status == 404


def test_an_item_is_not_shown_on_a_day_on_which_it_is_off_the_shelf() -> None:
    gone = {goods.id for goods in MAY.days[1]} - {goods.id for goods in MAY.days[2]}
    assert gone
    for item in gone:
        assert answer(f"/items/{item}.html", 1).status == 200
        assert answer(f"/items/{item}.html", 2).status == 404
