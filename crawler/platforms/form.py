"""What a new source of a platform looks like: ``<name>/source.yml`` in the platform's own folder.

Keys: ``title`` (the Chinese name that reports print), ``start`` (where a look begins, or the gateway's address), ``hosts``
(where others are needed besides that one), ``grant`` (for interfaces: each part of the grant and what stands in it).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

ROOT = Path(__file__).parent


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """``source.yml``. An empty ``grant`` means open pages."""

    title: str
    start: str
    hosts: tuple[str, ...] = ()
    grant: dict[str, Any] = {}


@cache
def form_of(platform: str) -> Form:
    """The form of a platform. Raises LookupError for what is no platform or has none."""
    if not (path := ROOT / platform / "source.yml").is_file() or path.parent.parent != ROOT:
        raise LookupError(platform)
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Form)


def title_of(platform: str) -> str:
    """The platform's Chinese name; a name that is no platform of ours is returned as it is."""
    try:
        return form_of(platform).title
    except LookupError:
        return platform
