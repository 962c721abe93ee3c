"""钉钉自定义机器人. The secret ``address`` is the whole webhook address or its access_token, ``sign`` the SEC… for signing."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from alerts.channels import Channel, Secret
from alerts.channels.delivery.chat import TIMEOUT, Robot, key_of, parameter
from alerts.channels.delivery.secret_name import SecretName

_MOST = 8000
"""Bytes of UTF-8. DingTalk takes 20,000 bytes of request (https://open.dingtalk.com/document/robots/custom-robot-access),
in which Apprise spells each Chinese character with six instead of three."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """``address`` and ``sign``: names of secrets; without ``sign`` the robot must be guarded by a keyword (钻鉴)."""

    address: SecretName
    sign: SecretName | None = None


def open_channel(settings: Settings, secret: Secret, desk: str | None) -> Channel:
    """Raises Unconfigured."""
    from apprise.plugins import dingtalk

    address = secret(settings.address)[0]
    token = key_of(address, "oapi.dingtalk.com", parameter("access_token"))
    sign = secret(settings.sign)[0] if settings.sign else None
    make = partial(dingtalk.NotifyDingTalk, token=token, secret=sign, **TIMEOUT)
    known = tuple(filter(None, (address, token, sign)))
    return Robot(dingtalk, make, most=_MOST, codes=("errcode",), secrets=known, desk=desk)
