"""``look``: what we would read from one page, without a run, a source or a database."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import orjson

from crawler.listing import Listing

if TYPE_CHECKING:
    from crawler.run_file import Run

MAX_FILE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """``page``: file name or address; ``listing``: what was read; ``why``: a Chinese line when nothing, or less than all, was.

    ``origins``: path of a field -> where on the page it was read, as ``crawler.platforms.web.origins`` names it.
    """

    page: str
    listing: Listing | None
    why: str | None = None
    origins: dict[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        """One line ``{"page", "listing", "why"}`` without its line end."""
        listing = msgspec.to_builtins(self.listing) if self.listing else None
        return orjson.dumps({"page": self.page, "listing": listing, "why": self.why})


def look_file(path: Path) -> Look:
    """Read one saved page or products JSON; ``.gz`` is unpacked. Never raises for what the file holds or lacks."""
    try:
        if path.stat().st_size > MAX_FILE:
            return Look(path.name, None, f"文件超过 {MAX_FILE // 1024 // 1024} MB，未读取")
        body = path.read_bytes()
    except FileNotFoundError:
        return Look(path.name, None, "文件不存在")
    except IsADirectoryError:
        return Look(path.name, None, "这是文件夹，不是网页文件")
    except OSError as error:
        return Look(path.name, None, f"文件无法读取（{error.strerror or '原因不明'}）")
    return look_bytes(body, path.name)


def look_url(url: str) -> Look:
    """Fetch one public page, by the same polite crawl as any other (robots.txt, limits, guards), and read it.

    Never raises for what the other side does; the run it makes is thrown away.
    """
    from crawler.launch import CrawlFailed, crawl
    from crawler.source import Basis, Source, addressable

    if not addressable(url):
        return Look(url, None, "不是可以访问的网页地址")
    host = urlsplit(url).netloc.rpartition("@")[2].lower()
    source = Source("look", "web", (url,), Basis("open_page"), hosts=(host,), options={"follow": False})
    with tempfile.TemporaryDirectory(prefix="zuanjian-look-") as folder:
        try:
            run = crawl(source, Path(folder), now=datetime.now(UTC))
        except CrawlFailed as failed:
            return Look(url, None, failed.reason)
        found = [listing for _, listing in run.listings()]
        read_from = _origins(run, found[0]) if found else {}
        listings = [msgspec.structs.replace(listing, source=None) for listing in found]
        reasons = list(dict.fromkeys(miss.reason for miss in run.health.not_seen))
    return Look(url, listings[0] if listings else None, _why(len(listings), reasons), read_from)


def _origins(run: Run, listing: Listing) -> dict[str, str]:
    """Where the fields of a fetched listing were read: its page is read once more, from the run's own evidence."""
    from crawler.evidence import RecordMissing, read_record
    from crawler.platforms.web.origins import origins
    from crawler.platforms.web.page import read_page

    if run.pages is None or listing.source is None or listing.source.warc is None:
        return {}
    try:
        record = read_record(run.pages, listing.source.warc)
    except RecordMissing:
        return {}
    stated = next((value for name, value in record.headers if name.lower() == "content-type"), None)
    return origins(read_page(record.body, record.url, stated))


def _why(found: int, reasons: list[str]) -> str | None:
    many = [f"共有 {found} 件商品，这里只显示第 1 件"] if found > 1 else []
    return "；".join((*many, *reasons)) or (None if found else "没有读到商品")


def look_bytes(body: bytes, name: str, url: str = "", content_type: str | None = None) -> Look:
    """Read the bytes of one page; ``name`` is what the result calls it."""
    from crawler.platforms.web.decoding import Undecodable, open_saved
    from crawler.platforms.web.origins import origins
    from crawler.platforms.web.page import read_page

    try:
        reading = read_page(open_saved(body, name), url, content_type)
    except Undecodable as error:
        return Look(name, None, error.reason)
    reasons = [*([reading.why] if reading.why else []), *reading.notes]
    return Look(name, reading.listing, _why(len(reading.listings), reasons), origins(reading))
