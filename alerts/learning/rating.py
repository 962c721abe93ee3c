"""Rating: what an alert is worth reading for, as it is written on the alert.

Worth is expected confirmed leads per minute of a reviewer's time, weighed by severity:
calibrated probability * weight of the severity * 60 / median seconds that a decision under this rule takes.
"""

from __future__ import annotations

from functools import cached_property
from typing import TypedDict

import msgspec
from sqlalchemy import Connection, select

from alerts import tables
from alerts.learning.calibration import ENOUGH, Curve, Estimate, Tally, posterior

WEIGHTS: dict[str, float] = {"high": 4.0, "medium": 2.0, "low": 1.0}
"""A grave lead is worth four light ones. Operators' judgement; the order of the queue hangs on the ratio alone."""
SECONDS = 120.0
"""Seconds for a decision under a rule of which fewer than ``timing.TIMED_ENOUGH`` were timed."""


class Rated(TypedDict):
    """Columns of an alert."""

    calibrated: float
    low: float
    high: float
    worth: float


class Rating:
    """What the calibrations of a moment say. Read once, on the first question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str, float], Estimate] = {}
        self._curves: dict[tuple[str, str], Curve] = {}

    def of(self, rule: str, seller_kind: str, confidence: float, severity: str) -> Rated:
        """The rating of an alert of this rule, seller, confidence and severity."""
        key = rule, seller_kind, confidence
        if key not in self._known:
            self._known[key] = self._estimate(rule, seller_kind, confidence)
        mean, low, high = self._known[key]
        return {"calibrated": mean, "low": low, "high": high, "worth": worth(mean, severity, self.seconds(rule))}

    def seconds(self, rule: str) -> float:
        """What a decision under the rule takes."""
        return self._read[1].get(rule, SECONDS)

    def _estimate(self, rule: str, seller_kind: str, confidence: float) -> Estimate:
        tallies = self._read[0].get((rule, seller_kind), ())
        accepted, rejected = sum(t.accepted for t in tallies), sum(t.rejected for t in tallies)
        if accepted + rejected < ENOUGH:
            return posterior(confidence, accepted, rejected)
        if (rule, seller_kind) not in self._curves:
            self._curves[rule, seller_kind] = Curve(tallies)
        return self._curves[rule, seller_kind].at(confidence)

    @cached_property
    def _read(self) -> tuple[dict[tuple[str, str], tuple[Tally, ...]], dict[str, float]]:
        tallies: dict[tuple[str, str], tuple[Tally, ...]] = {}
        seconds: dict[str, float] = {}
        for row in self._connection.execute(select(tables.calibrations)):
            tallies[row.rule, row.seller_kind] = msgspec.json.decode(row.tallies, type=tuple[Tally, ...])
            if row.seconds is not None:
                seconds[row.rule] = row.seconds
        return tallies, seconds


def worth(calibrated: float, severity: str, seconds: float) -> float:
    """Expected confirmed leads per minute, weighed by severity."""
    return calibrated * WEIGHTS.get(severity, 1.0) * 60.0 / seconds
