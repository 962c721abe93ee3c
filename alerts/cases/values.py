"""Values of cases, as lists, reports and the command line get them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from alerts.values import Alert, State


class CaseRefused(Exception):
    """A decision about cases that cannot be taken; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CaseRow(Struct, frozen=True):
    """A case as a list shows it. ``open``: open alerts that no mute hides, ``muted``: those that one hides; ``worst``: the
    gravest severity of the former, None when there is none; ``sellers``: how many sellers of how many platforms its
    alerts name."""

    id: str
    rule: str
    charge: str
    sellers: int
    shops: tuple[str, ...]
    platforms: tuple[str, ...]
    alerts: int
    open: int
    worst: str | None
    first_seen: datetime
    last_seen: datetime
    muted: int = 0


class End(Struct, frozen=True):
    """One end of a link: the alert that carried the value first, and where in its listing it stood."""

    alert_id: str
    platform: str
    shop: str
    field: str
    value: str


class Link(Struct, frozen=True):
    """Why two sellers' alerts are in one case. ``strength`` 0 to 1, see ``kinds``; ``at``: since when both
    ends were seen; ``inside``: both ends are in the case, else a person keeps them apart."""

    kind: str
    reason: str
    strength: float
    at: datetime
    one: End
    other: End
    inside: bool = True


class Return(Struct, frozen=True):
    """An item that seems to be up again under a new link: ``alert_id`` is the new alert, ``of_alert`` the earlier one."""

    alert_id: str
    of_alert: str
    at: datetime
    run_id: str
    reasons: str


class Also(Struct, frozen=True):
    """An alert of another case about the same item of the same seller, under another charge."""

    case_id: str
    alert_id: str
    item_id: str
    rule: str
    charge: str
    state: State


class CaseEvent(Struct, frozen=True):
    """One thing that happened to a case. ``seq``: of a person's decision, which ``undo`` takes back."""

    at: datetime
    actor: str
    what: str
    detail: str
    seq: int | None = None


class CaseDetail(Struct, frozen=True):
    """A case with its alerts (worst first, at most as many as were asked for), links, re-appearances and history."""

    case: CaseRow
    members: tuple[Alert, ...]
    links: tuple[Link, ...]
    returns: tuple[Return, ...]
    history: tuple[CaseEvent, ...]
    also: tuple[Also, ...] = ()


class CaseGlance(Struct, frozen=True):
    """The case of one alert in a few lines. ``returns``: what it, or a later alert, is a re-appearance of."""

    case: CaseRow
    links: tuple[Link, ...]
    returns: tuple[Return, ...]
    also: tuple[Also, ...] = ()
