"""GuardedResolver: a name is refused when it leads inside, checked on the very address that is connected to.

Checking a name first and connecting later would leave a gap in which the name may point elsewhere (DNS rebinding).
Twisted connects only to addresses that come out of this resolver, so there is no later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Any

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.limits.addresses import is_public


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands on public addresses; ``own`` lets the source's own loopback through."""

    def __init__(self, receiver: Any, own: bool, refused: Callable[[str], None]) -> None:
        self._receiver = receiver
        self._own = own
        self._refused = refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        host = str(getattr(address, "host", ""))
        if is_public(host) or (self._own and ip_address(host).is_loopback):
            self._receiver.addressResolved(address)
        else:
            self._refused(host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Wraps the reactor's resolver. ``own_loopback(host, port)`` names the one exception.

    A caller of Twisted's sees only "no address found"; ``why_refused`` tells whether an inside address was held back.
    """

    def __init__(self, inner: Any, own_loopback: Callable[[str, int], bool]) -> None:
        self.inner = inner
        self._own_loopback = own_loopback
        self._refused: dict[tuple[str, int], str] = {}

    def why_refused(self, host: str, port: int) -> str | None:
        """The inside address that was last held back for this host and port; None where nothing was."""
        return self._refused.pop((_ascii(host), port), None)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> Any:
        def refused(address: str) -> None:
            self._refused[_ascii(hostName), portNumber] = address

        own = self._own_loopback(hostName, portNumber)
        guarded = _PublicOnly(resolutionReceiver, own, refused)
        return self.inner.resolveHostName(guarded, hostName, portNumber, addressTypes, transportSemantics)


def _ascii(host: str) -> str:
    # Twisted hands over a Chinese name as it reads, a URL carries it as xn--…; both must find the same entry.
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()
