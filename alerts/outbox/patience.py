"""Patience: how long a sender holds a message, how often it is tried, and how long between two tries."""

from __future__ import annotations

from datetime import timedelta
from random import Random

LEASE = timedelta(minutes=5)
"""How long a claimed message is one sender's own: several times what the slowest channel may take (see alerts.channels)."""

TRIES = 8
"""Tries after which a message is put aside for a person."""

_FIRST = 30.0  # seconds
_LONGEST = 3600.0


def pause(tries: int, chance: Random, asked: float | None = None) -> timedelta:
    """The wait after so many failed tries: doubling from half a minute to an hour, and half as much more or less.

    ``asked``: seconds that the other side asked for (Retry-After); they are granted up to an hour.
    Chance keeps many senders from coming back at the same moment.
    """
    seconds = min(_LONGEST, _FIRST * 2 ** min(tries - 1, 16)) * (0.5 + chance.random())
    return timedelta(seconds=max(seconds, min(asked or 0.0, _LONGEST)))
