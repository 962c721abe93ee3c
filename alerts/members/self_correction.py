"""The short way for light cases: no notice; the shop says that it has corrected, and the next look checks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from alerts import rows, tables
from alerts.deciding import Docket
from alerts.ledger import Standing
from alerts.members.shop import Member, own
from alerts.moves import MEMBER, MoveRefused, Said
from alerts.store import Store
from alerts.values import Alert

SELF_CORRECTED = "self"
"""What the decision names in place of a notice."""

_EARNEST = ("confirm", "refer", "ask_correction")


def self_correct(store: Store, member: Member, alert_id: str, words: str, actor: str, at: datetime) -> Alert:
    """The member declares a light alert corrected, without a notice. Raises MoveRefused where it is another shop's,
    not light, or not the first under that charge: a charge that was ever confirmed against the shop, or was declared
    corrected by it before, takes the long way."""
    said = Said(move="declare", actor=actor, at=at, role=MEMBER, reason=words, within=SELF_CORRECTED)
    with store.writing() as connection:
        alert = own(connection, member, (alert_id,))[alert_id]
        if alert.severity != "low":
            raise MoveRefused("只有程度为“低”的线索可以自行更正")
        _require_first(connection, member, alert)
        docket = Docket(connection)
        docket.take(alert, said)
        docket.keep()
        return rows.alert(connection.execute(select(*rows.ALERT).where(tables.alerts.c.id == alert_id)).one())


def _require_first(connection: Connection, member: Member, alert: Standing) -> None:
    table, alerts = tables.decisions, tables.alerts
    undone = select(table.c.undoes).where(table.c.undoes.is_not(None))
    query = (
        select(table.c.move)
        .join(alerts, alerts.c.id == table.c.alert_id)
        .where(alerts.c.platform == member.platform, alerts.c.seller == member.seller, alerts.c.rule == alert.rule)
        .where(table.c.move.in_(_EARNEST) | (table.c.within == SELF_CORRECTED))
        .where(table.c.seq.not_in(undone))
        .limit(1)
    )
    if connection.execute(query).first() is not None:
        raise MoveRefused("本店此前已有同类线索被确认或自行更正过，不适用自行更正")
