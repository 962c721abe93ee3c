"""Medians of five, with the two sides of a comparison in turn, so that a drifting machine harms neither."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """One timed call, with the garbage of the call before out of the way."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def medians(*works: Callable[[], object]) -> list[float]:
    """The median seconds of each work over ROUNDS rounds, after one round that does not count."""
    for work in works:
        work()
    rounds = [[seconds(work) for work in works] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]
