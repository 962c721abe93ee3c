"""Rulings: what is decided about an answer, once. Accepting an appeal sets its alerts aside; nothing else moves one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import insert, select

from alerts import recall, tables
from alerts.bulk import Refusal
from alerts.deciding import Docket
from alerts.members.values import ANSWERS, OUTCOMES, Outcome, Ruling
from alerts.moves import DECIDING, PARTIES, MoveRefused, Overtaken, Said, require_plain, words
from alerts.store import Store
from alerts.vouched import RULING
from crawler.shanghai import SHANGHAI


def rule(
    store: Store,
    answer_id: str,
    outcome: Outcome,
    reason: str,
    actor: str,
    role: str,
    at: datetime,
    *,
    code: str | None = None,
) -> tuple[Ruling, tuple[Refusal, ...]]:
    """Accept or reject an answer. Gives back the alerts that could not be set aside because they have moved on.

    An accepted appeal needs a ``code`` of ``moves.DISMISSALS``, everything needs a reason. Raises MoveRefused;
    Overtaken, naming who and when, where somebody has ruled already.
    """
    said = Said(move="dismiss", actor=actor, at=at, role=role, reason=reason, code=code, within=answer_id)
    require_plain(said)
    if outcome not in OUTCOMES:
        raise MoveRefused(f"没有“{outcome}”这一裁定，可选：{'、'.join(OUTCOMES)}")
    if role not in DECIDING:
        raise MoveRefused(f"{PARTIES.get(role, role)[:40]}不能裁定答复")
    if not reason.strip():
        raise MoveRefused(f"{OUTCOMES[outcome]}须写明理由")
    refused: list[Refusal] = []
    with store.writing() as connection:
        table = tables.answers
        row = connection.execute(select(table).where(table.c.id == answer_id)).one_or_none()
        if row is None:
            raise MoveRefused(f"没有编号为“{answer_id[:40]}”的答复")
        if row.kind == "corrected":
            raise MoveRefused("成员称已更正的，由下次查看核查，无须裁定")
        sets_aside = row.kind == "appeal" and outcome == "accepted"
        if sets_aside != (code is not None):
            raise MoveRefused("采纳申辩须写明排除原因" if sets_aside else "只有采纳申辩才须写明排除原因")
        known = connection.execute(select(tables.rulings).where(tables.rulings.c.answer_id == answer_id)).one_or_none()
        if known is not None:
            when = f"{known.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
            raise Overtaken(
                f"{known.actor} 已于 {when} 裁定“{OUTCOMES[known.outcome]}”（{known.reason[:100]}）；您的裁定未执行"
            )
        docket = Docket(connection)
        ids = msgspec.json.decode(row.alerts, type=tuple[str, ...])
        ruling = Ruling(at, actor, outcome, reason.strip(), code)
        made: dict[str, Any] = {
            "answer_id": answer_id, "at": at, "actor": actor, "role": role, "outcome": outcome, "code": code,
            "reason": ruling.reason,
        }  # fmt: skip
        detail = f"{OUTCOMES[outcome]}{ANSWERS[row.kind]}（{answer_id}）：{words(said)}"
        seq = docket.ledger.chain.add(
            at=at, actor=actor, action="ruling", detail=detail, data={"ruling": RULING.digest(made)}
        )
        connection.execute(insert(tables.rulings), [{**made, "seq": seq}])
        for alert_id, alert in recall.standings(connection, ids).items():
            docket.ledger.chain.add(at=at, actor=actor, action="ruling", alert_id=alert_id, detail=detail)
            if sets_aside:
                try:
                    docket.take(alert, said)
                except MoveRefused as why:
                    refused.append(Refusal(alert_id, why.reason))
        docket.keep()
    return ruling, tuple(refused)
