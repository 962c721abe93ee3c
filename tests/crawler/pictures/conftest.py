"""A crawl of a shop with pictures into a folder of its own."""

from __future__ import annotations

from tests.crawler.core.conftest import crawl_shop, runs_dir

__all__ = ["crawl_shop", "runs_dir"]
