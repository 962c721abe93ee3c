"""Renewal: one process at a time, the new pair on disk before it is used, and another's renewal is taken over."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Wire
from crawler.api.keeper import LONGEST_RENEWAL, TokenKeeper
from crawler.grants.grant import Grant
from crawler.grants.key import new_key_file
from crawler.grants.vault import Vault
from crawler.platforms.douyin.gateway import DouyinGateway

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


class Counter:
    """A platform that hands out numbered pairs and remembers what it was asked with."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.asked: list[str] = []

    async def fetch(self, wire: Wire) -> bytes:
        await asyncio.sleep(0)
        self.asked.append(self.vault.read("g").refresh_token)
        n = len(self.asked) + 1
        data = {"access_token": f"a{n}", "refresh_token": f"r{n}", "expires_in": 604800}
        return json.dumps({"code": 10000, "data": data}).encode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    new_key_file(tmp_path)
    vault = Vault(tmp_path, {})
    grant = Grant(id="g", platform="douyin", app_key="k", app_secret="s", access_token="a1", refresh_token="r1")
    vault.write(grant)
    return vault


def keeper_of(vault: Vault, platform: Counter, waits: list[float] | None = None) -> TokenKeeper:
    async def sleep(seconds: float) -> None:
        if waits is not None:
            waits.append(seconds)
        await asyncio.sleep(0)

    return TokenKeeper(vault, "g", DouyinGateway(), "http://127.0.0.1:1", platform.fetch, lambda: NOW, sleep)


def test_two_crawls_of_one_grant_renew_it_once(vault: Vault) -> None:
    platform = Counter(vault)
    first, second = keeper_of(vault, platform), keeper_of(vault, platform)

    async def both() -> None:
        await asyncio.gather(first.renew("a1"), second.renew("a1"))

    asyncio.run(both())
    assert platform.asked == ["r1"]
    assert (first.grant.access_token, second.grant.access_token) == ("a2", "a2")
    assert vault.read("g").refresh_token == "r2"


def test_the_pair_is_stored_before_it_is_used(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Counter(vault)
    keeper = keeper_of(vault, platform)

    def full(grant: Grant) -> None:
        raise OSError("no space")

    monkeypatch.setattr(vault, "write", full)
    with pytest.raises(OSError, match="no space"):
        asyncio.run(keeper.renew("a1"))
    assert keeper.grant.access_token == "a1"


MARGIN = DouyinGateway.margin


@pytest.mark.parametrize(("left", "renewed"), [(MARGIN - 1, True), (MARGIN, True), (MARGIN + 1, False)])
def test_a_token_is_renewed_before_its_end(left: float, renewed: bool, vault: Vault) -> None:
    import msgspec

    vault.write(msgspec.structs.replace(vault.read("g"), expires_at=NOW + timedelta(seconds=left)))
    platform = Counter(vault)
    asyncio.run(keeper_of(vault, platform).ready())
    assert bool(platform.asked) is renewed


def test_a_lock_that_is_never_given_up_is_not_waited_for_for_ever(vault: Vault) -> None:
    waits: list[float] = []
    keeper = keeper_of(vault, Counter(vault), waits)
    with vault.changing("g"), pytest.raises(ApiFault, match="另一进程"):
        asyncio.run(keeper.renew("a1"))
    assert sum(waits) == LONGEST_RENEWAL


def test_an_expired_refresh_token_asks_for_the_shop(vault: Vault) -> None:
    import msgspec

    vault.write(msgspec.structs.replace(vault.read("g"), refresh_expires_at=NOW))
    with pytest.raises(ApiFault) as fault:
        asyncio.run(keeper_of(vault, Counter(vault)).renew("a1"))
    assert fault.value.kind == "member"
