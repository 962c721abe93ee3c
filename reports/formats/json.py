"""JSON for programs: the document as it reads and, under ``values``, what it was built from."""

from __future__ import annotations

import json
import re

import msgspec

from reports.document import Document
from reports.marking import code_point
from reports.writing import Context

BINARY = False

_SURROGATE = re.compile("[\ud800-\udfff]")


def render(document: Document, context: Context | None = None) -> bytes:
    """UTF-8, indented, keys in a fixed order: the same document gives the same bytes.

    Half a character (a lone surrogate), which UTF-8 cannot hold, is written as 〔U+D800〕.
    """
    try:
        plain = msgspec.json.encode(document)
    except UnicodeEncodeError:
        # Seldom enough for the slow way.
        text = json.dumps(msgspec.to_builtins(document), ensure_ascii=False)
        plain = _SURROGATE.sub(lambda half: f"〔{code_point(half[0])}〕", text).encode()
    return msgspec.json.format(plain, indent=1) + b"\n"
