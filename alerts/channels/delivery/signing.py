"""Signatures of webhooks, as the Standard Webhooks specification has them (https://www.standardwebhooks.com).

Signed is ``id.timestamp.body`` with HMAC-SHA256; every secret in use gives one signature, so that a secret is changed
without a message being refused: the receiver takes any that fits.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

LEAST = 24
"""Bytes of a key; the specification asks for 24 to 64."""

_PREFIX = "whsec_"


def key(secret: str) -> bytes:
    """The key that a secret spells: ``whsec_`` and base64, or any text as it is. Raises ValueError when it is too short."""
    try:
        raw = (
            base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
            if secret.startswith(_PREFIX)
            else secret.encode()
        )
    except binascii.Error:
        raise ValueError("base64") from None
    if len(raw) < LEAST:
        raise ValueError("short")
    return raw


def signed(keys: Sequence[bytes], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that prove who sent ``body`` and when; newest key first."""
    stamp = str(int(at.timestamp()))
    content = b".".join((message_id.encode(), stamp.encode(), body))
    marks = (base64.b64encode(hmac.new(one, content, hashlib.sha256).digest()).decode() for one in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }
