"""The head of a response is bounded: a server that never stops sending headers would fill memory before any timeout."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as TxRequest
from twisted.web.iweb import IResponse

LARGEST_HEAD = 256 * 1024
"""Bytes of status line and headers, informational (1xx) answers before them included."""


class HeadTooLarge(Exception):
    """A response head beyond LARGEST_HEAD."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's HTTP/1.1 client, which gives up on a connection whose response head does not end."""

    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """Twisted's entry for a request; a connection is used again for the next one."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802 - Twisted's name
        """Twisted's entry for what came over the wire."""
        parser = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > LARGEST_HEAD:
                self._giveUp(Failure(HeadTooLarge()))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds BoundedProtocol."""

    def buildProtocol(self, addr: IAddress | None) -> BoundedProtocol:  # noqa: N802 - Twisted's name
        """Twisted's entry for a new connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
