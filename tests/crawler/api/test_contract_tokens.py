"""What holds for every platform that is read through an interface: its secrets, tokens, signatures and permissions."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.grants.vault import Vault
from tests.crawler.api.conftest import Pull, source_of
from tests.crawler.api.contract import ITEMS, every_platform, signing
from tests.mock_site.gateways import stand_in
from tests.mock_site.gateways.base import SECRET


@every_platform
def test_no_secret_is_kept_anywhere_but_in_the_vault(platform: str, pull: Pull, home: Path) -> None:
    shop = stand_in(platform, ITEMS)
    shop.expire()
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert shop.refreshes == 1
    assert run.health.verdict == "healthy"
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content += gzip.decompress(content) if path.suffix == ".gz" else b""
            for secret in (SECRET, "atk-", "rtk-"):
                assert secret.encode() not in content, path


@every_platform
def test_a_token_that_ran_out_is_renewed_once_and_the_new_pair_is_stored(platform: str, pull: Pull, home: Path) -> None:
    shop = stand_in(platform, ITEMS)
    shop.expire()
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert shop.refreshes == 1
    assert run.health.counts["listings"] == ITEMS
    stored = Vault(home / "grants", {}).read("grant-1")
    assert stored.access_token == shop.token
    assert not shop.rotates or stored.refresh_token == shop.refresh_token


@every_platform
def test_a_token_about_to_end_is_renewed_before_the_first_call(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    with shop.serving() as site:
        pull(source_of(platform, site), shop.grant(expires_at=datetime.now(UTC) + timedelta(seconds=shop.margin - 1)))
    assert shop.is_refresh(shop.names()[0])
    assert shop.refreshes == 1


@every_platform
def test_a_grant_taken_back_is_named_and_nothing_further_is_asked(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.closed = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "blocked"
    assert {miss.kind for miss in run.health.not_seen} == {"grant_refused"}
    assert not any(scope.complete for scope in run.health.looked)
    assert len(shop.asked) <= 2


@every_platform
def test_an_address_that_is_not_on_the_list_is_our_own_fault(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.outlawed = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "broken"
    assert {miss.kind for miss in run.health.not_seen} == {"not_configured"}
    assert len(shop.asked) == 1


@signing
def test_a_false_signature_is_our_own_fault(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant(app_secret="another"))
    assert {miss.kind for miss in run.health.not_seen} == {"not_configured"}
