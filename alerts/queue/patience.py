"""Patience: how often a job that failed is tried, how long between two tries, and when a worker counts as lost."""

from __future__ import annotations

from random import Random

from msgspec import Struct

TRIES = 5
"""Failed tries after which a job waits for a person."""


class Patience(Struct, frozen=True):
    """Seconds. ``beat``: between two signs of life; ``silence``: without one a worker is lost; ``first`` and
    ``longest``: the wait after the first failed try, doubled each time up to the longest; ``grace``: what a job gets to
    finish once its worker is asked to stop, before it is handed back; ``poll``: between two looks at the queue.

    A worker that could not say for two thirds of the silence that it lives stops its jobs itself: before another takes
    them up. The jobs of one host wait behind one that is to be tried again: a host in trouble is not asked meanwhile.
    """

    beat: float = 10.0
    silence: float = 60.0
    first: float = 120.0
    longest: float = 3600.0
    grace: float = 30.0
    poll: float = 5.0

    def wait(self, failed: int, chance: Random) -> float:
        """Seconds until the next try after so many failed ones, up to half as much more: many must not return at once."""
        return min(self.longest, self.first * 2.0 ** min(max(failed - 1, 0), 16)) * (1 + chance.random() / 2)
