"""``<home>/notify.yml``: channels and recipients. No secret stands in it, only their names.

desk: https://desk.example.org
channels:
  值班群: {kind: wecom, address: WECOM_DUTY}
  数据平台: {kind: webhook, address: HOOK_URL, sign: HOOK_KEYS}
recipients:
  - {name: 值班, channels: [值班群], severities: [high, medium], quiet: "22:00-07:30", digest: hourly}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from alerts import channels as ways
from alerts.moves import MOVES
from alerts.outbox.content import KINDS
from alerts.outbox.recipient import Digest, Recipient
from crawler.source_reading import clock_time, read_mapping, refuse, refused_field
from nlp.judgement import Severity
from reports import writing
from reports.masking import ROLES

DIGESTS = ("at_once", "hourly")


class ChannelEntry(Struct, frozen=True):
    """A channel of the file: its kind, and its settings as that kind reads them."""

    kind: str
    settings: Any


class Notifications(Struct, frozen=True):
    """What the file says. ``desk``: address of the web desk without a slash at its end, for links."""

    channels: dict[str, ChannelEntry]
    recipients: tuple[Recipient, ...]
    desk: str | None = None


def load_notifications(path: Path) -> Notifications | None:
    """None where there is no file. Raises SourceRefused(file, field, reason)."""
    if not path.exists():
        return None
    data = read_mapping(path, "channels 和 recipients")
    _only(path, "", data, ("desk", "channels", "recipients"))
    listed = data.get("channels")
    if not isinstance(listed, dict) or not listed:
        refuse(path, "channels", "应写明至少一个渠道，每个渠道有名称和 kind")
    found = {_name(path, "channels", name): _channel(path, f"channels.{name}", entry) for name, entry in listed.items()}
    people = data.get("recipients")
    if not isinstance(people, list) or not people:
        refuse(path, "recipients", "应为接收人的列表")
    recipients = tuple(_recipient(path, f"recipients.{i}", entry, found) for i, entry in enumerate(people))
    names = [recipient.name for recipient in recipients]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        refuse(path, "recipients", f"接收人重名：{'、'.join(doubled)}")
    return Notifications(found, recipients, _desk(path, data.get("desk")))


def _only(path: Path, place: str, data: Mapping[Any, object], names: tuple[str, ...]) -> None:
    for key in data:
        if key not in names:
            refuse(path, f"{place}.{key}".lstrip("."), f"未知的键，可用：{'、'.join(names)}")


def _name(path: Path, place: str, name: object) -> str:
    if not isinstance(name, str) or not name.strip() or len(name) > 60 or not name.isprintable():
        refuse(path, place, "名称应为 1 至 60 个可见字符的文字")
    return str(name)


def _desk(path: Path, address: object) -> str | None:
    if address is None:
        return None
    try:
        parts = urlsplit(str(address))
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        fit = False
    if not fit or not isinstance(address, str) or parts.query or parts.fragment:
        refuse(path, "desk", "应为工作台的 http 或 https 地址")
    return str(address).rstrip("/")


def _channel(path: Path, place: str, entry: object) -> ChannelEntry:
    if not isinstance(entry, dict):
        refuse(path, place, "应写明 kind 和该类渠道的各项")
    settings = dict(entry)
    kind = settings.pop("kind", None)
    if kind not in ways.kinds():
        refuse(path, f"{place}.kind", f"不在允许的取值内，可用：{'、'.join(ways.kinds())}")
    try:
        return ChannelEntry(kind, msgspec.convert(settings, ways.kind(kind).Settings))
    except msgspec.ValidationError as error:
        field, reason = refused_field(str(error))
        if field.rpartition(".")[2] in ("address", "sign", "password") and "写法" in reason:
            # What was written may be the secret itself, and is not repeated.
            reason = "这里只写密钥的名称（大写字母、数字、“_”），内容放在环境变量或密钥文件中"
        refuse(path, ".".join(filter(None, (place, field))), reason)


_LISTS = ("channels", "kinds", "severities", "families", "shops", "platforms", "moves", "reports")
_ENTRY = ("name", *_LISTS, "format", "role", "quiet", "digest")
_CHOICES: dict[str, tuple[str, ...]] = {
    "kinds": tuple(KINDS),
    "severities": get_args(Severity),
    "moves": (*MOVES, "undo"),
}


def _recipient(path: Path, place: str, entry: object, channels: Mapping[str, ChannelEntry]) -> Recipient:
    if not isinstance(entry, dict):
        refuse(path, place, f"应为“键: 值”的列表，可用：{'、'.join(_ENTRY)}")
    _only(path, place, entry, _ENTRY)
    name = _name(path, f"{place}.name", entry.get("name"))
    choices = {**_CHOICES, "channels": (*channels,), "reports": writing.kinds()}
    lists = {
        key: _words(path, f"{place}.{key}", entry[key], choices.get(key))
        for key in _LISTS
        if entry.get(key) is not None
    }
    if not lists.get("channels"):
        refuse(path, f"{place}.channels", "应写明至少一个渠道")
    if lists.get("kinds") == ():
        refuse(path, f"{place}.kinds", "应写明至少一项；不写则为默认各项")
    quiet = _quiet(path, f"{place}.quiet", entry["quiet"]) if entry.get("quiet") is not None else None
    digest = _digest(path, f"{place}.digest", entry.get("digest") or "at_once")
    form = _one_of(path, f"{place}.format", entry.get("format") or "html", writing.formats())
    role = _one_of(path, f"{place}.role", entry.get("role") or "regulator", tuple(ROLES))
    if role == "member" and lists.get("reports") and not lists.get("shops"):
        refuse(path, f"{place}.shops", "role 为 member 的接收人只能收到本店的报告，请写明店铺")
    return Recipient(name=name, quiet=quiet, digest=digest, format=form, role=role, **lists)  # type: ignore[arg-type]


def _one_of(path: Path, place: str, value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        refuse(path, place, f"“{value}”不在允许的取值内，可用：{'、'.join(allowed)}")
    return str(value)


def _words(path: Path, place: str, value: object, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(one, (str, int)) for one in value):
        refuse(path, place, "应为文字的列表")
    words = tuple(str(one) for one in value)
    for word in words:
        if allowed is not None and word not in allowed:
            refuse(path, place, f"“{word}”不在允许的取值内，可用：{'、'.join(allowed)}")
    return words


def _quiet(path: Path, place: str, value: object) -> tuple[time, time]:
    ends = re.split(r"\s*[-–—至~]\s*", value) if isinstance(value, str) else value
    if not isinstance(ends, list) or len(ends) != 2:
        refuse(path, place, "应写成“22:00-07:30”（北京时间）")
    start, end = (clock_time(path, place, one) for one in ends)
    if start == end:
        refuse(path, place, "起止时间相同，将永远不通知")
    return start, end


def _digest(path: Path, place: str, value: object) -> Digest:
    if value == "at_once" or value == "hourly":
        return value
    return clock_time(path, place, value, f"应为 {'、'.join(DIGESTS)} 或每天的时间，如 08:30")
