"""Signed webhooks: the message as JSON, to a program of the recipient's. ``docs/webhooks.md`` says how it is checked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from alerts.channels import Channel, Secret, Telling, Unconfigured, Undelivered
from alerts.channels.delivery import network, wording
from alerts.channels.delivery.chat import asked_to_wait, unreachable
from alerts.channels.delivery.guarded import guarded_post, is_inside, may_be_inside
from alerts.channels.delivery.secret_name import SecretName
from alerts.channels.delivery.signing import key, signed
from alerts.outbox.content import KINDS

_SECONDS = 15.0
_FINAL = (400, 401, 403, 404, 405, 410, 413, 415, 422)
"""Answers that the same body will get again."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """``address`` and ``sign``: names of secrets, the URL and up to two keys. ``allow``: ``host:port`` that may lie in
    a private network; without it only public addresses are reached, and only over https."""

    address: SecretName
    sign: SecretName
    allow: tuple[Annotated[str, Meta(pattern=r"^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$")], ...] = ()


def open_channel(settings: Settings, secret: Secret, desk: str | None) -> Channel:
    """Raises Unconfigured."""
    network.silence()
    url = secret(settings.address)[0]
    try:
        parts = urlsplit(url)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        fit = False
    if not fit:
        raise Unconfigured(f"{settings.address} 不是 http 或 https 地址")
    if parts.scheme == "http" and not may_be_inside(url, settings.allow):
        raise Unconfigured(f"{settings.address} 须为 https 地址；内部网络的地址请在 allow 中写明 主机:端口")
    try:
        keys = tuple(key(one) for one in secret(settings.sign)[:2])
    except ValueError:
        raise Unconfigured(f"{settings.sign} 须为至少 24 字节的密钥，或 whsec_ 加 base64") from None
    return _Webhook(url, keys, settings.allow, desk)


class _Webhook:
    def __init__(self, url: str, keys: tuple[bytes, ...], allow: tuple[str, ...], desk: str | None) -> None:
        self._url, self._keys, self._allow, self._desk = url, keys, allow, desk

    def tell(self, message: Telling, now: datetime) -> None:
        """Raises Undelivered."""
        body = payload(message, self._desk)
        headers = {"Content-Type": "application/json; charset=utf-8", **signed(self._keys, message.id, now, body)}
        headers["User-Agent"] = "Zuanjian"
        try:
            answer = guarded_post(self._url, body, headers, self._allow, _SECONDS)
        except Exception as error:  # its words hold the address
            if is_inside(error):
                raise Undelivered("地址指向内部网络，未发送；确需发送请在 allow 中写明", final=True) from None
            raise Undelivered(unreachable(error)) from None
        if not 200 <= answer.status_code < 300:
            status = answer.status_code
            raise Undelivered(f"对方答复 HTTP {status}", final=status in _FINAL, wait=asked_to_wait(answer))


def payload(message: Telling, desk: str | None) -> bytes:
    """The body: the same bytes at every try. Texts of sellers in it are as they were written."""
    content = message.content
    data = {
        **msgspec.to_builtins(content),
        "recipient": message.recipient,
        "title": wording.title(content),
        "desk": desk,
    }
    data["kinds"] = {kind: KINDS[kind] for kind in content.counts}
    return msgspec.json.encode({"type": "zuanjian.notice", "timestamp": message.made_at, "data": data})
