"""飞书自定义机器人. The secret ``address`` is the whole webhook address, or the token at its end.

Apprise cannot sign for Feishu: the robot must be guarded by a keyword (钻鉴) or by addresses, not by 签名校验.
"""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from alerts.channels import Channel, Secret
from alerts.channels.delivery.chat import TIMEOUT, Robot, key_of
from alerts.channels.delivery.secret_name import SecretName

_MOST = 8000
"""Bytes of UTF-8; Feishu takes 20 KB of request, in which Apprise spells each Chinese character with six bytes."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """``address``: name of the secret."""

    address: SecretName


def open_channel(settings: Settings, secret: Secret, desk: str | None) -> Channel:
    """Raises Unconfigured."""
    from apprise.plugins import feishu

    address = secret(settings.address)[0]
    token = key_of(address, "open.feishu.cn", lambda parts: parts.path.rstrip("/").rpartition("/")[2])
    make = partial(feishu.NotifyFeishu, token=token, **TIMEOUT)
    return Robot(feishu, make, most=_MOST, codes=("code", "StatusCode"), secrets=(address, token), desk=desk)
