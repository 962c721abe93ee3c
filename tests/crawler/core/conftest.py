"""What the crawl tests share: a crawl of the small shop into a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crawler.launch import crawl
from crawler.run_file import Run
from crawler.source import Basis, Source
from tests.crawler.core.small_shop import SmallShop

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SPIDER = "tests.crawler.core.small_shop:Spider"


def source_of(shop: SmallShop, /, **changes: Any) -> Source:
    """A source that names the small shop as its own."""
    source = Source("shop", "web", (f"{shop.base}/shelf/1",), Basis("open_page"), hosts=(shop.base[7:],))
    return msgspec.structs.replace(source, **changes)


@pytest.fixture
def runs_dir(tmp_path: Path) -> Path:
    return tmp_path / "runs"


@pytest.fixture
def crawl_shop(runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Crawl an open shop; keyword arguments change the source, ``now`` the instant, ``spider`` who walks."""
    monkeypatch.chdir(Path(__file__).parents[3])

    def crawled(shop: SmallShop, /, *, now: datetime = NOW, spider: str = SPIDER, **changes: Any) -> Run:
        return crawl(source_of(shop, **changes), runs_dir, now=now, spider=spider)

    return crawled
