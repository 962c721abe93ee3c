"""A fact in a folded text, before it becomes a value with a span."""

from __future__ import annotations

from msgspec import Struct

_CLAUSE_ENDS = frozenset("，。；！？,;!?|｜ \n（）()【】")


class Found(Struct, frozen=True, gc=False):
    """``value`` and ``role`` of what stands at [start, end) of the folded text."""

    start: int
    end: int
    value: float
    role: str


def before(text: str, start: int, reach: int) -> str:
    """Up to ``reach`` characters on the left, no further than the clause."""
    left = text[max(0, start - reach) : start]
    for at in range(len(left) - 1, -1, -1):
        if left[at] in _CLAUSE_ENDS:
            return left[at + 1 :]
    return left


def after(text: str, end: int, reach: int) -> str:
    """Up to ``reach`` characters on the right, no further than the clause."""
    right = text[end : end + reach]
    for at, char in enumerate(right):
        if char in _CLAUSE_ENDS:
            return right[:at]
    return right
