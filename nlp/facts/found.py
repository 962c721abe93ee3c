"""A fact in a folded text, before it becomes a value with a span."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """``value`` and ``role`` of what stands at [start, end) of the folded text."""

    start: int
    end: int
    value: float
    role: str


def before(text: str, start: int, reach: int) -> str:
    """Up to ``reach`` characters on the left, no further than the clause."""
    left = text[max(0, start - reach) : start]
    cut = max((left.rfind(c) for c in "，。；！？,;!?|｜ \n（）()【】"), default=-1)
    return left[cut + 1 :]


def after(text: str, end: int, reach: int) -> str:
    """Up to ``reach`` characters on the right, no further than the clause."""
    right = text[end : end + reach]
    cuts = [at for c in "，。；！？,;!?|｜ \n（）()【】" if (at := right.find(c)) >= 0]
    return right[: min(cuts)] if cuts else right
