"""What the tests of limits share: crawls of the misbehaving site, each into a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crawler.launch import crawl
from crawler.run_file import Run
from crawler.source import Basis, Source
from tests.mock_site.site import MockSite

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai."""
WALKER = "tests.mock_site.walker:Walker"
ROOT = Path(__file__).parents[3]

Crawl = Callable[..., Run]


def source_of(site: MockSite, *paths: str, **changes: Any) -> Source:
    """A source that names the site as its own and starts at ``paths``."""
    start = tuple(site.url(path) for path in paths)
    source = Source(name="mock", platform="web", start=start, hosts=(site.host,), basis=Basis(kind="open_page"))
    return msgspec.structs.replace(source, **changes)


@pytest.fixture
def site() -> Iterator[MockSite]:
    with MockSite() as opened:
        yield opened


@pytest.fixture
def runs_dir(tmp_path: Path) -> Path:
    return tmp_path / "runs"


@pytest.fixture
def crawled(site: MockSite, runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Crawl:
    """``crawled("/path", …)`` crawls the site from there; ``now``, ``spider`` and fields of the source by keyword."""
    monkeypatch.chdir(ROOT)  # the child finds the spiders of the tests from here

    def once(*paths: str, now: datetime = NOW, spider: str | None = WALKER, **changes: Any) -> Run:
        return crawl(source_of(site, *paths, **changes), runs_dir, now=now, spider=spider)

    return once
