"""The register: entries added, changed, ended and read. Every change is a row of its own and a custody entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select

from alerts import tables
from alerts.chain import Chain
from alerts.rights.values import (
    CHANGES,
    KINDS,
    Change,
    Design,
    Entry,
    Kind,
    Mark,
    Registered,
    RightRefused,
    Seller,
    folded,
    id_from,
    id_of,
    kind_of,
)  # fmt: skip
from alerts.store import Store
from alerts.vouched import RIGHT

ENTERING: tuple[str, ...] = ("admin", "supervisor")
"""Roles that may change the register: what stands in it decides whom nothing is alleged of."""

_VALUE = msgspec.json.Decoder(Entry)


def add(
    store: Store, entry: Entry, *, actor: str, role: str, at: datetime, update: bool = False
) -> Literal["added", "changed", "known"]:
    """Register an entry. ``known``: it stands there in the same words already, and nothing was written.

    Raises RightRefused when its id stands there in other words and ``update`` is not asked for, when a seller names a
    right that is not recorded, or when the role may not.
    """
    _require_role(role)
    entry_id = id_of(entry)
    with store.writing() as connection:
        if isinstance(entry, Seller):
            _require_rights(connection, entry)
        before = _newest(connection, entry_id)
        if before is not None and before.entry == entry:
            return "known"
        if before is not None and not update:
            raise RightRefused("", f"{entry_id} 已登记而内容不同；确需变更请用 --update")
        change: Literal["added", "changed"] = "added" if before is None else "changed"
        _write(connection, entry, change, actor=actor, role=role, at=at, reason="")
        return change


def expire(
    store: Store, entry_id: str, *, on: date | None, reason: str, actor: str, role: str, at: datetime
) -> Registered:
    """End an entry: ``on`` is its last day; None declares the right invalid, as if it had never been (Trade Mark Law
    art. 47, Patent Law art. 47). Raises RightRefused."""
    _require_role(role)
    entry_id = id_from(entry_id)
    if not reason.strip():
        raise RightRefused("理由", "未填写")
    with store.writing() as connection:
        before = _newest(connection, entry_id)
        if before is None:
            raise RightRefused("", f"没有编号为“{entry_id[:60]}”的登记")
        after, change = _ended(before.entry, on)
        if after == before.entry:
            raise RightRefused("", f"{entry_id} 已是如此")
        _write(connection, after, change, actor=actor, role=role, at=at, reason=reason.strip())
        return Registered(entry_id, after, at, actor, change, reason.strip())


def _ended(entry: Entry, on: date | None) -> tuple[Entry, Change]:
    if on is None:
        if not isinstance(entry, Mark | Design):
            raise RightRefused("", "只有商标、外观设计和作品登记可以宣告无效；请写明最后一日")
        return replace(entry, invalid=True), "invalidated"
    if not isinstance(entry, Mark | Design | Seller):
        raise RightRefused("", "权利人没有期限")
    if on < entry.since:
        raise RightRefused("最后一日", f"{on} 早于有效期自 {entry.since}；自始无效的用 --invalid")
    if entry.until is not None and on > entry.until:
        raise RightRefused("最后一日", f"{on} 晚于已登记的 {entry.until}；续展请用 add --update")
    return replace(entry, until=on), "expired"


def show(store: Store, entry_id: str) -> tuple[Registered, ...]:
    """Every state of one entry, newest first; empty when there is no such entry."""
    table = tables.rights
    with store.reading() as connection:
        found = connection.execute(select(table).where(table.c.id == id_from(entry_id)).order_by(table.c.seq.desc()))
        return tuple(_registered(row) for row in found)


def registered(store: Store, kinds: Iterable[Kind] = tuple(KINDS)) -> tuple[Registered, ...]:
    """What stands in the register, by kind and id."""
    with store.reading() as connection:
        return tuple(_registered(row) for row in connection.execute(_standing(tuple(kinds))))


def _standing(kinds: tuple[Kind, ...]) -> Any:
    table = tables.rights
    newest = select(func.max(table.c.seq)).group_by(table.c.id)
    return select(table).where(table.c.kind.in_(kinds), table.c.seq.in_(newest)).order_by(table.c.kind, table.c.id)


def _newest(connection: Connection, entry_id: str) -> Registered | None:
    table = tables.rights
    query = select(table).where(table.c.id == entry_id).order_by(table.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _registered(row)


def _require_role(role: str) -> None:
    if role not in ENTERING:
        raise RightRefused("", "权利登记须由管理员或负责人办理")


def _require_rights(connection: Connection, entry: Seller) -> None:
    ids = [id_from(f"{kind}:{number}") for number in entry.rights for kind in ("mark", "design", "work")]
    found = connection.execute(select(tables.rights.c.id).where(tables.rights.c.id.in_(ids))).scalars()
    known = {folded(one.partition(":")[2]) for one in found}
    for number in entry.rights:
        if folded(number) not in known:
            raise RightRefused("授权权利", f"“{number[:40]}”没有登记；请先登记该权利")


def _write(
    connection: Connection, entry: Entry, change: Change, *, actor: str, role: str, at: datetime, reason: str
) -> None:
    kind = kind_of(entry)
    row = {
        "id": id_of(entry), "kind": kind, "at": at, "actor": actor, "role": role, "change": change, "reason": reason,
        "value": msgspec.json.encode(entry).decode("utf-8"),
    }  # fmt: skip
    chain = Chain(connection)
    detail = "；".join(filter(None, (f"{CHANGES[change]}{KINDS[kind]} {row['id']}", reason)))
    seq = chain.add(at=at, actor=actor, action="right", detail=detail, data={"right": RIGHT.digest(row)})
    connection.execute(insert(tables.rights), [{**row, "seq": seq}])
    chain.keep()


def _registered(row: tables.AnyRow) -> Registered:
    return Registered(row.id, _VALUE.decode(row.value), row.at, row.actor, row.change, row.reason)
