"""Pictures made for tests, and a shop whose items show them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image as Pillow

from crawler.health import Scope
from crawler.listing import Image, Listing, Price, Shop
from crawler.spider import ListingSpider
from tests.crawler.core.small_shop import Answer, html


def pixels(rows: int, columns: int, seed: int) -> Any:
    """A pattern of whole numbers, the same on every machine: rows x columns x RGB."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.int64)
    bands = [
        ((x * (seed + 1 + band) // 3) ^ (y * (seed + 2) // 4)) + (x * y * (band + 1)) // (rows + columns)
        for band in range(3)
    ]
    return np.ascontiguousarray((np.stack(bands, -1) % 256).astype(np.uint8))


def picture(rows: int = 300, columns: int = 400, seed: int = 1, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Pillow.fromarray(pixels(rows, columns, seed)).save(out, kind)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes whose head promises ``side`` x ``side`` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def image(body: bytes, kind: str = "image/png", status: int = 200) -> Answer:
    return status, {"Content-Type": kind}, body


def shown(number: int, *pictures: str, title: str = "18K金戒指", fen: int = 300_000) -> Answer:
    """The page of an item with pictures, each ``role=address``."""
    tags = "".join(f'<img data-role="{p.partition("=")[0]}" src="{p.partition("=")[2]}">' for p in pictures)
    return html(f'<h1 data-id="{number}" data-fen="{fen}">{title}</h1>{tags}')


class Spider(ListingSpider):
    """Walks one shelf and reads items with their pictures."""

    def parse(self, response: Any, **kwargs: Any) -> Any:
        for href in response.css("a.item::attr(href)").getall():
            yield self.get(response.urljoin(href), self.parse_item, shop="s1")
        yield self.walked(Scope(shop="s1", complete=True))

    def parse_item(self, response: Any) -> Any:
        heading = response.css("h1")
        images = tuple(
            Image(url=tag.attrib["src"], role=tag.attrib["data-role"] or None) for tag in response.css("img")
        )
        yield self.seen(
            response,
            Listing(
                "web",
                heading.attrib["data-id"],
                title=heading.css("::text").get(""),
                images=images,
                price=Price(sale_fen=int(heading.attrib["data-fen"])),
                shop=Shop(id="s1", name="银匠铺"),
            ),
        )
