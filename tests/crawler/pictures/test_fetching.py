"""Pictures from outside: a shop shows them, a crawl fetches them, the run says which it has and why it lacks the others."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence import payload_digest
from crawler.pictures.picture import PictureRefused, decoded, opened
from crawler.run_file import Run
from crawler.source import Pace
from tests.crawler.core.small_shop import SmallShop, open_shop, shelf
from tests.crawler.pictures.made import bomb, image, picture, pixels, shown

Crawl = Callable[..., Run]
SPIDER = "tests.crawler.pictures.made:Spider"


def shop_with(*pictures: str, **routes: object) -> SmallShop:
    """One item that shows these pictures."""
    return SmallShop({"/shelf/1": shelf("/item/0"), "/item/0": shown(0, *pictures)})


def bad(run: Run) -> dict[str, str]:
    return {miss.what.rpartition("/")[2]: miss.kind for miss in run.health.pictures}


def test_pictures_are_kept_under_their_hash_and_the_run_says_so(crawl_shop: Crawl, runs_dir: Path) -> None:
    body = picture(kind="JPEG")
    with open_shop(shop_with("main=/a.jpg", "detail=/b.png")) as shop:
        shop.pages["/a.jpg"] = image(body, "application/octet-stream")  # the content counts, not what it is called
        shop.pages["/b.png"] = image(picture(seed=4))
        run = crawl_shop(shop, spider=SPIDER, pictures=3)
    run.verify()
    sha256 = hashlib.sha256(body).hexdigest()
    [(_, listing)] = run.listings()
    assert listing.images[0].sha256 == sha256
    assert len(listing.images[0].phash or "") == 64
    assert (runs_dir.parent / "evidence" / sha256[:2] / sha256).read_bytes() == body
    first, second = run.pictures()
    assert (first.url, first.format, first.width, first.height, first.bytes) == (
        f"{shop.base}/a.jpg", "JPEG", 400, 300, len(body),
    )  # fmt: skip
    assert second.sha256 == listing.images[1].sha256
    assert run.health.verdict == "healthy"
    assert run.health.counts["pages"] == 2


def test_the_bytes_lie_in_evidence_once_and_the_pages_name_them(crawl_shop: Crawl) -> None:
    with open_shop(shop_with("main=/a.png")) as shop:
        shop.pages["/a.png"] = image(picture())
        run = crawl_shop(shop, spider=SPIDER, pictures=1)
    assert run.pages is not None
    check = [str(Path(sys.executable).with_name("warcio")), "check", str(run.pages)]
    assert subprocess.run(check, check=False).returncode == 0
    with run.pages.open("rb") as file:
        [record] = [r.rec_headers for r in ArchiveIterator(file) if r.rec_type == "revisit"]
    assert record.get_header("WARC-Target-URI") == f"{shop.base}/a.png"
    assert record.get_header("WARC-Payload-Digest") == payload_digest(picture())
    assert run.pages.stat().st_size < len(picture())


def test_no_picture_is_asked_for_unless_the_source_wants_them(crawl_shop: Crawl) -> None:
    with open_shop(shop_with("main=/a.png")) as shop:
        run = crawl_shop(shop, spider=SPIDER)
    assert "/a.png" not in shop.hits
    [(_, listing)] = run.listings()
    assert listing.images[0].sha256 is None


def test_so_many_as_wanted_the_telling_ones_first_and_after_all_pages(crawl_shop: Crawl) -> None:
    pictures = ("sku=/s.png", "detail=/d.png", "=/x.png", "qualification=/q.png", "main=/m.png")
    with open_shop(SmallShop({"/shelf/1": shelf("/item/0", "/item/1")})) as shop:
        for number in (0, 1):
            shop.pages[f"/item/{number}"] = shown(number, *pictures)
        for name in "sdxqm":
            shop.pages[f"/{name}.png"] = image(picture(seed=ord(name)))
        run = crawl_shop(shop, spider=SPIDER, pictures=3)
    assert shop.hits == ["/robots.txt", "/shelf/1", "/item/0", "/item/1", "/m.png", "/q.png", "/d.png"]
    assert all(listing.images[4].sha256 for _, listing in run.listings())


def test_each_bad_picture_is_named_and_the_shelf_stays_whole(crawl_shop: Crawl) -> None:
    whole = picture()
    names = ("bomb", "cut", "page", "junk", "gone", "empty", "huge", "good")
    routes = {
        "bomb": image(bomb()), "cut": image(whole[: len(whole) // 2]), "junk": image(b"\x89PNG\r\n\x1a\nrubbish"),
        "page": image("<h1>没有图片</h1>".encode(), "image/jpeg"), "empty": image(b""), "good": image(whole),
        "huge": image(whole + b"\0" * (8 * 1024 * 1024)),
    }  # fmt: skip
    with open_shop(shop_with(*(f"detail=/{name}" for name in names), "detail=http://elsewhere.example/off")) as shop:
        shop.pages |= {f"/{name}": answer for name, answer in routes.items()}
        run = crawl_shop(shop, spider=SPIDER, pictures=20)
    assert bad(run) == {
        "bomb": "too_large", "cut": "truncated", "page": "wrong_type", "junk": "parse_failed", "gone": "http_error",
        "empty": "empty", "huge": "too_large", "off": "off_site",
    }  # fmt: skip
    assert [p.url.rpartition("/")[2] for p in run.pictures()] == ["good"]
    assert run.health.verdict == "healthy"
    assert run.health.not_seen == ()
    assert run.health.looked[0].complete


def test_robots_and_the_budget_hold_for_pictures_too(crawl_shop: Crawl) -> None:
    with open_shop(shop_with("main=/no/a.png", "detail=/b.png", "detail=/c.png")) as shop:
        shop.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no/\n")
        shop.pages["/b.png"] = shop.pages["/c.png"] = image(picture())
        run = crawl_shop(shop, spider=SPIDER, pictures=3, pace=Pace(daily_budget=8))
    # robots.txt, shelf, item, one picture: half of eight; the other half is for pages.
    assert bad(run) == {"a.png": "robots_denied", "c.png": "budget_spent"}
    assert "/no/a.png" not in shop.hits
    assert run.health.verdict == "healthy"


def test_who_refuses_pictures_is_asked_for_no_more_and_the_pages_count(crawl_shop: Crawl) -> None:
    with open_shop(shop_with(*(f"detail=/p{n}.png" for n in range(8)))) as shop:
        shop.pages |= {f"/p{n}.png": image(b"no", "text/html", 403) for n in range(8)}
        run = crawl_shop(shop, spider=SPIDER, pictures=8)
    # The one after the fifth refusal was on its way already.
    assert len([path for path in shop.hits if path.endswith(".png")]) in (5, 6)
    assert set(bad(run).values()) == {"refused"}
    assert len(run.health.pictures) == 8
    assert run.health.verdict == "healthy"


def test_a_picture_is_upright_and_what_is_clear_is_white() -> None:
    from PIL import Image

    out = io.BytesIO()
    camera = Image.Exif()
    camera[0x0112] = 6  # turned a quarter: the camera was held on its side
    Image.fromarray(pixels(40, 80, 1)).save(out, "JPEG", exif=camera)
    with opened(out.getvalue()) as turned:
        assert decoded(turned).size == (40, 80)
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with opened(out.getvalue()) as clear:
        assert decoded(clear).getpixel((5, 5)) == (255, 255, 255)


def test_what_only_calls_itself_a_picture_starts_no_decoder() -> None:
    for data in (
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\0\0\0\0AVI ",
        b"II*\0",
    ):
        with pytest.raises(PictureRefused) as refused:
            opened(data)
        assert refused.value.kind == "wrong_type"
