"""How large a zip's directory is, read before the directory itself is: a bomb may lie in it alone.

Source: PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16 (end of central directory, its ZIP64 form and locator).
"""

from __future__ import annotations

from pathlib import Path

_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_TAIL = 22 + 65_535 + 20  # the record, the longest comment behind it, the ZIP64 locator before it


def directory_bytes(path: Path) -> int:
    """Bytes of the central directory as stated; 0 where no end record is found, which opening the file will name."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _TAIL, 0))
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            return 0
        stated = int.from_bytes(tail[at + 12 : at + 16], "little")
        locator = tail[at - 20 : at] if at >= 20 else b""
        if not locator.startswith(_LOCATOR):
            return stated
        file.seek(min(int.from_bytes(locator[8:16], "little"), size))
        record = file.read(56)
    return int.from_bytes(record[40:48], "little") if record.startswith(_END64) else size
