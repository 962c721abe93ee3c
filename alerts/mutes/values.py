"""Mutes as values. ``until`` is the last day (Asia/Shanghai)."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

LONGEST_DAYS = 180
IDLE_DAYS = 30
FEW = 5
"""Up to so many alerts hidden, a share says nothing."""
ASK_SHARE, MOST_SHARE, MOST_TOGETHER = 0.05, 0.30, 0.50
"""Of the open alerts: above the first a mute must be confirmed, above the second it is refused; the third holds for all
mutes together, so that many small ones do not come to what one may not."""

SETTING: tuple[str, ...] = ("admin", "supervisor")
"""Roles that may set and end mutes."""


class MuteRefused(ValueError):
    """A mute that cannot be set or ended; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Scope(Struct, frozen=True, omit_defaults=True):
    """What a mute covers; everything named must hold. ``shop``: id or exact name; ``text``: part of the title, within
    a rule (case does not count)."""

    platform: str | None = None
    shop: str | None = None
    item: str | None = None
    rule: str | None = None
    text: str | None = None

    def __str__(self) -> str:
        named = (
            ("平台", self.platform),
            ("店铺", self.shop),
            ("商品", self.item),
            ("规则", self.rule),
            ("标题含", self.text),
        )
        return "，".join(f"{label} {value}" for label, value in named if value)


class Mute(Struct, frozen=True):
    """A mute; ``ended_at`` when somebody ended it before its last day."""

    id: str
    scope: Scope
    reason: str
    actor: str
    at: datetime
    until: date
    ended_at: datetime | None = None


class MuteStanding(Struct, frozen=True):
    """A mute in force at the end of a day: open alerts ``hidden`` then, and the last day on which it hid any.

    ``idle``: it has stood for ``IDLE_DAYS`` and hid nothing in them.
    """

    mute: Mute
    hidden: int
    last_hid: date | None
    idle: bool


class Preview(Struct, frozen=True):
    """What a scope would hide now: how many of how many open alerts, the worst of them, and with all other mutes."""

    hidden: int
    open: int
    together: int
    alerts: tuple[str, ...]
