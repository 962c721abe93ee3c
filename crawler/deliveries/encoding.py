"""Which encoding a delivered text file is written in: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

_PIECE = 1 << 20


def encoding_of(path: Path) -> str:
    """UTF-8 when most of what is not ASCII is valid UTF-8, else GB18030; a byte-order mark decides at once.

    Chinese back offices write UTF-8 or GB18030 (a superset of GBK and GB2312). UTF-8 checks itself, GB18030
    accepts almost any bytes: so UTF-8 is asked, and asked for a majority, because a file damaged in one row
    must not be read wholly in the other encoding.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    valid = invalid = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        while piece := file.read(_PIECE):
            bad = piece.count("�")
            invalid += bad
            valid += sum(not character.isascii() for character in piece) - bad
    return "utf-8" if valid >= invalid else "gb18030"


def undecoded(text: str) -> bool:
    """True when ``surrogateescape`` had to keep raw bytes in the text: it was not in the file's encoding."""
    return any("\udc80" <= character <= "\udcff" for character in text)
