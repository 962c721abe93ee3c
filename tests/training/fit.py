"""Logistic regression twice: over many characters (dual coordinate descent) and over a handful of numbers (Newton)."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.second_reader.characters import BUCKETS

Floats = NDArray[np.float64]

_COST = 8.0
"""How dear a mistake is against large weights; from 2 to 30 cross validation hardly tells the difference."""
_ROUNDS = 25


def fit_characters(rows: Sequence[NDArray[np.uint16]], answers: Sequence[bool]) -> tuple[Floats, float]:
    """Weights by bucket and base, by the dual method of Yu, Huang and Lin (2011, Machine Learning 85:41-75).

    Each row weighs one in all: its buckets stand at 1/sqrt(their number). The order of visits is fixed.
    """
    weights, base = np.zeros(BUCKETS), 0.0
    values = [1 / math.sqrt(max(1, len(row))) for row in rows]
    alphas = [0.0] * len(rows)
    order = list(range(len(rows)))
    visits = random.Random(20261122)
    for _ in range(_ROUNDS):
        visits.shuffle(order)
        for i in order:
            row, value, sign = rows[i], values[i], 1.0 if answers[i] else -1.0
            margin = sign * (float(weights[row].sum()) * value + base)
            alpha = _best_alpha(alphas[i], margin)
            change = sign * (alpha - alphas[i])
            alphas[i] = alpha
            weights[row] += change * value
            base += change
    return weights, base


def _best_alpha(alpha: float, margin: float) -> float:
    """The alpha in (0, cost) at which this one row is content; its features have squared length two, base included."""
    u = -margin
    for _ in range(30):
        share = 1 / (1 + math.exp(-max(-40.0, min(40.0, u))))
        off = 2 * (_COST * share - alpha) + margin + u
        u -= off / (2 * _COST * share * (1 - share) + 1)
        if abs(off) < 1e-9:
            break
    return _COST / (1 + math.exp(-max(-40.0, min(40.0, u))))


def fit_few(columns: Floats, answers: Floats) -> Floats:
    """Base and factors of a few columns, none below zero: a column that would be is left out (factor 0)."""
    kept = list(range(columns.shape[1]))
    while True:
        there = np.column_stack([np.ones(len(answers)), columns[:, kept]])
        found = _newton(there, answers)
        worst = min(range(len(kept)), key=lambda i: found[i + 1], default=None)
        if worst is None or found[worst + 1] >= 0:
            break
        del kept[worst]
    factors = np.zeros(columns.shape[1] + 1)
    factors[[0, *(i + 1 for i in kept)]] = found
    return factors


def _newton(there: Floats, answers: Floats) -> Floats:
    factors = np.zeros(there.shape[1])
    ridge = 0.01 * np.eye(there.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-(there @ factors)))
        slope = there.T @ (answers - shares) - ridge @ factors
        bend = (there * (shares * (1 - shares))[:, None]).T @ there + ridge
        factors = factors + np.linalg.solve(bend, slope)
    return factors
