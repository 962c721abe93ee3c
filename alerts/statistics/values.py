"""What a stretch of days comes to. Days are dates in Asia/Shanghai, both ends inclusive."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from alerts.mutes.values import MuteStanding
from alerts.values import Alert, DayCount


class Lives(Struct, frozen=True):
    """Looks of the stretch by what they did, in alerts: one that was found twice is counted twice.

    What became of dismissed alerts is left out: they were not open to begin with.
    """

    opened: int = 0
    reopened: int = 0
    changed: int = 0
    corrected: int = 0
    gone: int = 0
    not_looked: int = 0


class ChargeCount(Struct, frozen=True):
    """One charge: what happened under it, and what was open at the end of the last day.

    ``daily``: opened or come back, one count for each day from the first to the last.
    """

    rule: str
    charge: str
    lives: Lives
    still_open: int
    daily: tuple[int, ...] = ()


class PlatformCount(Struct, frozen=True):
    """One platform. ``screened``: listings judged, each look counted."""

    platform: str
    screened: int
    lives: Lives
    still_open: int


class SellerCount(Struct, frozen=True):
    """One seller with something new or come back. ``known``: one of its alerts, which tells who it is; ``items``: listings
    concerned; ``high``: of these with a grave charge."""

    known: Alert
    items: int
    high: int
    charges: tuple[str, ...]
    lives: Lives
    still_open: int


class SourceDays(Struct, frozen=True):
    """How one source was looked at. ``days``: of the stretch with a look; ``whole``: with none that fell short;
    ``unseen``: kinds of failure with how often; ``unmet``: expectations that were missed with how often."""

    source: str
    platform: str
    days: int
    whole: int
    looks: int
    listings: int
    unseen: tuple[tuple[str, int], ...] = ()
    unmet: tuple[tuple[str, int], ...] = ()


class Correction(Struct, frozen=True):
    """What came of alerts in the stretch. ``standing``: open at some time in it; ``corrected``: of these, found corrected
    in it. ``asked``: those whose correction had been asked for by its end and had not been answered by a look before it;
    ``heeded``: of these, found corrected in it. ``days``: from opening to the look that found it corrected, in days, ascending.
    """

    standing: int
    corrected: int
    asked: int
    heeded: int
    days: tuple[float, ...] = ()


class Period(Struct, frozen=True):
    """Everything the statistics of a stretch need. ``trend``: its days; ``overdue``: open at its end and due on or
    before its last day; ``decisions``: moves with how often, those taken back since left out."""

    first: date
    last: date
    screened: int
    clear: int
    could_not_judge: int
    content_poor: int
    lives: Lives
    still_open: int
    overdue: int
    correction: Correction
    decisions: tuple[tuple[str, int], ...]
    charges: tuple[ChargeCount, ...]
    platforms: tuple[PlatformCount, ...]
    sellers: tuple[SellerCount, ...]
    sources: tuple[SourceDays, ...]
    trend: tuple[DayCount, ...]
    mutes: tuple[MuteStanding, ...]
    rulebooks: tuple[str, ...]
