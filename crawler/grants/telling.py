"""A grant as a person writes it down: one JSON object, checked before it goes into the vault."""

from __future__ import annotations

import re

import msgspec

from crawler.grants.grant import Grant

NEEDED = ("app_key", "app_secret")
_FIELD = re.compile(r"`([^`]*)`")


class GrantRefused(ValueError):
    """A grant that cannot be taken in; the message is one Chinese sentence and holds none of its values."""


def read_grant(text: str | bytes, grant_id: str, platform: str) -> Grant:
    """``{"app_key", "app_secret", "access_token", "refresh_token", "expires_at", "refresh_expires_at", "holder", "more"}``.

    The first two are needed; times carry a zone. Raises GrantRefused, never naming what was written: it is secret.
    """
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise GrantRefused("授权内容不是有效的 JSON") from None
    if not isinstance(told, dict):
        raise GrantRefused("授权内容应为一个 JSON 对象")
    absent = [name for name in NEEDED if not told.get(name)]
    if absent:
        raise GrantRefused(f"授权内容缺少 {'、'.join(absent)}")
    try:
        return msgspec.convert({**told, "id": grant_id, "platform": platform}, Grant)
    except msgspec.ValidationError as error:
        fields = _FIELD.findall(str(error))
        where = fields[-1].removeprefix("$.") if fields else ""
        raise GrantRefused(f"授权内容有误：{where or '某一项'}的写法不对（时间须带时区，其余为文字）") from None
