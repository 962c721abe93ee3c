"""Crawling against plain Scrapy with extruct over the same pages, and memory over many of them.

    python -m tests.bench.crawling [PAGES]     PAGES (50,000): the crawl whose memory is watched; 0 leaves it out

Both sides fetch every page of a local shop one after the other, each in a process of its own, started anew every time.
The peer parses JSON-LD and microdata with extruct and writes what it found as JSON lines. Ours finds products, keeps the
evidence, journals every page and seals a run. The shop is the source's own loopback address, so no pause is due.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.launch import crawl
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


def ours(host: str, pages: int, folder: Path) -> Run:
    source = Source(
        name="bench", platform="web", start=(f"http://{host}/list/1",), hosts=(host,), basis=Basis("open_page"),
        options={"max_pages": pages // PER_LIST + 2},
    )  # fmt: skip
    run = crawl(source, folder / "runs", now=datetime.now(UTC))
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


def run(watched: int = 0) -> None:
    """Print both speeds and their ratio; with ``watched``, the largest memory over that many pages against PAGES."""
    with shop(PAGES) as host:
        mine, plain = medians(lambda: _in_new_folder(ours, host, PAGES), lambda: _in_new_folder(theirs, host, PAGES))
    print(
        f"crawling {PAGES} pages, start-up included: {PAGES / mine:.0f} pages/s; "
        f"plain Scrapy with extruct {PAGES / plain:.0f}/s; ratio {plain / mine:.2f}"
    )
    small = _largest_child()
    print(f"largest child so far: {small} MiB")
    if watched:
        with shop(watched) as host:
            _in_new_folder(ours, host, watched)
        print(f"largest child over {watched:,} pages: {_largest_child()} MiB")


def _largest_child() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
