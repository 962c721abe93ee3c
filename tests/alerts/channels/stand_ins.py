"""Loopback servers that stand in for chat services, webhooks and a mail relay."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from alerts.channels import Channel, Telling, kind
from alerts.outbox.content import Content, Line, Trouble

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


class Received(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Service:
    """What a stand-in received, and what it answers: status, body, headers; ``before`` is called with each request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.received: list[Received] = []
        self.answer: tuple[int, Any, dict[str, str]] = (200, {"errcode": 0, "errmsg": "ok"}, {})
        self.before: Callable[[Received], None] = lambda _: None


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A key and a certificate that signs itself for ``name``, in two PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    key_file, certificate = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    return key_file, certificate


@contextmanager
def http_service(tls: tuple[Path, Path] | None = None) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            one = Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            service.received.append(one)
            service.before(one)
            status, said, headers = service.answer
            text = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certfile=tls[1], keyfile=tls[0])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    service = Service(server.server_port)
    with _running(server):
        yield service


class Redirected:
    """``requests`` with every fixed host exchanged for the stand-in."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def post(self, url: str, **how: Any) -> requests.Response:
        rest = url.partition("://")[2].partition("/")
        return requests.post(f"{self._service.base}/{rest[0]}/{rest[2]}", **how)  # noqa: S113 - the caller brings it


class Mailbox:
    """What a mail relay took, and what it answers to RCPT and AUTH."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[tuple[str, list[str], str]] = []
        self.rcpt = b"250 ok"
        self.auth = b"235 ok"
        self.after_data: Callable[[], None] = lambda: None


@contextmanager
def mail_relay() -> Iterator[Mailbox]:
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            sender, to = "", list[str]()
            self.wfile.write(b"220 relay\r\n")
            for raw in self.rfile:
                words = raw.decode().strip()
                verb = words[:4].upper()
                answer = b"250 ok"
                if verb == "EHLO":
                    answer = b"250-relay\r\n250 AUTH PLAIN"
                elif verb == "AUTH":
                    answer = box.auth
                elif verb == "MAIL":
                    sender = words
                elif verb == "RCPT":
                    to.append(words)
                    answer = box.rcpt
                elif verb == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    for line in self.rfile:
                        if line == b".\r\n":
                            break
                        lines.append(line)
                    box.mails.append((sender, to, b"".join(lines).decode()))
                    box.after_data()
                self.wfile.write(answer + b"\r\n")
                if verb == "QUIT":
                    return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    box.port = server.server_address[1]
    with _running(server):
        yield box


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opened(of: str, settings: dict[str, Any], desk: str | None = None, **secrets: str | tuple[str, ...]) -> Channel:
    """A channel with made-up secrets."""
    import msgspec

    def secret(name: str) -> tuple[str, ...]:
        value = secrets[name]
        return (value,) if isinstance(value, str) else value

    module = kind(of)
    return module.open_channel(msgspec.convert(settings, module.Settings), secret, desk)  # type: ignore[no-any-return]


def telling(*lines: Line, id: str = "0" * 32, **counts: int) -> Telling:
    """A message of these lines."""
    every = lines or (line(),)
    content = Content(
        NOW, NOW, counts or {"opened": len(every)}, {"high": len(every)}, {"培育/合成钻石未标明": len(every)}, every,
        (Trouble("nanwan", "blocked", "对方拒绝访问"),),
    )  # type: ignore[arg-type]  # fmt: skip
    return Telling(id, NOW, content, "值班")


def line(**changes: Any) -> Line:
    known = {"kind": "opened", "alert": "a" * 32, "severity": "high", "charge": "培育/合成钻石未标明",
             "title": "18K金钻戒女1克拉", "platform": "douyin", "shop": "南湾珠宝"}  # fmt: skip
    return Line(**{**known, **changes})
