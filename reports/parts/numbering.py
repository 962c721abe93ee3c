"""Numbers of letters: the same content on the same day has the same number, and any other content another."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Any

import msgspec

HOW = "编号由函件所据内容算出：同一存证记录、同一日期重新生成，编号相同；所据内容有任何不同，编号即不同。可凭编号向出具单位核对。"


def number(letter: str, day: date, *content: Any) -> str:
    """For example ``YS-20261122-K3QZ7M2XWD5F``: ``letter`` names the kind, the rest the day and 60 bits of SHA-256."""
    digest = hashlib.sha256(msgspec.json.encode((letter, day, content))).digest()
    return f"{letter}-{day:%Y%m%d}-{base64.b32encode(digest).decode('ascii')[:12]}"
