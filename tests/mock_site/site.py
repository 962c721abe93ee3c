"""MockSite: a local server whose routes misbehave on purpose; what was asked, and when, is kept in ``asked``.

``otherwise`` answers every path without a route; without it they are 404.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it; ``at`` in monotonic seconds."""

    path: str
    at: float
    headers: dict[str, str]
    body: bytes = b""


class Handler(BaseHTTPRequestHandler):
    """One connection; routes get it and answer through ``send`` or by writing what they like."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait 40 ms for an acknowledgement
    site: MockSite

    body: bytes = b""

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        site = self.site
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        site.note(Asked(self.path, time.monotonic(), dict(self.headers.items()), self.body))
        route = site.routes.get(path)
        try:
            if path == "/robots.txt":
                site.robots(self)
            elif route is None and site.otherwise is not None:
                site.otherwise(self)
            elif route is None:
                self.send(404, b"<title>no such page</title>")
            else:
                route(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """A whole answer with a true Content-Length; ``retry_after="3"`` becomes the header Retry-After."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-").title(), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: the diary is ``asked``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away in the middle is what several routes are for."""


Route = Callable[[Handler], object]


def robots_text(text: str, status: int = 200) -> Route:
    """A robots.txt of that text."""
    return lambda handler: handler.send(status, text.encode(), "text/plain; charset=utf-8")


@dataclass
class MockSite:
    """``with MockSite(routes) as site:`` serves until the end of the block; ``stopping`` is set then."""

    routes: dict[str, Route] = field(default_factory=dict)
    otherwise: Route | None = None
    robots: Route = field(default_factory=lambda: robots_text("User-agent: *\nAllow: /\n"))
    asked: list[Asked] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> MockSite:
        handler = type("BoundHandler", (Handler,), {"site": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def note(self, asked: Asked) -> None:
        self.asked.append(asked)

    @property
    def host(self) -> str:
        """``127.0.0.1:port``."""
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        """The address of a route."""
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def times(self, path: str | None = None) -> list[float]:
        """When it was asked, monotonic seconds: one path, or everything."""
        return [asked.at for asked in self.asked if path is None or asked.path == path]
