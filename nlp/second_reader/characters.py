"""A text as hashed runs of one to three characters: what the second reader sees of it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
LONGEST = 20_000
"""Characters that are read; more would only thin out what the first ones say."""

_SHIFT = np.uint32(32 - 15)
# Odd constants of multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of a product depend on every low bit.
_SPREAD = np.uint32(2654435761)
_STEP = np.uint32(0x01000193)
_OF_TWO, _OF_THREE = np.uint32(0x9E37), np.uint32(0x79B9)


def buckets(texts: Iterable[str]) -> NDArray[np.uint16]:
    """The distinct buckets, in ascending order, of the folded texts of one listing. Any text, in time linear in it."""
    text = "\n".join(texts)[:LONGEST]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)
    one = codes * _SPREAD
    two = one[:-1] * _STEP + one[1:]
    three = two[:-1] * _STEP + one[2:]
    runs = np.concatenate((one, two ^ _OF_TWO, three ^ _OF_THREE))
    # Sixteen bits are sorted by counting: faster, and linear.
    found = np.sort(((runs * _SPREAD) >> _SHIFT).astype(np.uint16), kind="stable")
    first = np.ones(len(found), dtype=np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]
