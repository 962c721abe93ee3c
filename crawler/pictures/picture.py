"""A picture by its bytes: what it is, whether it may be decoded at all, and how it looks as a hash.

Sellers' pictures are hostile data: the format is told by the content and never by a name, the size is read from the head
before anything is decoded, and only the first frame of a moving picture is looked at.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

Fault = Literal["wrong_type", "too_large", "truncated", "parse_failed"]

MAX_PIXELS = 40_000_000
"""Width times height; a small file can promise any number (a decompression bomb), and 40 million already take 120 MB."""
MAX_SIDE = 65_000
FORMATS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "GIF": b"GIF8", "WEBP": b"RIFF", "BMP": b"BM"}
"""Formats that are read and the bytes they begin with. No other decoder is ever started."""
_HASHED_SIDE = 512
"""Larger pictures are scaled to this side before hashing, as ThreatExchange does."""


class Picture(Struct, frozen=True, omit_defaults=True):
    """One picture. ``sha256`` (hex) of its ``bytes`` bytes, ``format`` by content, ``width`` and ``height`` in pixels;
    ``phash`` is its PDQ hash, None where too little can be made out for two pictures to be told apart by it."""

    sha256: str
    format: str
    width: int
    height: int
    bytes: int
    phash: str | None = None


class Fetched(Picture, frozen=True, omit_defaults=True, kw_only=True):
    """One line of a run's ``pictures.jsonl``: the address a picture was asked under, and the picture."""

    url: str


class PictureRefused(ValueError):
    """Bytes that are no picture for us: ``kind`` as health names it and one Chinese sentence."""

    def __init__(self, kind: Fault, reason: str) -> None:
        super().__init__(reason)
        self.kind: Fault = kind
        self.reason = reason


def examine(data: bytes) -> Picture:
    """The picture in these bytes. Raises PictureRefused."""
    import numpy as np
    from PIL import Image

    from crawler.pictures.likeness import LEAST_QUALITY, pdq

    with opened(data) as image:
        width, height, kind = image.width, image.height, image.format or ""
        shown = decoded(image)
    if max(width, height) > _HASHED_SIDE:
        shown = shown.resize((_HASHED_SIDE, _HASHED_SIDE), Image.Resampling.BOX)
    phash, quality = pdq(np.asarray(shown))
    return Picture(
        sha256=hashlib.sha256(data).hexdigest(), format=kind, width=width, height=height, bytes=len(data),
        phash=phash if quality >= LEAST_QUALITY else None,
    )  # fmt: skip


def opened(data: bytes) -> Image:
    """The picture with nothing decoded yet; its head has been held against the limits. Raises PictureRefused."""
    from PIL import Image

    kind = next((name for name, magic in FORMATS.items() if data.startswith(magic)), None)
    if kind is None or (kind == "WEBP" and data[8:12] != b"WEBP"):
        raise PictureRefused("wrong_type", "内容不是可读取的图片（JPEG、PNG、WebP、GIF、BMP）")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit below refuses them
            image = Image.open(io.BytesIO(data), formats=[kind])
    except Image.DecompressionBombError:
        raise PictureRefused("too_large", "图片声明的尺寸过大，未解码") from None
    except Exception:  # a decoder may raise whatever hostile bytes lead it to
        raise PictureRefused("parse_failed", "图片文件头已损坏，无法读取") from None
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise PictureRefused("too_large", f"图片尺寸 {image.width}×{image.height} 超过允许的大小，未解码")
    return image


def decoded(image: Image) -> Image:
    """The first frame as RGB, upright, what is transparent on white. Raises PictureRefused."""
    from PIL import Image, ImageOps

    try:
        image.load()
        upright = image
        with suppress(Exception):  # damaged particulars of the camera; the picture itself is whole
            upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            clear = upright.convert("RGBA")
            upright = Image.new("RGB", clear.size, "white")
            upright.paste(clear, mask=clear.getchannel("A"))
        return upright.convert("RGB")
    except (OSError, SyntaxError) as error:
        if "truncated" in str(error).lower():
            raise PictureRefused("truncated", "图片不完整，后半部分缺失") from None
        raise PictureRefused("parse_failed", "图片内容已损坏，无法解码") from None
    except Exception:
        raise PictureRefused("parse_failed", "图片内容已损坏，无法解码") from None
