"""Logistic regression twice: over many characters (L-BFGS) and over a handful of numbers (Newton)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import expit

from nlp.second_reader.characters import BUCKETS

Floats = NDArray[np.float64]

_COST = 16.0
"""How dear a mistake is against large weights; the Brier score of cross validation is best here (tried 0.3 to 32)."""
_UNTIL = {"maxiter": 2000, "maxfun": 4000, "gtol": 1e-2, "ftol": 1e-12}
"""Settled when no slope is above gtol; a fit that stops before has a base that depends on where it stopped."""


def fit_characters(
    rows: Sequence[NDArray[np.uint16]], answers: Sequence[bool], cost: float = _COST
) -> tuple[Floats, float]:
    """Weights by bucket and base: logistic regression with a ridge on the weights, by L-BFGS until it stands still.

    Each row weighs one in all: its buckets stand at 1/sqrt(their number). The base is not drawn towards zero.
    """
    there = _matrix(rows)
    signs = np.where(np.array(answers), 1.0, -1.0)

    def loss(factors: Floats) -> tuple[float, Floats]:
        weights, base = factors[:-1], factors[-1]
        margins = signs * (there @ weights + base)
        pull = -cost * signs * expit(-margins)
        slope = np.append(there.T @ pull + weights, pull.sum())
        return float(cost * np.logaddexp(0, -margins).sum() + 0.5 * weights @ weights), slope

    found = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options=_UNTIL)
    if not found.success:
        raise ArithmeticError(f"the weights did not settle: {found.message}")
    return found.x[:-1], float(found.x[-1])


def _matrix(rows: Sequence[NDArray[np.uint16]]) -> csr_array:
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), 1 / math.sqrt(max(1, len(row)))) for row in rows])
    return csr_array((values, np.concatenate(rows).astype(np.int32), ends), shape=(len(rows), BUCKETS))


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
