"""Words that stand only in a picture: judged without them first, and again when they have been read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.custody import verify
from alerts.queries import run_looks
from alerts.store import Store
from alerts.values import IntakeSummary
from crawler.launch import crawl
from crawler.pictures.texts import Line, Reading, Readings
from crawler.run_file import Run
from crawler.source import Basis, Source
from desk.compose import open_database, take_in
from desk.config import Home, home_at
from desk.rereading import read_and_tell, read_pictures, unread_pictures
from desk.sources import latest_runs
from tests.crawler.core.small_shop import SmallShop, open_shop, shelf
from tests.crawler.pictures.made import image, picture, shown

SPIDER = "tests.crawler.pictures.made:Spider"
PRINTED = Path(__file__).parents[1] / "crawler" / "pictures" / "printed"
LAB_GROWN = ("实验室培育钻石", "证书 IGI LG612345678", "18K金 1克拉 D色 VVS1")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.chdir(Path(__file__).parents[2])
    return home_at(tmp_path / "home", {})


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_database(home) as opened:
        yield opened


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    """An item that its picture accuses, one that its picture clears, and one that its picture leaves as it is."""
    lab_grown = (PRINTED / "lab_grown.png").read_bytes()
    pages = {
        "/shelf/1": shelf("/item/0", "/item/1", "/item/2"),
        "/item/0": shown(0, "main=/0.png", title="18K金天然钻石戒指女1克拉D色", fen=1_580_000),
        "/item/1": shown(1, "main=/1.png", title="钻戒 1克拉 求婚戒指", fen=299_900),
        "/item/2": shown(2, "main=/2.png", title="银镀金戒指 仿钻", fen=9_900),
        "/0.png": image(lab_grown),
        "/1.png": image(lab_grown),
        "/2.png": image((PRINTED / "jade.png").read_bytes()),
    }
    with open_shop(SmallShop(pages)) as served:
        yield served


def seen(shop: SmallShop, home: Home, at: datetime = NOW) -> Run:
    source = Source("shop", "web", (f"{shop.base}/shelf/1",), Basis("open_page"), hosts=(shop.base[7:],), pictures=1)
    return crawl(source, home.runs, now=at, spider=SPIDER)


def read_by_hand(home: Home, run: Run, *texts: str) -> None:
    """As if the engine had read these lines in the first picture of the run."""
    sha256 = unread_pictures(home, run, None)[0]
    lines = tuple(Line(text, 0.99, (0, 50 * n, 300, 50 * n + 40)) for n, text in enumerate(texts))
    Readings(home.evidence).keep(Reading(sha256, "rapidocr", "0", "read", lines))


def moved(summary: IntakeSummary | None) -> dict[str, int]:
    assert summary is not None
    names = ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked")
    return {name: count for name in names if (count := getattr(summary, name))}


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.pictures.engine.installed", lambda: None)


@pytest.mark.usefixtures("no_engine")
def test_listings_are_judged_without_their_pictures_and_again_with_them(
    shop: SmallShop, home: Home, store: Store
) -> None:
    run = seen(shop, home)
    first = take_in(store, run)
    assert moved(first) == {"opened": 1}  # the price of the second item alone
    read_by_hand(home, run, *LAB_GROWN)
    again = read_pictures(home, store, run, lambda: NOW + timedelta(minutes=9))
    assert again.run is not None
    again.run.verify()
    assert [listing.item_id for _, listing in again.run.listings()] == ["0", "1"]
    assert again.run.health.rereads == run.id
    # Natural in the title and grown in the picture; and what was too cheap for a diamond turns out to say that it is none.
    counts = moved(again.summary)
    assert counts["opened"] >= 1
    assert counts["changed"] == 1
    assert set(counts) == {"opened", "changed"}
    assert verify(store) == ()
    # One look, however often it was read: counted, listed and shown as one.
    assert [(look.run_id, look.listings) for look in run_looks(store)] == [(run.id, 3)]
    assert latest_runs(home)["shop"].id == run.id
    run.verify()


@pytest.mark.usefixtures("no_engine")
def test_reading_twice_changes_nothing(shop: SmallShop, home: Home, store: Store) -> None:
    run = seen(shop, home)
    take_in(store, run)
    read_by_hand(home, run, *LAB_GROWN)
    read_pictures(home, store, run, lambda: NOW + timedelta(minutes=9))
    again = read_pictures(home, store, run, lambda: NOW + timedelta(minutes=20))
    assert (again.run, again.summary) == (None, None)
    assert len(list(home.runs.glob("shop-*"))) == 2


@pytest.mark.usefixtures("no_engine")
def test_the_next_look_knows_the_words_and_nothing_flaps(shop: SmallShop, home: Home, store: Store) -> None:
    run = seen(shop, home)
    take_in(store, run)
    read_by_hand(home, run, *LAB_GROWN)
    opened = moved(read_pictures(home, store, run, lambda: NOW + timedelta(minutes=9)).summary)["opened"]
    tomorrow = seen(shop, home, NOW + timedelta(days=1))
    texts = [listing.images[0].ocr_text for _, listing in tomorrow.listings()]
    assert texts == [LAB_GROWN, LAB_GROWN, ()]
    assert moved(take_in(store, tomorrow)) == {"seen_again": opened}
    assert read_pictures(home, store, tomorrow, lambda: NOW + timedelta(days=1, minutes=9)).run is None


@pytest.mark.usefixtures("no_engine")
def test_a_picture_that_is_unread_again_is_no_correction(shop: SmallShop, home: Home, store: Store) -> None:
    run = seen(shop, home)
    take_in(store, run)
    read_by_hand(home, run, *LAB_GROWN)
    read_pictures(home, store, run, lambda: NOW + timedelta(minutes=9))
    for record in (home.evidence / "ocr").glob("*.json"):
        record.unlink()  # as on another machine, where nothing has been read yet
    tomorrow = moved(take_in(store, seen(shop, home, NOW + timedelta(days=1))))
    assert "corrected" not in tomorrow
    assert tomorrow["not_looked"] >= 1


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_person_is_told_how_to_get_it(
    shop: SmallShop, home: Home, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    run = seen(shop, home)
    take_in(store, run)
    assert read_and_tell(home, store, [run], lambda: NOW)
    told = capsys.readouterr()
    assert "2 张图片上的文字未读" in told.err
    assert "make ocr" in told.err
    assert told.out == ""


@pytest.mark.usefixtures("no_engine")
def test_a_run_without_pictures_is_passed_over_in_silence(
    home: Home, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_shop(SmallShop({"/shelf/1": shelf("/item/0"), "/item/0": shown(0, "main=/0.png")})) as shop:
        shop.pages["/0.png"] = image(picture(), status=404)
        run = seen(shop, home)
    assert read_and_tell(home, store, [run], lambda: NOW)
    assert capsys.readouterr() == ("", "")


@pytest.mark.ocr
def test_the_command_reads_real_print_and_judges_again(shop: SmallShop, home: Home) -> None:
    run = seen(shop, home)
    command = [sys.executable, "-m", "desk", "--home", str(home.path), "pictures", run.id]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "读了 2 张图片，3 条商品有了图片文字" in done.stdout
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{run.id}：没有未读的图片\n", "")
    again = Run(home.runs / f"{run.id}-texts1")
    again.verify()
    texts = ["".join("".join(listing.images[0].ocr_text).split()) for _, listing in again.listings()]
    assert texts[0] == "".join("".join(LAB_GROWN).split())
    assert texts[2] == "冰种翡翠手镯送精美礼盒"
    with open_database(home) as store:
        assert verify(store) == ()


@pytest.mark.ocr
def test_a_long_picture_is_read_to_its_end(home: Home) -> None:
    from crawler.pictures.engine import installed
    from crawler.pictures.keeping import keep
    from crawler.pictures.reading import Reader

    data = (PRINTED / "long.png").read_bytes()
    keep(home.evidence, "f" * 64, data)
    with Reader(home.evidence, installed() or "") as reader:
        found = reader.read("f" * 64)
    assert found is not None
    lines = ["".join(line.text.split()) for line in found.lines]
    assert lines == ["第一屏天然翡翠", "第二屏附检测证书", "中间一屏冰种飘花", "最后一屏七天无理由"]
    assert found.whole
