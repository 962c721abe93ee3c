"""Erasure: what nothing obliges us to keep goes, notes lose the person's name, and the record says how much and why.

Looks go through the door of retention, run by run, so ``zuanjian db verify`` holds afterwards. The record itself never
names whom it was about. Done again it finds nothing left to do, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Text, and_, delete, select, update

from alerts import tables
from alerts.chain import Chain
from alerts.observing import batches
from alerts.persons.holdings import Held, contents_of, holdings, looks_at
from alerts.persons.subject import Subject, SubjectRefused
from alerts.retention.door import opened, settle
from alerts.retention.due import without_alert
from alerts.retention.removing import take_looks, take_rows, unused_contents
from alerts.store import Store

MOST_SELLERS = 3
_WHY = "应个人信息主体请求"
CLASSES: dict[str, str] = {
    "looks": "未涉线索商品的查看记录",
    "contents": "商品内容",
    "items": "商品与卖家的编号",
    "messages": "已送达的通知",
    "users": "账户",
    "notes": "记录中的文字（改写）",
}


class Erased(Struct, frozen=True):
    """``rows``: what went or was rewritten, by class. ``kept``: what stays, with the ground. ``refused``: runs whose
    looks are not what the record says; they were left as they are. ``sellers``: whose looks go."""

    rows: dict[str, int]
    kept: tuple[Held, ...]
    sellers: int
    refused: tuple[str, ...] = ()


def preview(store: Store, subject: Subject) -> Erased:
    """What an erasure would do; nothing is changed."""
    rows = dict.fromkeys(CLASSES, 0)
    held = holdings(store, subject)
    for one in held:
        if one.ground is None:
            rows[_CLASS_OF[one.table]] += 1
    with store.reading() as connection:
        known = [digest for digest, _ in contents_of(connection, subject)]
        looks = looks_at(connection, known)
    free = [look for look in looks if not look.charged]
    rows["looks"] = len(free)
    return Erased(rows, tuple(one for one in held if one.ground is not None), len({look.seller for look in free}))


def erase(
    store: Store, subject: Subject, reason: str, actor: str, at: datetime, *, most_sellers: int = MOST_SELLERS
) -> Erased:
    """Erase. After a crash the same again does the rest. ``reason``: kept on record, without the subject in it.

    Raises SubjectRefused, with nothing done, where looks at the goods of more than ``most_sellers`` would go: such words
    mean more than one person. Raises StoreRefused.
    """
    rows, refused = dict.fromkeys(CLASSES, 0), list[str]()
    why = f"{_WHY}（{subject.hidden(reason)}）"
    with store.reading() as connection:
        known = [digest for digest, _ in contents_of(connection, subject)]
        looks = [look for look in looks_at(connection, known) if not look.charged]
    sellers = {look.seller for look in looks}
    if len(sellers) > most_sellers:
        raise SubjectRefused(
            f"涉及 {len(sellers)} 家卖家的商品，没有执行：请写全名、店铺编号或号码，或确认后以 --sellers {len(sellers)} 执行"
        )
    of_runs: dict[str, list[int]] = {}
    for look in looks:
        of_runs.setdefault(look.run_id, []).append(look.line)
    parts = [(run_id, some) for run_id, lines in sorted(of_runs.items()) for some in batches(lines, 500)]
    for run_id, lines in parts:
        with opened(store) as (connection, chain):
            which = and_(tables.observations.c.line.in_(lines), without_alert())
            gone = take_looks(connection, chain, run_id, which, at, why=why, actor=actor)
        if gone is None:
            refused.append(run_id)
        else:
            rows["looks"] += gone
    unused = sorted(set(known).intersection(unused_contents(store)))
    for some in batches(unused, 500):
        with opened(store) as (connection, chain):
            rows["contents"] += take_rows(connection, chain, "contents", some, at, why=why, actor=actor)
    held = holdings(store, subject)
    with opened(store) as (connection, chain):
        free = [one for one in held if one.ground is None]
        told = [one.key for one in free if one.table == "messages"]
        for some in batches(told, 500):
            rows["messages"] += take_rows(connection, chain, "messages", some, at, why=why, actor=actor)
        rows["items"] = _forget_items(connection, [one.key for one in free if one.table == "items"])
        users = [one.key for one in free if one.table == "users"]
        rows["users"] = connection.execute(delete(tables.users).where(tables.users.c.key.in_(users))).rowcount
        rows["notes"] = _rewrite(connection, subject, free)
        _on_record(chain, rows, held, why, actor, at)
    if any(rows.values()):
        settle(store)
    return Erased(
        rows,
        tuple(one for one in holdings(store, subject) if one.ground is not None),
        len(sellers),
        tuple(dict.fromkeys(refused)),
    )


_CLASS_OF = {
    "contents": "contents", "items": "items", "messages": "messages", "users": "users", "jobs": "notes", "pauses": "notes",
}  # fmt: skip


def _forget_items(connection: Connection, keys: Sequence[str]) -> int:
    """Items that nothing refers to any more; those with other looks keep theirs."""
    table, gone = tables.items, 0
    seen = select(tables.observations.c.item_key).where(tables.observations.c.item_key == table.c.key).exists()
    charged = select(tables.alerts.c.id).where(tables.alerts.c.item_key == table.c.key).exists()
    for some in batches(keys, 500):
        left = list(connection.execute(select(table.c.key).where(table.c.key.in_(some), ~seen, ~charged)).scalars())
        for derived in (tables.traced, tables.traces):
            connection.execute(delete(derived).where(derived.c.item_key.in_(left)))
        gone += connection.execute(delete(table).where(table.c.key.in_(left))).rowcount
    return gone


def _rewrite(connection: Connection, subject: Subject, free: Sequence[Held]) -> int:
    """Notes of the schedule keep their row and lose the person."""
    count = 0
    for table in (tables.jobs, tables.pauses):
        [key] = table.primary_key.columns
        texts = [column.name for column in table.c if isinstance(column.type, Text) and not column.primary_key]
        for one in free:
            if one.table != table.name:
                continue
            changed = {
                name: subject.hidden(text)
                for name in texts
                if isinstance(text := _raw(connection, table, key, one.key, name), str) and subject.stands_in(text)
            }
            if changed:
                connection.execute(update(table).where(key == _typed(key, one.key)).values(**changed))
                count += 1
    return count


def _raw(connection: Connection, table: Any, key: Any, value: str, name: str) -> Any:
    return connection.execute(select(table.c[name]).where(key == _typed(key, value))).scalar_one()


def _typed(key: Any, value: str) -> Any:
    return key.type.python_type(value)


def _on_record(chain: Chain, rows: dict[str, int], held: Sequence[Held], why: str, actor: str, at: datetime) -> None:
    if not any(rows.values()):
        return
    kept: dict[str, int] = {}
    for one in held:
        if one.ground is not None:
            kept[one.label] = kept.get(one.label, 0) + 1
    grounds = sorted({one.ground for one in held if one.ground is not None})
    told = "、".join(f"{CLASSES[name]} {count}" for name, count in rows.items() if count)
    stays = f"；依法保留：{'、'.join(f'{label} {count}' for label, count in kept.items())}" if kept else ""
    chain.add(
        at=at, actor=actor, action="erase", detail=f"{why}删除个人信息：{told}{stays}",
        data={"erased": rows, "kept": kept, "grounds": grounds},
    )  # fmt: skip
