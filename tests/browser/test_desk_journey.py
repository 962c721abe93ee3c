"""A reviewer's first morning in a real browser, and the report opened from disk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from alerts.intake import take_in
from alerts.store import open_store
from alerts.values import RunFacts
from crawler.health import Health, Scope
from crawler.listing import Shop
from nlp.judgement import Judgement
from reports import write
from tests.reports.briefs import SEEN, brief, context, detail, finding, partial_looks, ring

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>钻戒"
PASSWORD = "correct horse 42"


@pytest.fixture
def desk(tmp_path) -> Iterator[str]:
    """The set-up address that ``zuanjian serve`` prints over a home with one alert and no user."""
    listing = ring(title=HOSTILE, shop=Shop(id="s1", name="星河珠宝"))
    judgement = Judgement(
        "market", listing.item_id, 1, "flagged", "2026-11-22", "sha256:" + "cd" * 32, None, (finding(listing),)
    )
    health = Health(
        "healthy", {"pages": 1, "listings": 1, "refused": 0}, {}, (Scope("s1", complete=True, listings=1),), ()
    )
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as store:
        store.upgrade()
        take_in(
            store,
            RunFacts("20261122T020000Z-sample", "sample", "market", SEEN, SEEN, health, "sha256:" + "ab" * 32),
            [(1, listing, judgement)],
        )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZUANJIAN_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "desk", "--home", str(tmp_path), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    try:
        said = ""
        address = None
        while address is None:
            line = process.stdout.readline()
            assert line, f"the desk ended before it opened: {said}"
            said += line
            address = re.search(r"http://127\.0\.0\.1:\d+/setup\?token=\S+", said)
        yield address[0]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def test_first_morning(desk, page):
    page.goto(desk)
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("显示姓名（可不填）").fill("王敏")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输入一次").fill(PASSWORD)
    page.get_by_role("button", name="建立并登录").click()

    page.get_by_role("link", name=HOSTILE).click()
    assert page.locator("#words mark").all_text_contents() == ["钻戒①", "培育钻石②"]

    page.get_by_role("button", name="确认线索").click()  # the reason is missing: the browser holds it back
    assert page.locator("#decision strong").inner_text() == "待办"
    page.get_by_label("确认的理由").fill("属性写明培育，标题未写；已核对页面")
    page.get_by_role("button", name="确认线索").click()
    page.locator("#decision strong", has_text="已确认").wait_for()
    assert "已核对页面" in page.locator("#decision").inner_text()

    page.get_by_role("button", name="撤销上一次处理").click()
    page.locator("#decision strong", has_text="待办").wait_for()

    page.get_by_role("link", name="未看到什么").click()
    assert "本日 1 个来源均已查看完整" in page.locator(".notice").inner_text()

    page.get_by_role("link", name="线索", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载日报").click()
    assert download.value.suggested_filename == "daily-2026-11-22.html"

    page.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="登录").wait_for()
    page.go_back()
    page.goto(desk.split("/setup")[0] + "/")
    page.get_by_role("button", name="登录").wait_for()

    assert page.said == []
    assert {url.split("/")[2] for url in page.asked} == {desk.split("/")[2]}


@pytest.mark.parametrize("width", [390, 1100])
def test_report_opens_from_disk_asks_nobody_and_fits(page, tmp_path, width):
    listing = ring(title=HOSTILE + "长" * 3000, shop=Shop(id="s1", name="无空格" * 50))
    path = write(
        "daily", brief(detail(1, listing), looks=partial_looks(), days=30), "html", tmp_path / "d.html", context()
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    assert page.said == []
    assert page.asked == [path.as_uri()]
    assert page.locator("#A-000001 mark").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("figure > div > svg").first.bounding_box()["height"] > 60


@pytest.mark.parametrize("width", [390, 1100])
def test_desk_fits_a_phone(desk, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk)
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输入一次").fill(PASSWORD)
    page.get_by_role("button", name="建立并登录").click()
    page.get_by_role("link", name=HOSTILE).wait_for()
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name=HOSTILE).click()
    page.locator("#words mark").first.wait_for()
    page.wait_for_load_state("load")  # the words may be there before the style sheet is
    assert page.evaluate("document.documentElement.scrollWidth") <= width
