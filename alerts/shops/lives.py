"""What looks did to the alerts of a shop, told from their sightings: openings, corrections, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from alerts.values import AlertDetail, Life, Sighting

_OPENING: tuple[Life, ...] = ("new", "reopened")
_ENDING: tuple[Life, ...] = ("corrected", "gone")
_DAY = 86_400.0


class Correction(Struct, frozen=True):
    """An alert that a look found corrected, with the days since it was (last) opened."""

    alert_id: str
    at: datetime
    days: float


class Relapse(Struct, frozen=True):
    """An alert that came back. ``after``: what it had become; ``ended_at`` None: no look ended it, a person had."""

    alert_id: str
    at: datetime
    after: Life | None
    ended_at: datetime | None


def corrections(details: Iterable[AlertDetail]) -> tuple[Correction, ...]:
    """Every correction that a look found, in the order of time; a shop's word alone is none."""
    found = []
    for one in details:
        opened: datetime | None = None
        for look in one.sightings:
            if look.life in _OPENING:
                opened = look.at
            elif look.life == "corrected" and opened is not None:
                found.append(Correction(one.alert.id, look.at, (look.at - opened).total_seconds() / _DAY))
                opened = None
    return tuple(sorted(found, key=lambda made: (made.at, made.alert_id)))


def relapses(details: Iterable[AlertDetail]) -> tuple[Relapse, ...]:
    """Every time that a charge came back, in the order of time."""
    found = []
    for one in details:
        ended: Sighting | None = None
        for look in one.sightings:
            if look.life in _ENDING:
                ended = look
            elif look.life == "reopened":
                found.append(Relapse(one.alert.id, look.at, ended.life if ended else None, ended.at if ended else None))
                ended = None
    return tuple(sorted(found, key=lambda made: (made.at, made.alert_id)))


def moved(details: Sequence[AlertDetail], lives: Sequence[Life]) -> tuple[datetime, ...]:
    """When looks did any of this to any of the alerts."""
    return tuple(sorted(look.at for one in details for look in one.sightings if look.life in lives))
