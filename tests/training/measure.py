"""What ordering and confidence are worth: counts that tie no favours to the order of lines."""

from __future__ import annotations

from collections.abc import Sequence

Judged = Sequence[tuple[float, bool]]
"""(how sure, whether it was right)."""


def brier(judged: Judged) -> float:
    """Mean squared distance between confidence and truth; 0 is perfect (Brier 1950)."""
    return sum((sure - right) ** 2 for sure, right in judged) / max(1, len(judged))


def auc(judged: Judged) -> float:
    """The chance that something right is surer than something wrong, ties counting half."""
    right = [sure for sure, is_right in judged if is_right]
    wrong = [sure for sure, is_right in judged if not is_right]
    wins = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return wins / max(1, len(right) * len(wrong))


def among_surest(judged: Judged, top: int) -> float:
    """How many of the ``top`` surest are right; of equally sure ones at the edge, their average share."""
    ordered = sorted(judged, key=lambda one: -one[0])
    if len(ordered) <= top:
        return float(sum(right for _, right in ordered))
    edge = ordered[top - 1][0]
    above = [right for sure, right in ordered if sure > edge]
    tied = [right for sure, right in ordered if sure == edge]
    return sum(above) + (top - len(above)) * sum(tied) / len(tied)
