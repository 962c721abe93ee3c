"""Notices with their answers and rulings, for the desk and for the shop itself."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from alerts import tables
from alerts.members.answers import kept_files
from alerts.members.shop import Member
from alerts.members.values import Answer, Notice, Ruling
from alerts.store import Store


def notices(
    store: Store, member: Member | None = None, *, ids: Sequence[str] | None = None, limit: int = 200
) -> tuple[Notice, ...]:
    """Notices, newest first. ``member``: those to one shop, which is all that a shop may see."""
    table = tables.shop_notices
    query = select(table).order_by(table.c.seq.desc()).limit(max(1, min(limit, 1000)))
    if member is not None:
        query = query.where(table.c.platform == member.platform, table.c.seller == member.seller)
    if ids is not None:
        query = query.where(table.c.id.in_(ids))
    with store.reading() as connection:
        found = connection.execute(query).all()
        answered = _answers(connection, [row.id for row in found])
    return tuple(
        Notice(
            row.id, row.at, row.actor, row.kind, row.platform, row.seller, row.shop_name, row.words, row.due_on,
            msgspec.json.decode(row.alerts, type=tuple[str, ...]), tuple(answered.get(row.id, ())),
        )
        for row in found
    )  # fmt: skip


def _answers(connection: Connection, notice_ids: Sequence[str]) -> dict[str, list[Answer]]:
    table, rulings = tables.answers, tables.rulings
    rows = connection.execute(select(table).where(table.c.notice_id.in_(notice_ids)).order_by(table.c.seq)).all()
    ruled = {
        row.answer_id: Ruling(row.at, row.actor, row.outcome, row.reason, row.code)
        for row in connection.execute(select(rulings).where(rulings.c.answer_id.in_([row.id for row in rows])))
    }
    found: dict[str, list[Answer]] = {}
    for row in rows:
        alerts = msgspec.json.decode(row.alerts, type=tuple[str, ...])
        made = Answer(
            row.id, row.notice_id, row.at, row.actor, row.kind, row.words, alerts, kept_files(row), ruled.get(row.id)
        )
        found.setdefault(row.notice_id, []).append(made)
    return found
