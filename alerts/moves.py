"""A person's moves as data: from which states, by whom, and with which words. ``undo`` is not here: it looks back.

Nobody moves an alert to 已更正: only a look that no longer finds the charge does. What a member says is kept as said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from alerts.lifecycle import ACTIVE, STATES, TIMED
from alerts.users import ROLES
from alerts.values import State
from crawler.shanghai import local_day

MEMBER = "member"
"""Whoever answers for the shop; no role of the desk, where members do not sign in."""

PARTIES: dict[str, str] = {**ROLES, MEMBER: "成员"}
"""Everybody who can take part in an alert's life."""

DECIDING = ("admin", "supervisor", "reviewer")
IN_CHARGE = ("admin", "supervisor")

FIELDS: dict[str, str] = {
    "reason": "理由",
    "code": "排除原因",
    "unit": "移送单位",
    "number": "文号",
    "due": "期限",
}
"""What may have to be said with a move."""

LONGEST_REASON = 2000
"""Characters of a reason; more belongs in a file beside the case."""

LONGEST_NAME = 200
"""Characters of a unit, a document number, an actor."""

LATEST_DUE_DAYS = 180
"""Days within which a date that somebody is given must lie."""


class MoveRefused(Exception):
    """A decision that cannot be taken; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Overtaken(MoveRefused):
    """The alert is no longer what the decision was made on: somebody decided, or a look moved it, in between."""


@dataclass(frozen=True, slots=True)
class Move:
    """``target`` None: the state stays. ``needs`` and ``may``: FIELDS that must and that can be filled in."""

    label: str
    origins: tuple[State, ...]
    target: State | None
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ("reason",)
    roles: tuple[str, ...] = DECIDING

    @property
    def fields(self) -> tuple[str, ...]:
        """What can be filled in, what must be first."""
        return tuple(dict.fromkeys((*self.needs, *self.may)))


_WHY = ("reason",)

MOVES: dict[str, Move] = {
    "claim": Move("认领", ("new",), "claimed"),
    "release": Move("退回待办", ("claimed", "evidence_asked"), "new"),
    "ask_evidence": Move("要求补证", ("new", "claimed", "confirmed"), "evidence_asked", _WHY, ("due",)),
    "confirm": Move(
        "确认线索", ("new", "claimed", "evidence_asked", "dismissed", "gone", "corrected"), "confirmed", _WHY
    ),
    "dismiss": Move("排除线索", (*ACTIVE, "gone", "corrected"), "dismissed", _WHY, ("code",)),
    "refer": Move("移送", ("confirmed", "correction_asked"), "referred", ("reason", "unit", "number")),
    "ask_correction": Move("要求更正", ("confirmed",), "correction_asked", ("reason", "due")),
    "declare": Move("登记成员称已更正", ACTIVE, None, roles=(*DECIDING, MEMBER)),
    "close": Move("办结", ("confirmed", "referred", "correction_asked", "corrected", "gone"), "closed", _WHY),
    "reopen": Move("恢复待办", ("dismissed", "closed", "corrected", "gone"), "new", _WHY),
    "extend": Move("延长期限", TIMED, None, _WHY, roles=IN_CHARGE),
}
"""What a person may decide, by the name that scripts and forms use."""

UNDOING = DECIDING
"""Who may take a decision back; what a member declared is the member's word and stays."""

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


class Said(Struct, frozen=True, kw_only=True):
    """A move as somebody makes it. ``within``: the bulk, notice or answer it belongs to. ``based_on``: the
    ``Alert.version`` in front of whoever decided; None: whatever stands now. ``at`` carries a zone."""

    move: str
    actor: str
    at: datetime
    role: str = "reviewer"
    reason: str = ""
    code: str | None = None
    unit: str | None = None
    number: str | None = None
    due: date | None = None
    within: str | None = None
    based_on: str | None = None


def require_move(said: Said, state: State) -> Move:
    """The move, if it exists, may be made by this party from ``state``, and is said with what it needs and no more.
    Raises MoveRefused."""
    move = MOVES.get(said.move)
    if move is None:
        raise MoveRefused(f"没有“{said.move[:40]}”这一操作")
    require_plain(said)
    if said.role not in move.roles:
        raise MoveRefused(f"{PARTIES.get(said.role, said.role)[:40]}不能{move.label}，须由{_named(move.roles)}作出")
    if state not in move.origins:
        raise MoveRefused(f"线索当前为“{STATES[state]}”，不能{move.label}")
    given = {name: value for name in FIELDS if (value := _given(getattr(said, name)))}
    for name in given.keys() - set(move.fields):
        raise MoveRefused(f"{move.label}不须填写{FIELDS[name]}")
    if said.code and said.code not in DISMISSALS:
        raise MoveRefused(f"没有“{said.code[:40]}”这一排除理由")
    if said.code and said.code != "other":
        given["reason"] = said.code
    for name in move.needs:
        if name not in given:
            raise MoveRefused(f"{move.label}须写明{FIELDS[name]}")
    if said.due is not None:
        _require_day(said.due, local_day(said.at))
    return move


def require_plain(said: Said) -> None:
    """Who speaks is named, and everything said can be kept. Raises MoveRefused."""
    if not said.actor.strip():
        raise MoveRefused("须写明由谁决定")
    for name, longest in (("reason", LONGEST_REASON), ("unit", LONGEST_NAME), ("number", LONGEST_NAME)):
        words = getattr(said, name) or ""
        if len(words.strip()) > longest:
            raise MoveRefused(f"{FIELDS[name]}过长，最多 {longest} 字")
        if "\x00" in words:
            raise MoveRefused(f"{FIELDS[name]}中含有不可保存的字符")
    if len(said.actor) > LONGEST_NAME or "\x00" in said.actor:
        raise MoveRefused("决定人的姓名过长或含有不可保存的字符")


def words(said: Said) -> str:
    """What was said, in one line as people read it."""
    label = DISMISSALS[said.code] if said.code and said.code != "other" else ""
    why = "：".join(filter(None, (label, said.reason.strip())))
    named = [f"{FIELDS[name]}：{value}" for name in ("unit", "number", "due") if (value := _given(getattr(said, name)))]
    return "；".join(filter(None, (why, *named)))


def _given(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _named(roles: tuple[str, ...]) -> str:
    return "或".join(PARTIES[role] for role in roles)


def _require_day(due: date, today: date) -> None:
    if not today < due <= today + timedelta(days=LATEST_DUE_DAYS):
        raise MoveRefused(f"期限须在次日起 {LATEST_DUE_DAYS} 日以内，“{due}”不在其内")
