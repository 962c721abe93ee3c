"""HTTP that reaches no machine inside: the address that is connected to is checked, not the name that was written down.

Checking a name first and connecting later would leave a gap in which the name may point elsewhere (DNS rebinding).
No proxy is used, since it would do the resolving, and no redirect is followed.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from requests import Response, Session
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

    Raises requests' errors; one that ``is_inside`` where the address is inside and not allowed.
    """
    with Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Guard(may_be_inside(url, allowed)))
        with session.post(
            url, data=body, headers=headers, timeout=seconds, allow_redirects=False, stream=True
        ) as answer:
            return answer


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
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **how: Any) -> None:
        super().init_poolmanager(*args, **how)
        if not self._allowed:
            self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


def _connected(connection: HTTPConnection) -> socket.socket:
    """A socket to a public address of the host; the name is resolved once, here."""
    host = connection.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameResolutionError(host, connection, error) from error  # type: ignore[arg-type]
    if not found or not all(is_public(str(address[0])) for *_, address in found):
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


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
