"""What one payload says of a shelf, the same for every platform; ids are strings, money is fen, times are UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawler.listing import Price
from crawler.shanghai import SHANGHAI


@dataclass(frozen=True, slots=True)
class Shown:
    """One item in one payload; a change message leaves out what it does not change."""

    platform: str
    promotion_id: str | None = None
    item_id: str | None = None
    title: str | None = None
    short_title: str | None = None
    index: int | None = None
    tab: str | None = None
    price: Price | None = None
    campaign: tuple[int, datetime, datetime] | None = None  # fen, from, to
    cover: str | None = None
    url: str | None = None
    sold_out: bool | None = None
    explaining: bool | None = None
    room_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """What a payload says of the session itself."""

    platform: str
    room_id: str
    title: str | None = None
    anchor_id: str | None = None
    anchor_name: str | None = None
    status: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """Something in a payload that cannot be read: its path and a Chinese reason."""

    field: str
    reason: str
    damaged: bool = False


def objects(values: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON list with their place from 1."""
    for number, value in enumerate(values if isinstance(values, list) else (), 1):
        if isinstance(value, dict):
            yield number, value


def ident(value: object) -> str | None:
    """An id as text; None for none, for 0 and for a float, which has already lost digits."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return text if text not in ("", "0") and len(text) <= 64 else None


def idents(values: object) -> list[str]:
    """The ids of a JSON list; what is none is left out."""
    return [found for found in map(ident, values) if found] if isinstance(values, list) else []


def text(value: object) -> str | None:
    """A text that holds more than blanks."""
    return value if isinstance(value, str) and value.strip() else None


def fen(value: object) -> int | None:
    """Whole fen, as a number or as digits in a string; None for anything else."""
    number = whole(value)
    return number if number is not None and number >= 0 else None


def whole(value: object) -> int | None:
    """An integer, as a number or as digits in a string."""
    if isinstance(value, str) and value.strip().lstrip("-").isascii() and value.strip().lstrip("-").isdigit():
        value = int(value) if len(value) < 20 else None
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def moment(value: object) -> datetime | None:
    """A time: unix seconds or ms (as number or digits), or a date and time; without a zone it is Beijing's."""
    number = whole(value)
    if number is not None:
        seconds = number / 1000 if abs(number) >= 10**11 else float(number)
        # Before 2010 there was no such platform; a later date than 2100 is another unit.
        return datetime.fromtimestamp(seconds, UTC) if 1_262_304_000 <= seconds < 4_102_444_800 else None
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip().replace("/", "-"))
    except ValueError:
        return None
    try:
        return (time if time.tzinfo else time.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    except OverflowError:
        return None


def truth(value: object) -> bool | None:
    """A yes or no as platforms write it: true, 1, "1", "true"."""
    known = {True: True, False: False, "1": True, "0": False, "true": True, "false": False}
    return known.get(value) if isinstance(value, bool | int | str) else None
