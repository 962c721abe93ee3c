"""The sample pages beside the reader: a payload, where it was read from, and everything that must come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import crawler.platforms.web.page
from crawler.listing import encode_listing
from crawler.platforms.web.page import PageReading, read_page

FOLDER = Path(crawler.platforms.web.page.__file__).with_name("samples")
PAYLOADS = sorted(p for p in FOLDER.iterdir() if not p.name.endswith(".expected.json"))


def expectation(payload: Path) -> dict[str, Any]:
    """``url``, ``content_type`` (both optional) and ``reads``: the whole reading of the sample."""
    found: dict[str, Any] = json.loads(payload.with_name(payload.name + ".expected.json").read_text(encoding="utf-8"))
    return found


def read(payload: Path, url: str = "", content_type: str | None = None) -> PageReading:
    return read_page(payload.read_bytes(), url, content_type)


def spread(reading: PageReading) -> dict[str, Any]:
    """A reading as JSON values, empty parts left out."""
    whole = {
        "listings": [json.loads(encode_listing(listing)) for listing in reading.listings],
        "kind": reading.kind,
        "why": reading.why,
        "items": list(reading.links.items),
        "lists": list(reading.links.lists),
        "notes": list(reading.notes),
    }
    return {name: value for name, value in whole.items() if value}
