"""JSON for programs: the document as it reads and, under ``values``, what it was built from."""

from __future__ import annotations

import msgspec

from reports.document import Document

SUFFIX = ".json"


def render(document: Document) -> bytes:
    """UTF-8, indented, keys in a fixed order: the same document gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
