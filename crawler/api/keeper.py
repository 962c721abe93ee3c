"""The keeper of a grant's tokens: renews them in time, one process at a time, and stores a new pair before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from crawler.api.faults import ApiFault
from crawler.api.gateway import Gateway, Wire, decode_answer
from crawler.grants.grant import Grant
from crawler.grants.vault import GrantBusy, Vault

LONGEST_RENEWAL = 60.0
"""Seconds that one process waits for another that is renewing the same grant."""
_PAUSE = 0.5

Fetch = Callable[[Wire], Awaitable[bytes]]


class TokenKeeper:
    """Holds the grant of one crawl. ``now`` gives UTC, ``sleep`` takes seconds, ``fetch`` sends and gives the body."""

    def __init__(
        self,
        vault: Vault,
        grant_id: str,
        gateway: Gateway,
        base: str,
        fetch: Fetch,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Raises GrantMissing."""
        self._vault = vault
        self._gateway = gateway
        self._base = base
        self._fetch = fetch
        self._now = now
        self._sleep = sleep
        self.grant: Grant = vault.read(grant_id)
        self.skew = timedelta()
        """What the platform's clock is ahead of ours."""

    def platform_time(self) -> datetime:
        """Now, by the platform's clock as far as it is known (UTC)."""
        return self._now() + self.skew

    async def ready(self) -> None:
        """Renew the access token if it is about to end. Raises ApiFault."""
        if self.grant.expires_within(self._gateway.margin, self.platform_time()):
            await self.renew(self.grant.access_token)

    async def renew(self, stale: str) -> None:
        """Get a token other than ``stale``: another process's if it was faster, else a new one. Raises ApiFault.

        With rotating refresh tokens the platform voids the old pair when it hands out the new one; a pair that was
        used before it was stored would be lost with the process, and with it the shop's permission.
        """
        waited = 0.0
        while True:
            try:
                with self._vault.changing(self.grant.id):
                    # Held at once: whoever reports a failed renewal knows then which secrets were at stake.
                    self.grant = current = self._vault.read(self.grant.id)
                    if current.access_token == stale or current.expires_within(0, self.platform_time()):
                        answer = await self._fetch(self._gateway.refresh(self._base, current, self.platform_time()))
                        current = self._gateway.refreshed(decode_answer(answer), current, self.platform_time())
                        self._vault.write(current)
                    self.grant = current
                    return
            except GrantBusy as busy:
                if waited >= LONGEST_RENEWAL:
                    raise ApiFault("later", "busy", str(busy)) from None
            await self._sleep(_PAUSE)
            waited += _PAUSE
