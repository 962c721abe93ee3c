"""企业微信群机器人. The secret ``address`` is the robot's whole webhook address, or its key."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from alerts.channels import Channel, Secret
from alerts.channels.delivery.chat import TIMEOUT, Robot, key_of, parameter
from alerts.channels.delivery.secret_name import SecretName

_MOST = 2048
"""Bytes of a text, https://developer.work.weixin.qq.com/document/path/91770; Apprise counts characters instead."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """``address``: name of the secret."""

    address: SecretName


def open_channel(settings: Settings, secret: Secret, desk: str | None) -> Channel:
    """Raises Unconfigured."""
    from apprise.plugins import wecombot

    address = secret(settings.address)[0]
    key = key_of(address, "qyapi.weixin.qq.com", parameter("key"))
    make = partial(wecombot.NotifyWeComBot, key=key, **TIMEOUT)
    return Robot(wecombot, make, most=_MOST, codes=("errcode",), secrets=(address, key), desk=desk)
