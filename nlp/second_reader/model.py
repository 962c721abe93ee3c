"""The trained weights, and how a listing's wording leans by them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.families import FAMILIES
from nlp.second_reader.characters import BUCKETS, buckets
from nlp.second_reader.tuning import Tuning, load_tuning

_HERE = Path(__file__).parent
WEIGHTS = _HERE / "weights.npy"
TUNING = _HERE / "tuning.yml"

Lean = dict[str, float]
"""By family, the log-odds that listings worded so were flagged: 0 is even, below 0 less often than not."""


@dataclass(frozen=True, slots=True)
class SecondReader:
    """``weights``: int16, one row a family (the order of FAMILIES), one column a bucket, in units of ``tuning.unit``."""

    weights: NDArray[np.int16]
    tuning: Tuning

    @staticmethod
    @cache
    def default() -> SecondReader:
        """The second reader that ships with the package."""
        return SecondReader(np.load(WEIGHTS, allow_pickle=False), load_tuning(TUNING))

    def __post_init__(self) -> None:
        if self.weights.shape != (len(FAMILIES), BUCKETS) or self.weights.dtype != np.int16:
            raise ValueError("weights do not fit: int16, one row a family, one column a bucket")

    def lean(self, folded: Iterable[str]) -> Lean:
        """How the folded texts of one listing lean, by family."""
        return self.lean_of(buckets(folded))

    def lean_of(self, there: NDArray[np.uint16]) -> Lean:
        """The same of its buckets. Whole numbers are summed, so that every machine comes to the same result."""
        sums = self.weights.take(there, axis=1).sum(axis=1, dtype=np.int64)
        scale = self.tuning.unit / math.sqrt(max(1, len(there)))
        return {name: self.tuning.base[name] + int(total) * scale for name, total in zip(FAMILIES, sums, strict=True)}
