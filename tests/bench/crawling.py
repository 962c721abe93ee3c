"""Crawling against plain Scrapy with extruct over the same pages, and memory over many of them.

    python -m tests.bench.crawling                             both speeds, and the largest memory of these small crawls
    python -m tests.bench.crawling --memory [--pages 50000]    one long crawl alone, its memory told at ten marks

Both sides fetch every page of a local shop one after the other, each in a process of its own, started anew every time.
The peer parses JSON-LD and microdata with extruct and writes what it found as JSON lines. Ours finds products, keeps the
evidence, journals every page and seals a run. The shop is the source's own loopback address, so no pause is due.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.launch import Progress, crawl
from crawler.run_file import Run
from crawler.source import Basis, Source
from tests.bench.timing import medians
from tests.mock_site.routes import product

PAGES = 600
PER_LIST = 500
_FILLER = "<div class='card'><a href='/help'>保养说明</a><p>佩戴后请用软布擦拭，避免接触香水与化妆品。</p></div>" * 160


class _Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = (
        True  # head and body are two writes: the second would wait 40 ms, and hide what either side costs
    )
    items = PAGES

    def do_GET(self) -> None:
        path, kind = self.path, "text/html; charset=utf-8"
        if path == "/robots.txt":
            body, kind = b"User-agent: *\nAllow: /\n", "text/plain"
        elif path.startswith("/list/"):
            body = self._list(int(path.removeprefix("/list/")))
        else:
            number = path.rpartition("-")[2]
            body = product(f"银饰 {number} 号", number).replace("</body>", f"{_FILLER}</body>").encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _list(self, page: int) -> bytes:
        numbers = range((page - 1) * PER_LIST, min(page * PER_LIST, self.items))
        links = "".join(f"<li><a href='/product/p-{n}'><img src='/{n}.jpg'>银饰 {n} 号</a></li>" for n in numbers)
        more = f"<a rel='next' href='/list/{page + 1}'>下一页</a>" if page * PER_LIST < self.items else ""
        return f"<html><body><ul>{links}</ul>{more}</body></html>".encode()

    def log_message(self, format: str, *args: object) -> None:
        pass


def _serve(items: int, told: Connection) -> None:
    handler = type("Shop", (_Shop,), {"items": items})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    told.send(server.server_port)
    server.serve_forever()


@contextmanager
def shop(items: int) -> Iterator[str]:
    """A shop of so many product pages of about 25 KB in a process of its own; gives ``127.0.0.1:port``."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(items, theirs), daemon=True)
    process.start()
    try:
        yield f"127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def ours(host: str, pages: int, folder: Path, progress: Progress = lambda requests, listings: None) -> Run:
    source = Source(
        name="bench", platform="web", start=(f"http://{host}/list/1",), hosts=(host,), basis=Basis("open_page"),
        options={"max_pages": pages // PER_LIST + 2},
    )  # fmt: skip
    run = crawl(source, folder / "runs", now=datetime.now(UTC), progress=progress)
    if run.health.counts["listings"] != pages:
        raise AssertionError(f"{run.health.counts} instead of {pages} listings")
    return run


def theirs(host: str, pages: int, folder: Path) -> None:
    out = folder / "plain.jsonl"
    subprocess.run([sys.executable, "-m", "tests.bench.plain_scrapy", host, str(out)], check=True, capture_output=True)
    with out.open(encoding="utf-8") as lines:
        found = sum(1 for line in lines if json.loads(line)["json-ld"])
    if found != pages:
        raise AssertionError(f"{found} instead of {pages} products")


def _in_new_folder(work: object, host: str, pages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work(host, pages, Path(folder))  # type: ignore[operator]


def run() -> None:
    """Print both speeds and their ratio."""
    with shop(PAGES) as host:
        mine, plain = medians(lambda: _in_new_folder(ours, host, PAGES), lambda: _in_new_folder(theirs, host, PAGES))
    print(
        f"crawling {PAGES} pages, start-up included: {PAGES / mine:.0f} pages/s; "
        f"plain Scrapy with extruct {PAGES / plain:.0f}/s; ratio {plain / mine:.2f}"
    )
    print(f"largest child so far: {_largest_child()} MiB")


def watch(pages: int) -> None:
    """Print what one long crawl holds in memory, sealing included; what grows with the pages would show here."""

    def marked(requests: int, listings: int) -> None:
        if requests % (pages // 10) == 0:
            print(f"  {requests:,} requests: {_of_crawl()} MiB", flush=True)

    started = time.monotonic()
    with shop(pages) as host, tempfile.TemporaryDirectory() as folder:
        ours(host, pages, Path(folder), marked)
    spent = time.monotonic() - started
    print(f"crawling {pages:,} pages: {pages / spent:.0f} pages/s; at most {_largest_child()} MiB, sealing included")


def _of_crawl() -> int | str:
    """MiB of the crawl that runs under this process, where the system tells (Linux)."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
            ours = int(told["PPid"]) == os.getpid() and b"crawler.process" in status.with_name("cmdline").read_bytes()
        except (OSError, KeyError, ValueError):
            continue
        if ours:
            return int(told["VmRSS"].split()[0]) // 1024
    return "?"


def _largest_child() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.bench.crawling")
    asked.add_argument("--memory", action="store_true", help="watch the memory of one long crawl instead")
    asked.add_argument("--pages", type=int, default=50_000, help="pages of that crawl")
    options = asked.parse_args()
    if options.memory:
        watch(options.pages)
    else:
        run()
