"""The journal of a crawl: one line per finished request. The frontier is made from it, so a killed crawl loses nothing.

A line is written only after the records of its request are in the WARC, and it carries the WARC's length
at that moment. On resume the WARC is cut back to the last line; what was asked and has no line is asked
again. A torn last line (killed while writing) counts as not written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct
from w3lib.url import canonicalize_url

from crawler.health import NotSeen, Scope
from crawler.listing import Listing
from crawler.pictures.picture import Fetched
from crawler.robots_text import RobotsText
from crawler.shelf import ShelfEntry


class Ask(Struct, frozen=True, omit_defaults=True):
    """A request as data. ``callback`` is the name of the spider's method, ``kwargs`` its JSON-able arguments;
    ``shop`` and ``room`` say whose shelf it belongs to, so that a failure is charged to that shelf; ``item``
    says that the address is one item's own page, which may vanish without hiding anything else; ``call`` names the
    call of an authorised interface, whose parameters are the body and which is signed only when it is sent;
    ``picture`` says that a picture of a listing is asked for, which no callback reads.
    """

    url: str
    callback: str
    kwargs: dict[str, Any] = {}
    shop: str | None = None
    room: str | None = None
    item: bool = False
    method: str = "GET"
    headers: dict[str, str] = {}
    body: str | None = None
    priority: int = 0
    call: str | None = None
    picture: bool = False

    @property
    def fingerprint(self) -> str:
        """Equal for requests that ask the same thing: method, canonical URL and body."""
        parts = (self.method, canonicalize_url(self.url), self.body or "")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


class Opened(Struct, frozen=True, tag_field="line", tag="opened"):
    """First line: which run this is. ``source_sha256`` because a changed source must not be resumed."""

    run_id: str
    source: str
    source_sha256: str
    started_at: datetime
    platform: str
    grant: str | None = None


class Started(Struct, frozen=True, omit_defaults=True, tag_field="line", tag="started"):
    """What the spider's ``start`` yielded."""

    asks: tuple[Ask, ...]
    missed: tuple[NotSeen, ...] = ()
    seen: tuple[Listing, ...] = ()
    walked: tuple[Scope, ...] = ()


class Robots(Struct, frozen=True, tag_field="line", tag="robots"):
    """A robots.txt that was kept, and the WARC's length after it in bytes."""

    text: RobotsText
    warc: int


class Finished(Struct, frozen=True, omit_defaults=True, tag_field="line", tag="finished"):
    """One finished request: what it yielded, what it asked next, and the WARC's length after it in bytes.

    ``read`` tells whether the page was read; a page that was not has its reason in ``missed``. ``picture``: what was
    read was a picture, and this one; ``shelf``: what was seen to stand on the shelf of a live room.
    """

    fingerprint: str
    url: str
    warc: int
    read: bool
    status: int | None = None
    seen: tuple[Listing, ...] = ()
    walked: tuple[Scope, ...] = ()
    missed: tuple[NotSeen, ...] = ()
    follows: tuple[Ask, ...] = ()
    picture: Fetched | None = None
    shelf: tuple[ShelfEntry, ...] = ()


Entry = Opened | Started | Robots | Finished


class Journal:
    """Appends entries; each is one write of one line."""

    def __init__(self, path: Path) -> None:
        # Unbuffered: a line reaches the operating system in one call, so a kill tears at most the last line.
        self._file: IO[bytes] = path.open("ab", buffering=0)

    def write(self, entry: Entry) -> None:
        """Append one entry. Raises OSError if it does not fit: half a line is as good as none."""
        line = memoryview(msgspec.json.encode(entry) + b"\n")
        while line:
            line = line[self._file.write(line) :]  # a full disk first writes less than it was given

    def close(self) -> None:
        self._file.close()


def read_journal(path: Path, warc: Path) -> Iterator[Entry]:
    """Every usable entry; drawn to the end, it cuts both files back to them.

    Usable ends at the first torn line or at the first line that counts on more WARC than there is (a power
    cut can keep the one file and lose the other). An unreadable first line gives nothing.
    """
    kept_bytes = kept_warc = 0
    there = warc.stat().st_size if warc.exists() else 0
    with path.open("rb") as lines:
        for line in lines:
            try:
                entry = _DECODER.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                break
            if not line.endswith(b"\n") or (isinstance(entry, Finished | Robots) and entry.warc > there):
                break
            yield entry
            kept_bytes += len(line)
            if isinstance(entry, Finished | Robots):
                kept_warc = entry.warc
    _cut(path, kept_bytes)
    if warc.exists():
        _cut(warc, kept_warc)


_DECODER = msgspec.json.Decoder(Entry)


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as file:
        file.truncate(length)
