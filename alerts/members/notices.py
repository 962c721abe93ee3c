"""Notices to shops: one letter about several alerts of one shop, each of which it asks to correct or to prove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import insert

from alerts import tables
from alerts.deciding import Docket
from alerts.identity import public_id
from alerts.members.shop import own, shop_of
from alerts.members.values import NOTICES, Notice, NoticeKind
from alerts.moves import MoveRefused, Said
from alerts.store import Store
from alerts.vouched import NOTICE


def send(
    store: Store, kind: NoticeKind, ids: Sequence[str], words: str, due: date, actor: str, role: str, at: datetime
) -> Notice:
    """Write a notice to the shop of these alerts: all of one shop, and all such that the move of ``kind`` (a key of
    NOTICES) is possible, else MoveRefused names the first that is not and nothing is written.

    Each alert has its own decision, which names the notice; ``bulk.undo_all`` with the notice's id withdraws it.
    """
    if kind not in NOTICES:
        raise MoveRefused(f"没有“{kind}”这一类通知，可选：{'、'.join(NOTICES)}")
    name, move = NOTICES[kind]
    ids = tuple(dict.fromkeys(ids))
    if not ids:
        raise MoveRefused("须写明通知所涉的线索")
    with store.writing() as connection:
        member, shop_name = shop_of(connection, ids[0])
        alerts = own(connection, member, ids)
        notice_id = public_id("N", member.platform, member.seller, kind, actor, at.isoformat(), *ids)
        said = Said(move=move, actor=actor, at=at, role=role, reason=words, due=due, within=notice_id)
        docket = Docket(connection)
        for alert in alerts.values():
            try:
                docket.take(alert, said)
            except MoveRefused as refused:
                raise MoveRefused(f"线索 {alert.id}：{refused.reason}") from None
        row: dict[str, Any] = {
            "id": notice_id, "at": at, "actor": actor, "role": role, "kind": kind, "platform": member.platform,
            "seller": member.seller, "shop_name": shop_name, "words": words.strip(), "due_on": due,
            "alerts": msgspec.json.encode(ids).decode("ascii"),
        }  # fmt: skip
        seq = docket.ledger.chain.add(
            at=at, actor=actor, action="notice", detail=f"{name} {notice_id}，涉及线索 {len(ids)} 条，期限 {due}",
            data={"notice": NOTICE.digest(row)},
        )  # fmt: skip
        connection.execute(insert(tables.shop_notices), [{**row, "seq": seq}])
        docket.keep()
    return Notice(notice_id, at, actor, kind, member.platform, member.seller, shop_name, words.strip(), due, ids)
