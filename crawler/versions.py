"""Which versions made a run: recorded so that a reading can be repeated years later."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

DISTRIBUTIONS = ("zuanjian", "scrapy", "warcio", "extruct", "lxml")


@cache
def versions() -> dict[str, str]:
    """Name -> version of the interpreter and of the libraries that read pages; one that is not installed is left out."""
    found = {"python": platform.python_version()}
    for name in DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
