"""Bytes of a page to text, the way a browser decides: byte order mark, header, meta, then the bytes themselves."""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

MAX_PAGE = 16 * 1024 * 1024
"""Bytes of an unpacked page; a small gzip file can unpack to gigabytes."""
_TOLERATED = 2000
"""One undecodable character in so many is a slip inside one field (seen on real shops), more is another encoding."""


class Undecodable(ValueError):
    """The bytes are not text in the encoding the page declares. ``kind`` is a health failure, ``reason`` Chinese."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def unpack(body: bytes) -> bytes:
    """A gzip body unpacked within bounds; anything else comes back as it is.

    Raises Undecodable for a cut or damaged gzip file and for a page beyond MAX_PAGE.
    """
    if not body.startswith(b"\x1f\x8b"):
        if len(body) > MAX_PAGE:
            raise Undecodable("too_large", f"页面超过 {MAX_PAGE // 1024 // 1024} MB，未读取")
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_PAGE + 1)
    except zlib.error as error:
        raise Undecodable("truncated", "压缩文件已损坏，无法解开") from error
    if len(data) > MAX_PAGE:
        raise Undecodable("too_large", f"解压后超过 {MAX_PAGE // 1024 // 1024} MB，未读取")
    if not unpacker.eof:
        raise Undecodable("truncated", "压缩文件不完整（中途截断）")
    return data


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Text of a page. ``content_type`` is the header of that name, None for a file.

    A declared encoding is overruled only by UTF-8 that fits without a single error, since that does not
    happen by accident; when the declared one does not fit, Undecodable("wrong_encoding") is raised.
    """
    marked, mark = read_bom(body)
    if marked and mark:
        return Decoded(body[len(mark) :].decode(marked, errors="replace"), marked)
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:4096])
    encoding = resolve_encoding(declared) if declared else None
    strict = _strict(body, "utf-8")
    if strict is not None and (encoding in (None, "utf-8", "ascii", "cp1252") or _surely_utf8(strict)):
        return Decoded(strict, "utf-8")
    if encoding is not None:
        text = _strict(body, encoding)
        if text is None:
            text = body.decode(encoding, errors="replace")
            if text.count("�") * _TOLERATED > len(text):
                raise Undecodable("wrong_encoding", f"页面声明的编码（{declared}）与实际内容不符，无法正确读出文字")
        return Decoded(text, encoding)
    return _undeclared(body)


def _surely_utf8(text: str) -> bool:
    """Three-byte sequences that fit by accident do not happen; two-byte ones do (联通 in GBK)."""
    return any(ord(c) > 0x7FF for c in text)


def _undeclared(body: bytes) -> Decoded:
    """Nobody says what it is: GB18030 fits nearly all older Chinese pages, a detector decides the rest."""
    text = _strict(body, "gb18030")
    if text is not None and _reads_chinese(text):
        return Decoded(text, "gb18030")
    from charset_normalizer import from_bytes

    best = from_bytes(body[:200_000]).best()
    if best is not None and (guessed := _strict(body, best.encoding)) is not None:
        return Decoded(guessed, best.encoding)
    text = body.decode("utf-8", errors="replace")
    if text.count("�") * _TOLERATED > len(text):
        raise Undecodable("wrong_encoding", "页面未声明编码，也无法从内容判断编码")
    return Decoded(text, "utf-8")


def _reads_chinese(text: str) -> bool:
    """Common Chinese characters, not the rare ones that any two high bytes make in GB18030."""
    high = [c for c in text[:50_000] if ord(c) > 0x7F]
    common = sum(
        c
        in "的一是不了在有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生钻石金戒指品价元克拉项链商店铺"
        for c in high
    )
    return bool(high) and common * 40 >= len(high)


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return codecs.decode(body, encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def open_saved(data: bytes, name: str) -> bytes:
    """Bytes of a saved page; ``name`` ends in .gz for a packed one (the bytes decide, the name only explains)."""
    if name.endswith(".gz") and not data.startswith(b"\x1f\x8b"):
        raise Undecodable("wrong_type", "文件名为 .gz，但内容不是 gzip 压缩文件")
    return unpack(data)


__all__ = ["MAX_PAGE", "Decoded", "Undecodable", "decode", "open_saved", "unpack"]
