"""Calibration: from the rulebook's confidence and what was decided to the probability that a lead is accepted.

The prior is the rulebook's confidence c, worth ``PRIOR`` decisions: Beta(c * PRIOR, (1 - c) * PRIOR). Decisions add to it
(Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4). From ``ENOUGH`` decisions on, confidence is mapped to
acceptance by isotonic regression (Zadrozny and Elkan, KDD 2002), so that a rule's own order of confidence is kept and
only its scale corrected. Without decisions the answer is the rulebook's own. Pure functions over values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

PRIOR = 10.0
"""Decisions that the rulebook's own confidence is worth: ten decisions of people weigh as much as it does."""
ENOUGH = 200
"""Decisions from which isotonic regression takes over; with fewer its steps would follow single decisions."""
INTERVAL = 0.90
"""Probability that lies between ``low`` and ``high``, equal tails."""

_EDGE = 1e-3  # a Beta distribution needs both counts above zero; a rule that is sure still leaves one in a thousand


class Tally(NamedTuple):
    """Decisions on leads of one confidence."""

    confidence: float
    accepted: int
    rejected: int


class Estimate(NamedTuple):
    """Probability of acceptance with its interval; ``low <= mean <= high``."""

    mean: float
    low: float
    high: float


def posterior(confidence: float, accepted: int, rejected: int, prior: float = PRIOR) -> Estimate:
    """The Beta posterior after these decisions."""
    weight = prior + accepted + rejected
    return _estimate((prior * confidence + accepted) / weight, weight)


class Curve:
    """Isotonic regression over levels of confidence. Each level keeps its share of the prior, so none is ever 0 or 1."""

    def __init__(self, tallies: Sequence[Tally]) -> None:
        import numpy as np
        from scipy.optimize import isotonic_regression

        # Equal levels must be one point whose weight is their sum, or the regression counts them too lightly.
        levels = sorted({tally.confidence for tally in tallies})
        share = PRIOR / len(levels)
        weights, means = [], []
        for level in levels:
            accepted = sum(tally.accepted for tally in tallies if tally.confidence == level)
            decided = accepted + sum(tally.rejected for tally in tallies if tally.confidence == level)
            weights.append(share + decided)
            means.append((share * level + accepted) / (share + decided))
        fitted = isotonic_regression(means, weights=weights)
        blocks = np.repeat(np.arange(len(fitted.weights)), np.diff(fitted.blocks))
        points = [_estimate(float(fitted.x[at]), float(fitted.weights[block])) for at, block in enumerate(blocks)]
        self._levels = np.array(levels)
        self._points = np.array(points)

    def at(self, confidence: float) -> Estimate:
        """The estimate for a confidence: between two levels in proportion, beyond the last as there."""
        import numpy as np

        mean, low, high = (float(np.interp(confidence, self._levels, self._points[:, column])) for column in range(3))
        return Estimate(mean, min(low, mean), max(high, mean))


def fell(before: tuple[int, int], last: tuple[int, int]) -> float:
    """The probability that the share accepted is lower in ``last`` than ``before``, both (accepted, rejected).

    Both shares have a uniform prior. The integral over one's quantiles is taken at 2,000 midpoints: no chance is
    involved, and the error is far below anything that is decided by it.
    """
    import numpy as np
    from scipy.special import betainc, betaincinv

    quantiles = (np.arange(2000) + 0.5) / 2000
    earlier = betaincinv(before[0] + 1, before[1] + 1, quantiles)
    return float(np.mean(betainc(last[0] + 1, last[1] + 1, earlier)))


def _estimate(mean: float, weight: float) -> Estimate:
    from scipy.special import betaincinv  # scipy.stats.beta.ppf is this, after two seconds of import

    for_, against = max(mean * weight, _EDGE), max((1 - mean) * weight, _EDGE)
    tail = (1 - INTERVAL) / 2
    low, high = (float(betaincinv(for_, against, at)) for at in (tail, 1 - tail))
    return Estimate(mean, min(low, mean), max(high, mean))
