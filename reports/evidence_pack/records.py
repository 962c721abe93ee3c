"""Records: those of a run's WARC that show what was seen of some listings, copied byte for byte."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import urljoin

from msgspec import Struct

from crawler.evidence import IDENTICAL

LARGEST_PART = 128 * 1024 * 1024
"""Bytes of records after which the next file begins: whoever verifies reads a file as a whole."""


class Record(Struct, frozen=True, omit_defaults=True):
    """One record of the WARC: what it is (``kind``: response, request, revisit, or picture for an answer whose bytes lie
    beside), of which address, when (as written in it, UTC), the digest of its
    payload (sha256, hex; of a whole record where it has none) and in which ``file`` of the pack it lies."""

    kind: str
    id: str
    url: str
    at: str
    sha256: str
    file: str


class Wanted(Struct, frozen=True):
    """Records by id, revisits of pictures by address. Requests come with their answers."""

    ids: frozenset[str]
    pictures: frozenset[str] = frozenset()


class Writing(Protocol):
    """How a file of the pack is written: ``Bag.writing``."""

    def __call__(self, name: str) -> AbstractContextManager[IO[bytes]]: ...


def copy_records(warc: Path, wanted: Wanted, stem: str, writing: Writing) -> list[Record]:
    """Copy what is wanted into ``<stem>-1.warc.gz`` and on, each beginning with the run's warcinfo; what was copied.

    Raises OSError, and warcio's ArchiveLoadFailed for what is no WARC.
    """
    copied: list[Record] = []
    info, part, room = b"", 0, 0
    with warc.open("rb") as raw, ExitStack() as files:
        into: IO[bytes] | None = None
        for offset, length, record in _chosen(warc, wanted):
            raw.seek(offset)
            data = raw.read(length)
            if record.kind == "warcinfo":
                info = data
                continue
            # A request stays with its answer: only before an answer may a new file begin.
            if into is None or (room < length and record.kind != "request"):
                files.close()
                part, room = part + 1, LARGEST_PART
                into = files.enter_context(writing(f"{stem}-{part}.warc.gz"))
                into.write(info)
            into.write(data)
            room -= length
            copied.append(
                Record(record.kind, record.id, record.url, record.at, record.sha256, f"{stem}-{part}.warc.gz")
            )
    return copied


_Found = tuple[int, int, Record]


def _chosen(warc: Path, wanted: Wanted) -> Iterator[_Found]:
    """Offset and length of each record that is wanted, in the order of the file.

    The hops of a redirect stand right before the answer that they led to, and come with it.
    """
    from warcio.archiveiterator import ArchiveIterator

    taken: set[str] = set()
    hops: list[_Found] = []
    leads_to: str | None = None
    with warc.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            of = record.rec_headers.get_header
            told, location = _told(record), _location(record)
            answers = told.id in wanted.ids or (
                record.rec_type == "revisit"
                and (of("WARC-Refers-To") in wanted.ids
                     or (of("WARC-Profile") == IDENTICAL and told.url in wanted.pictures))
            )  # fmt: skip
            records.read_to_end(record)
            found = records.get_record_offset(), records.get_record_length(), told
            if answers:
                taken.add(told.id)
                yield from hops if leads_to == told.url else ()
            if answers or told.kind == "warcinfo" or of("WARC-Concurrent-To") in taken:
                yield found
                hops, leads_to = [], None
            elif told.kind == "request" and hops and of("WARC-Concurrent-To") == hops[-1][2].id:
                hops.append(found)
            elif location is not None:
                hops, leads_to = [*(hops if leads_to == told.url else ()), found], location
            else:
                hops, leads_to = [], None


def _told(record: Any) -> Record:
    of = record.rec_headers.get_header
    beside = record.rec_type == "revisit" and of("WARC-Profile") == IDENTICAL
    digest = _hex(of("WARC-Payload-Digest") or of("WARC-Block-Digest") or "")
    return Record(
        kind="picture" if beside else record.rec_type, id=of("WARC-Record-ID") or "", url=of("WARC-Target-URI") or "",
        at=of("WARC-Date") or "", sha256=digest, file="",
    )  # fmt: skip


def _location(record: Any) -> str | None:
    """Where an answer sends on to; None for one that does not."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or not headers.get_statuscode().startswith("3"):
        return None
    try:
        return urljoin(str(record.rec_headers.get_header("WARC-Target-URI")), str(headers.get_header("Location") or ""))
    except ValueError:
        return None


def _hex(digest: str) -> str:
    """``sha256:BASE32`` as hex; "" for anything else."""
    name, _, value = digest.partition(":")
    try:
        return base64.b32decode(value).hex() if name == "sha256" else ""
    except ValueError:
        return ""
