"""The life of an alert as data: what a look does to it (the machine's moves) and what a person may decide.

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


ACTIVE: tuple[State, ...] = ("new", "claimed", "confirmed", "referred", "correction_asked")
"""States that wait for somebody; what the daily brief counts as open."""

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


class MoveRefused(Exception):
    """A decision that cannot be taken; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Move:
    """A person's move. ``target`` None: the state stays. ``reason``: words are required."""

    label: str
    origins: tuple[State, ...]
    target: State | None
    reason: bool = False


MOVES: dict[str, Move] = {
    "claim": Move("认领", ("new",), "claimed"),
    "release": Move("退回待办", ("claimed",), "new"),
    "confirm": Move("确认线索", ("new", "claimed", "dismissed", "gone", "corrected"), "confirmed", reason=True),
    "dismiss": Move("排除线索", (*ACTIVE, "gone", "corrected"), "dismissed", reason=True),
    "refer": Move("移送", ("confirmed", "correction_asked"), "referred", reason=True),
    "ask_correction": Move("要求更正", ("confirmed",), "correction_asked", reason=True),
    "close": Move("办结", ("confirmed", "referred", "correction_asked", "corrected", "gone"), "closed", reason=True),
    "reopen": Move("恢复待办", ("dismissed", "closed", "corrected", "gone"), "new", reason=True),
    "extend": Move("延长期限", ACTIVE, None, reason=True),
}
"""What a person may decide, by the name that scripts and forms use. ``undo`` is not here: it looks back."""

DISMISSALS: dict[str, str] = {
    "disclosed": "已如实标明",
    "other_goods": "不属于该类商品",
    "authorised": "正品或已获授权",
    "context": "否定、比较、科普等语境",
    "duplicate": "与其他线索重复",
    "rule_error": "规则误判",
    "other": "其他",
}
"""Why a lead is set aside; ``other`` needs words, the rest may stand alone."""

STATES: dict[State, str] = {
    "new": "待办",
    "claimed": "已认领",
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


def require_move(name: str, state: State, reason: str, code: str | None) -> Move:
    """The move called ``name`` from ``state``. Raises MoveRefused when it is unknown, not possible there or unexplained."""
    move = MOVES.get(name)
    if move is None:
        raise MoveRefused(f"没有“{name}”这一操作")
    if state not in move.origins:
        raise MoveRefused(f"线索当前为“{STATES[state]}”，不能{move.label}")
    if name == "dismiss" and code is not None and code not in DISMISSALS:
        raise MoveRefused(f"没有“{code}”这一排除理由")
    explained = reason.strip() or (name == "dismiss" and code not in (None, "other"))
    if move.reason and not explained:
        raise MoveRefused(f"{move.label}须写明理由")
    return move
