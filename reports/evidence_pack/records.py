"""Records: those of a run's WARC that show what was seen of some listings, copied byte for byte."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO, Protocol

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


def _chosen(warc: Path, wanted: Wanted) -> Iterator[tuple[int, int, Record]]:
    """Offset and length of each record that is wanted, in the order of the file."""
    from warcio.archiveiterator import ArchiveIterator

    taken: set[str] = set()
    with warc.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        for record in records:
            of = record.rec_headers.get_header
            kind, number = record.rec_type, of("WARC-Record-ID") or ""
            wanted_answer = number in wanted.ids or (
                kind == "revisit"
                and (of("WARC-Refers-To") in wanted.ids
                     or (of("WARC-Profile") == IDENTICAL and of("WARC-Target-URI") in wanted.pictures))
            )  # fmt: skip
            if wanted_answer:
                taken.add(number)
            records.read_to_end(record)
            if kind == "warcinfo" or wanted_answer or of("WARC-Concurrent-To") in taken:
                digest = _hex(of("WARC-Payload-Digest") or of("WARC-Block-Digest") or "")
                beside = kind == "revisit" and of("WARC-Profile") == IDENTICAL
                told = Record(
                    "picture" if beside else kind,
                    number,
                    of("WARC-Target-URI") or "",
                    of("WARC-Date") or "",
                    digest,
                    "",
                )
                yield records.get_record_offset(), records.get_record_length(), told


def _hex(digest: str) -> str:
    """``sha256:BASE32`` as hex; "" for anything else."""
    name, _, value = digest.partition(":")
    try:
        return base64.b32decode(value).hex() if name == "sha256" else ""
    except ValueError:
        return ""
