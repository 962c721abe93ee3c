"""Verdicts: what the decisions on one alert come to for the rule that raised it. One alert counts once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from alerts import tables
from alerts.observing import batches

ACCEPTING = ("confirm", "refer", "ask_correction")
"""Moves that say that the rule was right."""
KEEPING_OUT = ("duplicate",)
"""Codes of a dismissal that say nothing of the rule: the lead was right, and known already."""
_SPEAKING = (*ACCEPTING, "dismiss", "reopen")
_BATCH = 500


class Verdict(NamedTuple):
    """The newest standing decision that speaks of the rule; ``seq`` and ``at`` are that decision's."""

    alert_id: str
    seq: int
    at: datetime
    accepted: bool


def verdict(decisions: Sequence[tables.AnyRow]) -> Verdict | None:
    """One alert's decisions, in order of seq. What was undone does not count, nor what was taken up again later
    (恢复待办); a dismissal as a duplicate counts neither way."""
    undone = {row.undoes for row in decisions}
    spoken = [row for row in decisions if row.move in _SPEAKING and row.seq not in undone]
    if not spoken or spoken[-1].move == "reopen" or spoken[-1].code in KEEPING_OUT:
        return None
    last = spoken[-1]
    return Verdict(last.alert_id, last.seq, last.at, last.move in ACCEPTING)


def verdicts(connection: Connection, alert_ids: Collection[str]) -> dict[str, Verdict]:
    """The verdicts on some alerts, by alert; those without one are left out."""
    table = tables.decisions.c
    columns = (table.alert_id, table.seq, table.at, table.move, table.code, table.undoes)
    found: dict[str, Verdict] = {}
    for some in batches(sorted(alert_ids), _BATCH):
        mine: dict[str, list[tables.AnyRow]] = {}
        query = select(*columns).where(table.alert_id.in_(some)).order_by(table.alert_id, table.seq)
        for row in connection.execute(query):
            mine.setdefault(row.alert_id, []).append(row)
        for rows in mine.values():
            if (said := verdict(rows)) is not None:
                found[said.alert_id] = said
    return found
