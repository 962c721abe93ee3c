"""The life of an alert as data: what a look does to it. What a person may decide stands in ``moves``.

A person's decision outranks the machine: a confirmed alert is not closed because a rule changed, and
a dismissed one stays dismissed until the seller writes something new under the charge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alerts.values import Life, State


class Look(StrEnum):
    """What one run found out about one alert."""

    SAME = "same"  # flagged again, same words, price and finding
    CHANGED = "changed"  # flagged again; something else about the listing changed
    WORSE = "worse"  # flagged again; the words under the charge changed, or it became more severe
    CLEAR = "clear"  # the listing changed and the charge no longer stands
    WITHDRAWN = "withdrawn"  # the listing did not change, but today's rules no longer make the charge
    ABSENT = "absent"  # its shelf was read whole without it, or its own page is gone
    UNSEEN = "unseen"  # nobody looked, or the look was not whole


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the alert; ``state`` None: back to where it stood before it was gone."""

    state: State | None
    life: Life


ACTIVE: tuple[State, ...] = ("new", "claimed", "evidence_asked", "confirmed", "referred", "correction_asked")
"""States that wait for somebody; what the daily brief counts as open."""

TIMED: tuple[State, ...] = ("new", "claimed", "evidence_asked", "confirmed", "correction_asked")
"""States in which the due date runs; what was referred is another unit's to decide."""

WATCHED: tuple[State, ...] = (*ACTIVE, "dismissed", "gone")
"""States in which a look that does not flag the listing can still change something."""


def _active(state: State) -> dict[Look, Outcome | None]:
    decided = state not in ("new", "claimed")
    return {
        Look.SAME: Outcome(state, "seen_again"),
        Look.CHANGED: Outcome(state, "changed"),
        Look.WORSE: Outcome(state, "changed"),
        Look.CLEAR: Outcome("corrected", "corrected"),
        Look.WITHDRAWN: Outcome(state if decided else "closed", "changed"),
        Look.ABSENT: Outcome("gone", "gone"),
        Look.UNSEEN: Outcome(state, "not_looked"),
    }


_AT_REST: dict[Look, Outcome | None] = {
    Look.SAME: Outcome("new", "reopened"),
    Look.CHANGED: Outcome("new", "reopened"),
    Look.WORSE: Outcome("new", "reopened"),
    Look.CLEAR: None,
    Look.WITHDRAWN: None,
    Look.ABSENT: None,
    Look.UNSEEN: None,
}

OUTCOMES: dict[State, dict[Look, Outcome | None]] = {
    **{state: _active(state) for state in ACTIVE},
    "corrected": _AT_REST,
    "closed": _AT_REST,
    # A room's shelf empties every night: what comes back unchanged keeps the decision it had.
    "gone": {
        **_AT_REST,
        Look.SAME: Outcome(None, "reopened"),
        Look.CHANGED: Outcome(None, "reopened"),
        Look.CLEAR: Outcome("corrected", "corrected"),
    },
    "dismissed": {
        Look.SAME: Outcome("dismissed", "seen_again"),
        Look.CHANGED: Outcome("dismissed", "changed"),
        Look.WORSE: Outcome("new", "reopened"),
        Look.CLEAR: Outcome("dismissed", "corrected"),
        Look.WITHDRAWN: None,
        Look.ABSENT: Outcome("dismissed", "gone"),
        Look.UNSEEN: None,
    },
}
"""State and look to outcome; None: nothing happened that anybody needs to be told."""


def outcome(state: State, life: Life, look: Look) -> Outcome | None:
    """What ``look`` does to an alert in ``state`` whose latest look did ``life``."""
    result = OUTCOMES[state][look]
    if state == "dismissed" and look in (Look.CLEAR, Look.ABSENT) and result and result.life == life:
        return None  # told once; a dismissed alert that stays away is no news
    return result


STATES: dict[State, str] = {
    "new": "待办",
    "claimed": "已认领",
    "evidence_asked": "已要求补证",
    "confirmed": "已确认",
    "dismissed": "已排除",
    "referred": "已移送",
    "correction_asked": "已要求更正",
    "corrected": "已更正",
    "gone": "已下架或消失",
    "closed": "已办结",
}

LIVES: dict[Life, str] = {
    "new": "首次发现",
    "seen_again": "再次发现",
    "changed": "有变化",
    "corrected": "已更正",
    "gone": "已消失",
    "reopened": "再次出现",
    "not_looked": "未查看",
}
