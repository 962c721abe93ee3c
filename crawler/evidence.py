"""Evidence: what was asked and what was answered, byte for byte, as WARC 1.1 (ISO 28500) records.

Each exchange is a ``request`` and a ``response`` record, gzipped one by one, so that a file cut at the end
of a record is whole. A 304 is a ``revisit`` record that names the response it stands for (§6.7.3). Digests are
SHA-256 (§5.8, §5.9 leave the algorithm open; SHA-1 proves nothing any more). Bodies are as they came over the wire after de-chunking (a compressed body stays
compressed); header values are as sent, their names in Twisted's capitalisation.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
import zlib
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

Headers = tuple[tuple[str, str], ...]

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""The profile of a revisit record whose server answered 304 (ISO 28500:2017 §6.7.3)."""
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
"""The profile of one without its payload, which is told by its digest (§6.7.2)."""


class Earlier(Struct, frozen=True):
    """The response that a 304 stands for: its record, address, time (UTC) and the digest of its payload."""

    record_id: str
    url: str
    at: datetime
    digest: str


class Exchange(Struct, frozen=True, kw_only=True):
    """One request and its answer. ``record_id`` names the response record; ``at`` is when the answer was there (UTC).

    ``kept``: sha256 (hex) of a body that lies in evidence instead of here.
    ``masked``: secrets of a grant were taken out of the answer, which is kept without its content encoding then.
    """

    record_id: str
    url: str
    at: datetime
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    protocol: str
    headers: Headers
    body: bytes
    ip: str | None = None
    truncated: bool = False
    kept: str | None = None
    masked: bool = False
    unchanged: Earlier | None = None

    def earlier(self) -> Earlier:
        """This answer, as a later 304 refers to it."""
        return Earlier(self.record_id, self.url, self.at, payload_digest(self.body))


class RecordMissing(LookupError):
    """A WARC without the record that was asked for; the message is Chinese."""


LEVEL = 4
"""How hard records are compressed (zlib, 1 to 9): a third of the time of 9, which is warcio's, for a file 6 % larger on pages
of real shops that came uncompressed; most come compressed, and then no level makes a difference."""
_AS_GZIP = 16 + zlib.MAX_WBITS


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer with SHA-256 in the place of SHA-1, and a compression of our own."""

    def _write_warc_record(self, out: IO[bytes], record: Any) -> None:
        plain = BytesIO()
        super()._write_warc_record(plain, record)
        out.write(zlib.compress(plain.getbuffer(), LEVEL, wbits=_AS_GZIP))

    def _create_digester(self) -> Digester:
        return Digester("sha256")


class Archive:
    """``pages.warc.gz`` while a run is being built; ``offset`` is the length of its whole records in bytes."""

    def __init__(self, path: Path, software: str) -> None:
        self._file: IO[bytes] = path.open("ab")
        self._writer = _Writer(self._file, gzip=False, warc_version="WARC/1.1")
        self.offset = self._file.tell()
        if self.offset == 0:
            info = {"software": software, "format": "WARC file version 1.1"}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))
            self._flush()

    def write(self, exchange: Exchange) -> None:
        """Append both records of an exchange and hand them to the operating system."""
        response = self._writer.create_warc_record(
            exchange.url, "revisit" if exchange.kept or exchange.unchanged else "response", payload=BytesIO(exchange.body), length=len(exchange.body),
            http_headers=StatusAndHeaders(
                f"{exchange.status} {_phrase(exchange.status)}".rstrip(), list(exchange.headers), exchange.protocol
            ),
            warc_headers_dict=_named(exchange, exchange.record_id) | _revisiting(exchange.unchanged),
        )  # fmt: skip
        request = self._writer.create_warc_record(
            exchange.url, "request", payload=BytesIO(exchange.request_body), length=len(exchange.request_body),
            http_headers=StatusAndHeaders(
                # HTTP/1.1 is what we ask in, whatever version the answer came in.
                f"{exchange.method} {_target(exchange.url)} HTTP/1.1", list(exchange.request_headers),
                is_http_request=True,
            ),
            warc_headers_dict=_named(exchange, new_record_id()) | {"WARC-Concurrent-To": exchange.record_id},
        )  # fmt: skip
        self._writer.write_record(response)
        self._writer.write_record(request)
        self._flush()

    def close(self) -> None:
        self._file.close()

    def _flush(self) -> None:
        self._file.flush()
        self.offset = self._file.tell()


class Record(Struct, frozen=True):
    """A response read back from a WARC. ``body`` has its content encoding undone; times are UTC."""

    record_id: str
    url: str
    at: datetime
    status: int
    headers: Headers
    body: bytes


def read_record(warc: Path, record_id: str) -> Record:
    """The response that a listing points to. Raises RecordMissing if the file has no such record."""
    with warc.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and record.rec_headers.get_header("WARC-Record-ID") == record_id:
                return Record(
                    record_id=record_id,
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC),
                    status=int(record.http_headers.get_statuscode()),
                    headers=tuple(record.http_headers.headers),
                    body=record.content_stream().read(),
                )
    raise RecordMissing(f"{warc}：没有编号为 {record_id} 的响应记录")


def new_record_id() -> str:
    """A fresh WARC-Record-ID."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def payload_digest(body: bytes) -> str:
    """A body's digest as it stands in WARC-Payload-Digest: the algorithm's name and the value in base 32."""
    return _digest(hashlib.sha256(body).digest())


def _digest(sha256: bytes) -> str:
    return f"sha256:{base64.b32encode(sha256).decode()}"


def _revisiting(earlier: Earlier | None) -> dict[str, str]:
    if earlier is None:
        return {}
    return {
        "WARC-Profile": NOT_MODIFIED,
        "WARC-Refers-To": earlier.record_id,
        "WARC-Refers-To-Target-URI": earlier.url,
        "WARC-Refers-To-Date": _instant(earlier.at),
        "WARC-Payload-Digest": earlier.digest,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _named(exchange: Exchange, record_id: str) -> dict[str, str]:
    headers = {
        "WARC-Record-ID": record_id,
        "WARC-Date": _instant(exchange.at),
    }
    if exchange.ip:
        headers["WARC-IP-Address"] = exchange.ip
    if record_id == exchange.record_id:
        if exchange.truncated:
            headers["WARC-Truncated"] = "disconnect"
        if exchange.masked:
            headers["X-Zuanjian-Masked"] = "secrets of the grant"
        if exchange.kept:
            headers["WARC-Profile"] = IDENTICAL
            headers["WARC-Payload-Digest"] = _digest(bytes.fromhex(exchange.kept))
    return headers


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
