"""HTTP that reaches no machine inside: the address that is connected to is checked, not the name that was written down.

Checking a name first and connecting later would leave a gap in which the name may point elsewhere (DNS rebinding).
No proxy is used, since it would do the resolving, and no redirect is followed.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection
from contextlib import suppress
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from requests import Response, Session, Timeout
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError

from crawler.limits.addresses import is_public

_PORTS = {"http": 80, "https": 443}


class Inside(NewConnectionError):
    """The name leads to an address inside, and nobody allowed that."""


def guarded_post(url: str, body: bytes, headers: dict[str, str], allowed: Collection[str], seconds: float) -> Response:
    """Post ``body``. ``allowed``: ``host:port`` that may lie inside. Only the head of the answer is read.

    ``seconds``: for each step, and three times as long for all of it, however slowly the other side goes on. Authorities
    of its own may stand in ``REQUESTS_CA_BUNDLE``. Raises requests' errors; one that ``is_inside`` where the address is
    inside and not allowed.
    """
    guard = _Guard(may_be_inside(url, allowed))
    watch = Timer(3 * seconds, guard.cut)
    watch.daemon = True
    with Session() as session:
        session.trust_env = False
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        for scheme in ("http://", "https://"):
            session.mount(scheme, guard)
        watch.start()
        try:
            with session.post(
                url, data=body, headers=headers, timeout=seconds, allow_redirects=False, stream=True
            ) as answer:
                if guard.late:
                    raise Timeout("no whole answer in time")  # the head was cut off, by us
                return answer
        finally:
            watch.cancel()


def may_be_inside(url: str, allowed: Collection[str]) -> bool:
    """Whether ``allowed`` names the host and port of ``url``."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{parts.port or _PORTS.get(parts.scheme, 0)}" in {one.lower() for one in allowed}


def is_inside(error: BaseException | None) -> bool:
    """Whether a request failed because its address lies inside."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, Inside):
            return True
        reason = getattr(error, "reason", None) or next((one for one in error.args if isinstance(one, Exception)), None)
        error = reason if isinstance(reason, BaseException) else None
    return False


class _Guard(HTTPAdapter):
    def __init__(self, allowed: bool) -> None:
        self._allowed = allowed
        self._open: list[HTTPConnection] = []
        self.late = False
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **how: Any) -> None:
        super().init_poolmanager(*args, **how)
        guard = self

        class Connection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connected(self)

        class SecureConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connected(self)

        class Pool(HTTPConnectionPool):
            ConnectionCls = Connection

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = SecureConnection

        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": SecurePool}

    def connected(self, connection: HTTPConnection) -> socket.socket:
        """A new socket to the connection's host."""
        self._open.append(connection)
        return _connected(connection, self._allowed)

    def cut(self) -> None:
        """End every connection at once; whoever waits for an answer sees it end."""
        self.late = True
        for connection in self._open:
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)


def _connected(connection: HTTPConnection, allowed: bool) -> socket.socket:
    """A socket to the host, whose name is resolved once, here; to a public address unless ``allowed``."""
    host = connection.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameResolutionError(host, connection, error) from error  # type: ignore[arg-type]
    if not found or not (allowed or all(is_public(str(address[0])) for *_, address in found)):
        raise Inside(connection, "address inside")
    for number, (family, kind, protocol, _, address) in enumerate(found, 1):
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(connection.timeout if isinstance(connection.timeout, (int, float)) else None)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect(address)
        except OSError as error:
            made.close()
            if number == len(found):
                raise NewConnectionError(connection, type(error).__name__) from error
        else:
            return made
    raise NewConnectionError(connection, "no address")
