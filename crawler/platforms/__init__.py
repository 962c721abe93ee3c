"""Platforms: how to walk and read one kind of site. The folder is the registry: one package per platform.

A platform is ``<name>/spider.py`` with a class ``Spider(ListingSpider)``, which says how to walk, and
``<name>/page.py``, which reads payloads and is pure.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.spider import ListingSpider


def names() -> tuple[str, ...]:
    """Every platform that can be crawled, in order; nothing is imported to find out."""
    here = Path(__file__).parent
    return tuple(sorted(path.parent.name for path in here.glob("*/spider.py")))


def spider_class(name: str) -> type[ListingSpider]:
    """The spider of a platform. Raises LookupError for a name that is no platform."""
    if name not in names():
        raise LookupError(name)
    spider: type[ListingSpider] = import_module(f"crawler.platforms.{name}.spider").Spider
    return spider
