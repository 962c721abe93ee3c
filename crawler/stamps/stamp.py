"""Stamp: an authority's signed word that a run's ``manifest.json`` was there at a time (RFC 3161).

The manifest carries the digest of every file of its run and of the manifest before, so a stamp on it covers all of them.
It is kept as the authority gave it in ``runs/.stamps/<run-id>.tsr``: a run is closed by its manifest, and nothing is ever
added to it. ``openssl ts -verify -data manifest.json -in <run-id>.tsr -CAfile roots.pem`` checks it without us.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from crawler.run_file import MANIFEST, Run
from crawler.stamps.authority import Authority, certificates
from crawler.stamps.post import Unreachable, post
from crawler.whole_file import WholeFile

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

STAMPS = ".stamps"
"""The folder of the stamps, among the runs."""

Send = Callable[[str, bytes], bytes]


class Stamp(Struct, frozen=True):
    """``at``: the authority's time (UTC), ``serial``: its number for this stamp, ``path``: the whole answer (DER)."""

    at: datetime
    serial: int
    path: Path


class StampRefused(RuntimeError):
    """A stamp that could not be had, or does not hold; ``reason`` is one Chinese sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def stamp_of(run: Run, authority: Authority) -> Stamp | None:
    """The stamp that is kept for a run, verified anew; None where there is none. Raises StampRefused."""
    path = _path(run)
    try:
        answer = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StampRefused(f"{path}：无法读取（{error.strerror}）") from None
    return verified(answer, _manifest(run), authority, path)


def stamp(run: Run, authority: Authority, send: Send = post) -> Stamp:
    """Have a run stamped; one that is stamped already keeps its stamp. Nothing is kept that does not verify.

    Raises StampRefused.
    """
    if (kept := stamp_of(run, authority)) is not None:
        return kept
    answer = stamped(_manifest(run), authority, send)
    path = _path(run)
    try:
        with WholeFile(path) as file:
            file.write(answer)
    except OSError as error:
        raise StampRefused(f"{path}：无法写入（{error.strerror}）") from None
    return verified(answer, _manifest(run), authority, path)


def stamped(data: bytes, authority: Authority, send: Send = post) -> bytes:
    """The authority's whole answer (DER) for any data; it has been verified. Raises StampRefused."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    query = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        answer = send(authority.url, query.as_bytes())
    except Unreachable as error:
        raise StampRefused(f"时间戳服务 {authority.host} 未能提供（{error}）") from None
    verified(answer, data, authority, Path(), query.nonce)
    return answer


def verified(answer: bytes, data: bytes, authority: Authority, path: Path, nonce: int | None = None) -> Stamp:
    """Check an answer against the data, the authority's certificates and the number we sent; ``path``: where it lies.

    Raises StampRefused.
    """
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        response = decode_timestamp_response(answer)
    except ValueError:
        raise StampRefused(f"时间戳服务 {authority.host} 的答复不是时间戳") from None
    if response.status != 0:  # PKIStatus granted (RFC 3161 §2.4.2); what was modified is not what we asked for
        raise StampRefused(f"时间戳服务 {authority.host} 拒绝加盖（{_words(response)}）")
    try:
        roots = certificates(authority.roots)
        VerifierBuilder(roots=roots, nonce=nonce).build().verify(response, hashlib.sha256(data).digest())
    except VerificationError as error:
        raise StampRefused(f"时间戳未通过核对（{error}）") from None
    except (OSError, ValueError):
        raise StampRefused("时间戳服务的根证书无法读取") from None
    info = response.tst_info
    return Stamp(info.gen_time.astimezone(UTC), info.serial_number, path)


def _words(response: TimeStampResponse) -> str:
    return "；".join((f"状态 {response.status}", *response.status_string))[:160]


def _manifest(run: Run) -> bytes:
    return (run.path / MANIFEST).read_bytes()


def _path(run: Run) -> Path:
    return run.path.parent / STAMPS / f"{run.path.name}.tsr"
