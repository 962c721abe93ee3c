"""How large a zip becomes when it is unpacked, counted without keeping any of it."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from crawler.deliveries.packages.directory import directory_bytes

_PIECE = 1 << 20
_LONGEST_DIRECTORY = 8 << 20  # bytes


def unpacks_beyond(path: Path, most: int) -> bool:
    """True when the members of a zip hold more than ``most`` bytes together, or its directory alone is a bomb.

    What comes out is counted, for what the directory states may be a lie. A zip that cannot be read is no
    concern of this question: whoever reads it will say so.
    """
    if directory_bytes(path) > _LONGEST_DIRECTORY:
        return True
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > most:
                return True
            for info in archive.infolist():
                with archive.open(info) as member:
                    while piece := member.read(_PIECE):
                        total += len(piece)
                        if total > most:
                            return True
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, ValueError, RuntimeError, EOFError):
        return False
    return False
