"""What a clean certificate vouches for, in one value, and the code that stands for it.

The code has two halves: what was seen, and by which rules. Both are made anew from the memory at any time, so that
whoever holds a certificate can learn whether the memory still says the same.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, datetime

import msgspec
from msgspec import Struct

GROUPS, GROUP = 5, 4
"""Of each half: 20 characters of base 32 are 100 bits of the SHA-256."""


class CertifiedListing(Struct, frozen=True):
    """``content_sha256``: SHA-256 of what the listing said; ``run_id`` and ``line``: where that stands."""

    item_id: str
    content_sha256: str
    run_id: str
    line: int
    seen_at: datetime


class CertifiedLook(Struct, frozen=True):
    """A complete look. ``room_ids``: of its shelves, None for the shop's own."""

    run_id: str
    source: str
    finished_at: datetime
    listings_sha256: str
    room_ids: tuple[str | None, ...]


class Certified(Struct, frozen=True):
    """Everything that is vouched for, and nothing else. ``shop_key``: as in ``identity.seller``; ``rulebooks``: digests of the
    rules. Names end as masking knows numbers by which things are found, so that no role's copy has another code."""

    platform: str
    shop_key: str
    day: date
    days: int
    looks: tuple[CertifiedLook, ...]
    listings: tuple[CertifiedListing, ...]
    rulebooks: tuple[str, ...]


def code(certified: Certified) -> str:
    """For example ``ABCD-EFGH-IJKL-MNOP-QRST-…`` (ten groups): the SHA-256 of what was seen, then that of the rules."""
    seen = msgspec.structs.replace(certified, rulebooks=())
    rules = "+".join(certified.rulebooks)
    return f"{_half(msgspec.json.encode(seen, order='deterministic'))}-{_half(rules.encode())}"


def _half(content: bytes) -> str:
    letters = base64.b32encode(hashlib.sha256(content).digest()).decode("ascii")
    return "-".join(letters[at : at + GROUP] for at in range(0, GROUPS * GROUP, GROUP))


def halves(text: str) -> tuple[str, str] | None:
    """What a person typed as a code, in its two halves; None for what is none."""
    letters = re.sub(r"[\s\-－—]", "", text.upper())
    if not re.fullmatch(f"[A-Z2-7]{{{2 * GROUPS * GROUP}}}", letters):
        return None
    groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    return "-".join(groups[:GROUPS]), "-".join(groups[GROUPS:])
