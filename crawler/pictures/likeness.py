"""PDQ: a 256-bit hash that stays nearly the same when a picture is scaled, saved again or lightly retouched.

The algorithm of Meta's ThreatExchange (``pdq/cpp/hashing/pdqhashing.cpp``, BSD; described in "The TMK+PDQF Video-Hashing
Algorithm and the PDQ Image-Hashing Algorithm", 2019): luminance, two passes of a box filter, 64 x 64 samples, the 16 x 16
lowest cosine terms, each against their median. The package ``pdqhash`` has no wheels, so a machine without a compiler could
not install it; these sums give the same bits (tests/crawler/pictures/test_likeness.py holds values made with it).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

LEAST_QUALITY = 50
"""Below this (0 to 100) a picture has too little in it for its hash to say anything; the figure is ThreatExchange's."""
ALIKE = 31
"""Hashes that differ in at most so many of 256 bits are taken for the same picture; the figure is ThreatExchange's."""

_SAMPLES, _TERMS = 64, 16
_LEAST_SIDE = 5
_LUMA = (0.299, 0.587, 0.114)


def pdq(pixels: NDArray[np.uint8]) -> tuple[str, int]:
    """(hash as 64 hex digits, quality 0 to 100) of rows x columns x RGB. A side under five pixels gives zeros."""
    rows, columns = pixels.shape[:2]
    if min(rows, columns) < _LEAST_SIDE:
        return "0" * 64, 0
    luma: Grid = pixels[:, :, 0] * _LUMA[0] + pixels[:, :, 1] * _LUMA[1] + pixels[:, :, 2] * _LUMA[2]
    small = luma if (rows, columns) == (_SAMPLES, _SAMPLES) else _sampled(luma)
    terms = (_COSINES @ small @ _COSINES.T).ravel()
    # The lower of the two middle values, as Torben's method finds it.
    bits = terms > np.partition(terms, terms.size // 2 - 1)[terms.size // 2 - 1]
    number = sum(1 << int(place) for place in np.flatnonzero(bits))
    return f"{number:064x}", _quality(small)


def distance(one: str, other: str) -> int:
    """In how many of 256 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _sampled(luma: Grid) -> Grid:
    for _ in range(2):
        luma = _blurred(_blurred(luma, 1), 0)
    rows, columns = luma.shape
    middles = np.arange(_SAMPLES) + 0.5
    picked: Grid = luma[np.ix_((middles * rows / _SAMPLES).astype(int), (middles * columns / _SAMPLES).astype(int))]
    return picked


def _blurred(luma: Grid, axis: int) -> Grid:
    """Each value as the mean of its window along an axis; at the ends the window is what there is of it."""
    length = luma.shape[axis]
    window = (length + 2 * _SAMPLES - 1) // (2 * _SAMPLES)
    ahead = (window + 2) // 2
    places = np.arange(length)
    first, last = np.maximum(places + ahead - window, 0), np.minimum(places + ahead, length)
    sums = np.cumsum(luma, axis=axis)
    sums = np.insert(sums, 0, 0.0, axis=axis)
    widths = (last - first).reshape((-1, 1) if axis == 0 else (1, -1))
    mean: Grid = (np.take(sums, last, axis) - np.take(sums, first, axis)) / widths
    return mean


def _quality(small: Grid) -> int:
    steps = sum(np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1))
    return min(100, int(steps) // 90)


_COSINES: Grid = np.sqrt(2 / _SAMPLES) * np.cos(
    (np.pi / 2 / _SAMPLES) * np.outer(np.arange(1, _TERMS + 1), 2 * np.arange(_SAMPLES) + 1)
)
