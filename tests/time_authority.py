"""TimeAuthority: a time stamp authority of our own on a free loopback port, built from RFC 3161 and RFC 5652 alone.

DER is written by hand: a test that let the client's own library write its stamps would prove little.
"""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
SHA256, ECDSA = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
POLICY = "1.3.6.1.4.1.99999.1"


def tlv(tag: int, *parts: bytes) -> bytes:
    """One DER value: tag, length, content."""
    content = b"".join(parts)
    size = len(content)
    length = (
        bytes([size])
        if size < 128
        else (n := size.to_bytes((size.bit_length() + 7) // 8)) and bytes([128 + len(n)]) + n
    )
    return bytes([tag]) + length + content


def seq(*parts: bytes) -> bytes:
    return tlv(0x30, *parts)


def integer(value: int) -> bytes:
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    out = bytearray([first * 40 + second])
    for arc in rest:
        groups = [arc & 127]
        while arc := arc >> 7:
            groups.append(128 | arc & 127)
        out += bytes(reversed(groups))
    return tlv(6, bytes(out))


def values(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The DER values of a sequence's content: tag and content of each."""
    while content:
        tag, size, at = content[0], content[1], 2
        if size > 127:
            at += size - 128
            size = int.from_bytes(content[2:at])
        yield tag, content[at : at + size]
        content = content[at + size :]


@dataclass
class TimeAuthority:
    """``at``: what its clock says. The switches make it err: ``status`` other than 0 refuses, ``nonce`` and ``imprint``
    answer for something else, ``http`` is the status of HTTP, ``kind`` the content type, ``garbage`` no stamp at all.
    """

    at: datetime
    asked: list[bytes] = field(default_factory=list)
    status: int = 0
    nonce: int | None = None
    imprint: bytes | None = None
    http: int = 200
    kind: str = "application/timestamp-reply"
    garbage: bool = False
    purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING
    url: str = ""

    def __post_init__(self) -> None:
        self._serials = itertools.count(1000)
        self._root_key, self._key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = self._certificate("Root", self._root_key, "Root", True)
        self._own = self._certificate("Stamps", self._key, "Root", False)

    def pem(self, path: Path) -> Path:
        """The root's certificate as a file."""
        path.write_bytes(self.root.public_bytes(Encoding.PEM))
        return path

    def answer(self, query: bytes) -> bytes:
        """The TimeStampResp to a TimeStampReq (RFC 3161 §2.4)."""
        if self.garbage:
            return b"no stamp"
        if self.status:
            return seq(seq(integer(self.status), seq(tlv(12, b"not today"))))
        ((_, inside),) = values(query)
        fields = list(values(inside))
        ((_, _), (_, digest)) = values(fields[1][1])
        nonce = next(int.from_bytes(content) for tag, content in fields[2:] if tag == 2)
        info = seq(
            integer(1), oid(POLICY), seq(seq(oid(SHA256)), tlv(4, self.imprint or digest)), integer(next(self._serials)),
            tlv(0x18, self.at.strftime("%Y%m%d%H%M%SZ").encode()), integer(self.nonce or nonce),
        )  # fmt: skip
        return seq(seq(integer(0)), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        """RFC 5652 §5: SignedData over a TSTInfo, with the attributes that RFC 3161 §2.4.2 and RFC 5816 ask for."""
        own = self._own.public_bytes(Encoding.DER)
        attributes = sorted(
            seq(oid(name), tlv(0x31, value))
            for name, value in {
                CONTENT_TYPE: oid(TST_INFO),
                MESSAGE_DIGEST: tlv(4, hashlib.sha256(info).digest()),
                SIGNING_CERTIFICATE: seq(seq(seq(tlv(4, hashlib.sha256(own).digest())))),
            }.items()
        )
        signature = self._key.sign(tlv(0x31, *attributes), ec.ECDSA(hashes.SHA256()))
        signer = seq(
            integer(1), seq(self._own.issuer.public_bytes(), integer(self._own.serial_number)), seq(oid(SHA256)),
            tlv(0xA0, *attributes), seq(oid(ECDSA)), tlv(4, signature),
        )  # fmt: skip
        content = seq(oid(TST_INFO), tlv(0xA0, tlv(4, info)))
        data = seq(integer(3), tlv(0x31, seq(oid(SHA256))), content, tlv(0xA0, own), tlv(0x31, signer))
        return seq(oid(SIGNED_DATA), tlv(0xA0, data))

    def _certificate(self, name: str, key: ec.EllipticCurvePrivateKey, issuer: str, ca: bool) -> x509.Certificate:
        def named(common: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])

        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name)).issuer_name(named(issuer)).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at - timedelta(days=1)).not_valid_after(self.at + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )  # fmt: skip
        if not ca:
            builder = builder.add_extension(x509.ExtendedKeyUsage([self.purpose]), critical=True)
        return builder.sign(self._root_key, hashes.SHA256())


@contextmanager
def open_authority(at: datetime | None = None, **switches: Any) -> Iterator[TimeAuthority]:
    """Serve an authority while the block runs; its ``url`` is set."""
    authority = TimeAuthority(at or datetime.now(UTC).replace(microsecond=0), **switches)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append(query)
            body = authority.answer(query)
            self.send_response(authority.http)
            self.send_header("Content-Type", authority.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    authority.url = f"http://127.0.0.1:{server.server_address[1]}/tsr"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
