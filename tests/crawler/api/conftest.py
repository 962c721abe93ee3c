"""A shop behind an interface, a home with its grant, and a crawl of it in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.grants.grant import Grant
from crawler.grants.key import new_key_file
from crawler.grants.vault import Vault
from crawler.launch import crawl
from crawler.run_file import Run
from crawler.source import Basis, Shop, Source
from tests.mock_site.site import MockSite

Pull = Callable[..., Run]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    new_key_file(tmp_path / "grants")
    return tmp_path


def source_of(platform: str, site: MockSite, **options: Any) -> Source:
    """A source on a stand-in: its loopback address is the source's own, so waits are as short as stated."""
    return Source(
        name=f"{platform}-shop", platform=platform, start=(site.url(""),), hosts=(site.host,),
        basis=Basis("grant", grant_id="grant-1"), shop=Shop("s1", "某珠宝店"), options={"throttle_seconds": 0, **options},
    )  # fmt: skip


@pytest.fixture
def pull(home: Path) -> Pull:
    """Put a grant into the vault (None: leave it as it is) and crawl a source once."""

    def run(source: Source, grant: Grant | None, now: datetime | None = None, spider: str | None = None) -> Run:
        if grant is not None:
            Vault(home / "grants", {}).write(grant)
        return crawl(source, home / "runs", now=now or datetime.now(UTC), spider=spider)

    return run
