"""A crawl killed among its pictures goes on with those that are left, and asks for none twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from crawler.run_file import Run
from crawler.source import encode_source
from tests.crawler.core.conftest import NOW, source_of
from tests.crawler.core.small_shop import Answer, SmallShop, open_shop, shelf
from tests.crawler.pictures.made import image, picture, shown

SPIDER = "tests.crawler.pictures.made:Spider"


def test_a_killed_crawl_goes_on_among_its_pictures(crawl_shop: Callable[..., Run], runs_dir: Path) -> None:
    reached, killed = threading.Event(), threading.Event()

    def second() -> Answer:
        if not reached.is_set():
            reached.set()
            killed.wait(30)
        return image(picture(seed=2))

    pages = {"/shelf/1": shelf("/item/0"), "/item/0": shown(0, "main=/1.png", "detail=/2.png", "detail=/3.png")}
    with open_shop(SmallShop({**pages, "/1.png": image(picture(seed=1)), "/2.png": second})) as shop:
        shop.pages["/3.png"] = image(picture(seed=3))
        command = [sys.executable, "-m", "crawler.process", "--runs", str(runs_dir), "--at", NOW.isoformat()]
        child = subprocess.Popen(
            [*command, "--spider", SPIDER], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert child.stdin is not None
        child.stdin.write(encode_source(source_of(shop, pictures=3)) + b"\n")
        child.stdin.flush()
        assert reached.wait(60)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        killed.set()
        run = crawl_shop(shop, spider=SPIDER, pictures=3)
    assert (shop.asked("/item/0"), shop.asked("/1.png"), shop.asked("/3.png")) == (1, 1, 1)
    assert [p.url.rpartition("/")[2] for p in run.pictures()] == ["1.png", "2.png", "3.png"]
    [(_, listing)] = run.listings()
    assert all(shown.sha256 for shown in listing.images)
    assert run.health.verdict == "healthy"
