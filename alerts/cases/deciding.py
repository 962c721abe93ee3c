"""Deciding about cases: merging and splitting, and taking either back. Decisions are only ever added.

A merge keeps the cases together whatever the links say; a split keeps both sides apart for good. The newer decision wins
over the older, and any decision over links: ``network.partition``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from alerts import tables
from alerts.cases.moving import move_out, moved_back
from alerts.cases.network import settle
from alerts.cases.totals import tell
from alerts.cases.values import CaseRefused
from alerts.chain import Chain
from alerts.moves import LONGEST_REASON, UNDOING
from alerts.observing import batches
from alerts.store import Store
from alerts.vouched import CASE_DECISION

MOST_PARTS = 500
"""Alerts that one split may take out, and cases that one merge may join."""


class Parts(msgspec.Struct, frozen=True):
    """What a decision was about. ``sides``: folds on either side (a merge knows one); ``moved``: the alerts that were
    taken out of a fold, by the fold they are in since."""

    sides: tuple[tuple[str, ...], ...]
    moved: dict[str, tuple[str, ...]] = {}


def merge(store: Store, cases: Sequence[str], actor: str, reason: str, at: datetime, *, role: str = "reviewer") -> str:
    """Make one case of several (ids of cases, or of folds in them); gives back its id. Raises CaseRefused, StoreRefused."""
    _require_words(actor, reason, role)
    with store.writing() as connection:
        found = {_case_of(connection, case) for case in cases[: MOST_PARTS + 1]}
        if len(found) < 2:
            raise CaseRefused("并案须给出两个以上不同的案件")
        if len(found) > MOST_PARTS:
            raise CaseRefused(f"一次最多合并 {MOST_PARTS} 个案件")
        folds = tuple(sorted(_folds_of(connection, found)))
        case = min(found)
        detail = f"并案：{'、'.join(sorted(found))}；{reason.strip()}"
        _keep(connection, "merge", case, Parts((folds,)), actor, reason.strip(), detail[:4000], at)
        settle(connection, folds)
        return _case_of(connection, folds[0])


def split(
    store: Store,
    case: str,
    alerts: Collection[str],
    actor: str,
    reason: str,
    at: datetime,
    *,
    role: str = "reviewer",
) -> str:
    """Take alerts out of a case into one of their own; gives back the id of the new one. Raises CaseRefused, StoreRefused."""
    _require_words(actor, reason, role)
    asked = sorted(set(alerts))
    if not asked:
        raise CaseRefused("须写明要拆出的线索编号")
    if len(asked) > MOST_PARTS:
        raise CaseRefused(f"一次最多拆出 {MOST_PARTS} 条线索")
    with store.writing() as connection:
        case = _case_of(connection, case)
        folds = _folds_of(connection, {case})
        member = tables.members
        rows = connection.execute(select(member).where(member.c.alert_id.in_(asked), member.c.fold.in_(folds))).all()
        if strange := sorted(set(asked) - {row.alert_id for row in rows}):
            raise CaseRefused(f"线索 {strange[0][:40]} 不在案件 {case} 中")
        leaving: dict[str, set[str]] = {}
        for row in rows:
            leaving.setdefault(row.fold, set()).add(row.alert_id)
        whole = {fold for fold, some in leaving.items() if _size(connection, fold) == len(some)}
        if whole == set(folds):
            raise CaseRefused("不能把案件的全部线索拆出")
        chain = Chain(connection)
        seq = chain.next
        moved = {
            new: tuple(sorted(leaving[fold]))
            for fold in sorted(leaving.keys() - whole)
            if (new := move_out(connection, fold, leaving[fold], seq))
        }
        sides = (tuple(sorted(whole | moved.keys())), tuple(sorted(set(folds) - whole)))
        detail = f"拆案：从 {case} 拆出 {len(asked)} 条线索；{reason.strip()}"
        _keep(connection, "split", case, Parts(sides, moved), actor, reason.strip(), detail, at, chain=chain)
        settle(connection, {*sides[0], *sides[1]})
        tell(connection, cases={case, *(_case_of(connection, side[0]) for side in sides)})
        return _case_of(connection, sides[0][0])


def undo(store: Store, case: str, actor: str, at: datetime, reason: str = "", *, role: str = "reviewer") -> str:
    """Take back the newest merge or split that touches a case; gives back the case as it then is. Raises CaseRefused."""
    _require_words(actor, reason or "撤销", role)
    with store.writing() as connection:
        case = _case_of(connection, case)
        folds = _folds_of(connection, {case})
        seq = _newest(connection, folds)
        if seq is None:
            raise CaseRefused("该案件没有可以撤销的并案或拆案")
        table = tables.case_decisions
        row = connection.execute(select(table).where(table.c.seq == seq)).one()
        parts = msgspec.json.decode(row.parts, type=Parts)
        touched = {fold for side in parts.sides for fold in side}
        newer = _newest(connection, touched)
        if newer != seq:
            raise CaseRefused("其中的线索此后又有并案或拆案，请先撤销较晚的一次")
        connection.execute(delete(tables.bounds).where(tables.bounds.c.seq == seq))
        back = moved_back(connection, parts.moved)
        label = "并案" if row.move == "merge" else "拆案"
        detail = "；".join(filter(None, (f"撤销{label}（{row.case_id}）", reason.strip())))
        _keep(connection, "undo", case, Parts(()), actor, reason.strip(), detail, at, undoes=seq)
        seeds = (touched - parts.moved.keys()) | back
        settle(connection, seeds)
        tell(connection, cases={case, *parts.moved, *(_case_of(connection, fold) for fold in seeds)})
        return _case_of(connection, case) if case not in parts.moved else _case_of(connection, min(back))


def standing(connection: Connection) -> list[tables.AnyRow]:
    """The merges and splits that nobody took back, oldest first."""
    table = tables.case_decisions
    rows = connection.execute(select(table).order_by(table.c.seq)).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    return [row for row in rows if row.undoes is None and row.seq not in undone]


def bind(connection: Connection, seq: int, parts: Parts) -> None:
    """Let a decision bear on the division into cases."""
    rows = [
        {"seq": seq, "fold": fold, "side": number}
        for number, side in enumerate(parts.sides)
        for fold in sorted(set(side))
    ]
    if rows:
        connection.execute(insert(tables.bounds), rows)


def _keep(
    connection: Connection,
    move: str,
    case: str,
    parts: Parts,
    actor: str,
    reason: str,
    detail: str,
    at: datetime,
    *,
    undoes: int | None = None,
    chain: Chain | None = None,
) -> None:
    row: dict[str, Any] = {
        "case_id": case, "at": at, "actor": actor, "move": move, "reason": reason,
        "parts": msgspec.json.encode(parts).decode("utf-8"), "undoes": undoes,
    }  # fmt: skip
    chain = chain or Chain(connection)
    seq = chain.add(
        at=at, actor=actor, action=f"case_{move}", detail=detail, data={CASE_DECISION.name: CASE_DECISION.digest(row)}
    )
    chain.keep()
    connection.execute(insert(tables.case_decisions), [{**row, "seq": seq}])
    bind(connection, seq, parts)


def _case_of(connection: Connection, case: str) -> str:
    """The case that a fold is in now; ids of cases that went into another stay good."""
    table = tables.folds
    found = connection.execute(
        select(table.c.case_id).where(table.c.id == case.replace("\x00", ""))
    ).scalar_one_or_none()
    if found is None:
        raise CaseRefused(f"没有编号为“{case[:40]}”的案件")
    return str(found)


def _folds_of(connection: Connection, cases: Collection[str]) -> list[str]:
    table = tables.folds
    found: list[str] = []
    for some in batches(sorted(cases), MOST_PARTS):
        found.extend(connection.execute(select(table.c.id).where(table.c.case_id.in_(some))).scalars())
    return found


def _size(connection: Connection, fold: str) -> int:
    query = select(func.count()).select_from(tables.members).where(tables.members.c.fold == fold)
    return int(connection.execute(query).scalar_one())


def _newest(connection: Connection, folds: Collection[str]) -> int | None:
    table = tables.bounds
    found: list[int] = []
    for some in batches(sorted(folds), MOST_PARTS):
        query = select(table.c.seq).where(table.c.fold.in_(some)).order_by(table.c.seq.desc()).limit(1)
        found.extend(connection.execute(query).scalars())
    return max(found, default=None)


def _require_words(actor: str, reason: str, role: str) -> None:
    if role not in UNDOING:
        raise CaseRefused("该角色不能并案或拆案")
    if not actor.strip():
        raise CaseRefused("须写明由谁决定")
    if not reason.strip():
        raise CaseRefused("须写明理由")
    if len(reason) > LONGEST_REASON:
        raise CaseRefused(f"理由过长，最多 {LONGEST_REASON} 字")
    if "\x00" in reason or "\x00" in actor:
        raise CaseRefused("理由中含有不可保存的字符")
