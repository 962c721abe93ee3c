"""A recording as its payloads: one JSON document, or one payload a line, each bare or with the time it was seen.

``{"at": time, "room_id": "…", "payload": {…}}`` states when and where a payload was recorded;
``{"session": {"platform": …, "room_id": …, "started_at": …, "session_id": …, "anchor_name": …, "title": …}}`` describes the
session.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

import orjson

from crawler.deliveries.shelves.seen import Bad, Session, Shown, ident, moment, text
from crawler.listing import PlatformName

_LOOKED_AT = 1 << 20  # bytes that decide whether a file is a recording
_PLATFORM = re.compile(r"[a-z][a-z0-9_]{0,31}")
Said = Shown | Session | Bad


class Form(Protocol):
    """A module of this folder that reads one platform's payloads."""

    NAME: str
    KEYS: tuple[str, ...]
    seen: Callable[[dict[str, Any]], Iterator[Said] | None]


@dataclass(frozen=True, slots=True)
class Payload:
    """One payload: its line or place from 1, when and where it was recorded, and what it says; None: of no known form."""

    row: int
    said: tuple[Said, ...] | None
    at: datetime | None = None
    room: str | None = None
    why: str = ""


@cache
def forms() -> tuple[Form, ...]:
    """Every form of payload that can be read."""
    package = importlib.import_module(__package__ or "crawler.deliveries.shelves")
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    return tuple(cast("Form", module) for module in modules if hasattr(module, "seen") and hasattr(module, "KEYS"))


def is_recording(path: Path) -> bool:
    """True when a payload's own names stand in the first MiB as names, not inside somebody's words."""
    keys = "|".join(key for form in forms() for key in form.KEYS)
    with path.open("rb") as file:
        return bool(re.search(rf'(?<!\\)"(?:{keys})"\s*:'.encode(), file.read(_LOOKED_AT)))


def payloads(words: str) -> Iterator[Payload]:
    """Every payload in the order of the recording; a line that is no JSON costs itself alone."""
    try:
        document: Any = orjson.loads(words)
    except orjson.JSONDecodeError:
        for number, line in enumerate(words.splitlines(), 1):
            if line.strip():
                try:
                    yield _payload(number, orjson.loads(line))
                except orjson.JSONDecodeError as error:
                    yield Payload(number, None, why=f"不是有效的 JSON（第 {error.colno} 个字符附近）")
        return
    for number, value in enumerate(document if isinstance(document, list) else [document], 1):
        yield _payload(number, value)


def _payload(row: int, value: object) -> Payload:
    if not isinstance(value, dict):
        return Payload(row, None, why="应为一个 JSON 对象")
    if isinstance(value.get("session"), dict):
        return Payload(row, (_session(value["session"]),))
    inner = value.get("payload", value)
    at, room = moment(value.get("at")), ident(value.get("room_id"))
    if isinstance(inner, str):
        try:
            inner = orjson.loads(inner)
        except orjson.JSONDecodeError:
            return Payload(row, None, why="payload 不是有效的 JSON")
    for holder in (
        (inner, *(inner.get(name) for name in ("data", "result", "response"))) if isinstance(inner, dict) else ()
    ):
        for form in forms():
            said = form.seen(holder) if isinstance(holder, dict) else None
            if said is not None:
                return Payload(row, tuple(said), at, room)
    return Payload(row, None, why=f"不认识的货架载荷，可读取：{'、'.join(form.NAME for form in forms())}")


def _session(stated: dict[str, Any]) -> Session | Bad:
    room, platform = ident(stated.get("room_id")), stated.get("platform")
    if room is None:
        return Bad("session.room_id", "缺少直播间编号")
    known: PlatformName = platform if isinstance(platform, str) and _PLATFORM.fullmatch(platform) else "other"
    return Session(
        known,
        room,
        title=text(stated.get("title")),
        anchor_id=ident(stated.get("anchor_id")),
        anchor_name=text(stated.get("anchor_name")),
        status=text(stated.get("status")),
        started_at=moment(stated.get("started_at")),
        ended_at=moment(stated.get("ended_at")),
        session_id=ident(stated.get("session_id")),
    )
