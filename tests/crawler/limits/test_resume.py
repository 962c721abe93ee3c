"""A crawl killed in the middle goes on with the same command: nothing finished is asked again, nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from crawler.source import encode_source
from tests.crawler.limits.conftest import NOW, ROOT, WALKER, Crawl, source_of
from tests.mock_site.routes import item, listing_of
from tests.mock_site.site import Handler, MockSite, robots_text

COMMAND = """
import sys
from datetime import datetime
from pathlib import Path
from crawler.launch import crawl
from crawler.source import decode_source

source = decode_source(sys.stdin.buffer.read())
crawl(source, Path(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]), spider=sys.argv[3])
"""
ITEMS = 12
HANGS = 5


def test_kill_in_the_middle_then_the_same_command(crawled: Crawl, site: MockSite, runs_dir: Path) -> None:
    paths = [f"/item/{n}" for n in range(ITEMS)]
    site.routes.update({path: item(path[6:]) for path in paths})
    site.routes["/shelf"] = listing_of(*paths)
    site.robots = robots_text("User-agent: *\nCrawl-delay: 0.05\n")
    half_way = threading.Event()
    site.routes[paths[HANGS]] = lambda handler: _hang(handler, half_way)
    source = source_of(site, "/shelf")

    command = [sys.executable, "-c", COMMAND, str(runs_dir), NOW.isoformat(), WALKER]
    parent = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, start_new_session=True)
    assert parent.stdin is not None
    parent.stdin.write(encode_source(source))
    parent.stdin.close()
    assert half_way.wait(30), "the crawl never came so far"
    os.killpg(parent.pid, signal.SIGKILL)  # the command and the child that crawls for it
    parent.wait(30)
    assert [path for path in runs_dir.iterdir() if not path.name.startswith(".")] == [], "no half run is to be seen"
    site.routes[paths[HANGS]] = item(str(HANGS))

    run = crawled("/shelf")

    assert sorted(int(listing.item_id) for _, listing in run.listings()) == list(range(ITEMS))
    assert run.health.verdict == "healthy"
    asked = {path: len(site.times(path)) for path in ["/shelf", *paths]}
    assert asked == {"/shelf": 1} | {path: 1 + (n == HANGS) for n, path in enumerate(paths)}
    run.verify()


def _hang(handler: Handler, half_way: threading.Event) -> None:
    half_way.set()
    handler.site.stopping.wait(60)
