"""Gateway: what one platform's interface asks of a call, how it answers, and how a token is renewed.

A call is recorded without key, token or signature (``address`` and the parameters) and sent as ``wire`` gives it;
so journals, logs and evidence never hold a secret, whatever a platform puts into its addresses.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from crawler.api.faults import ApiFault
from crawler.grants.grant import Grant


class Call(Struct, frozen=True):
    """A call of an interface: its name in the platform's own words and its parameters as JSON values."""

    name: str
    params: dict[str, Any] = {}

    @property
    def body(self) -> str:
        """The parameters as compact JSON, keys sorted at every level: equal calls are equal texts."""
        return msgspec.json.encode(self.params, order="deterministic").decode()


class Wire(Struct, frozen=True):
    """A request as it goes over the wire, secrets and all. Never logged, never kept."""

    url: str
    method: str = "POST"
    headers: dict[str, str] = {}
    body: str = ""

    def __repr__(self) -> str:
        return f"Wire({self.method} …)"


class Gateway(ABC):
    """One platform's interface. Pure: no clock, no network, no state."""

    margin: ClassVar[float] = 600.0
    """Seconds before its end at which an access token is renewed: a call must not outlive the token it was signed with."""

    def address(self, base: str, call: Call) -> str:
        """The address under which a call is recorded and by which it is told from others. ``base``: the source's start."""
        return f"{base.rstrip('/')}/{call.name}"

    def token_address(self, base: str) -> str:
        """The address under which a renewal is recorded, free of secrets; on its host, and no other, ``refresh`` may call.

        A source must name that host among its ``hosts`` where it is not the gateway's own.
        """
        return f"{base.rstrip('/')}/token"

    @abstractmethod
    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        """The signed request. ``now``: UTC, put right by what the platform said of its own clock."""

    @abstractmethod
    def payload(self, answer: Any, call: Call) -> Any:
        """What a decoded answer carries. Raises ApiFault where the platform reports an error."""

    @abstractmethod
    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        """The request that renews the access token. Raises ApiFault ``member`` where only the shop can renew it."""

    @abstractmethod
    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        """The grant with the tokens of an answer to ``refresh``. Raises ApiFault."""


def decode_answer(body: bytes) -> Any:
    """An answer's JSON as plain values; whole numbers stay exact. Raises ApiFault ``bad`` for anything else."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiFault("bad", "json", f"不是可以读取的 JSON（{type(error).__name__}）") from None
