"""Whose alerts these are. A member sees, answers and corrects what this module hands out, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from alerts import tables
from alerts.identity import named_seller, shop_seller
from alerts.ledger import STANDING, Standing, standing
from alerts.moves import MoveRefused

MOST_ALERTS = 200
"""Alerts of one notice."""


class Member(Struct, frozen=True):
    """A shop as a party: one seller on one platform. Made by ``by_id`` or ``by_name``, never of words a member typed."""

    platform: str
    seller: str


def by_id(platform: str, shop_id: str) -> Member:
    """The shop of that id."""
    return Member(platform, shop_seller(shop_id))


def by_name(platform: str, shop_name: str) -> Member:
    """The shop of that name, where its platform or delivered file gives no ids."""
    return Member(platform, named_seller(shop_name))


def own(connection: Connection, member: Member, ids: Sequence[str]) -> dict[str, Standing]:
    """The member's own alerts of these ids, as they stand. Raises MoveRefused for any that is another's; whoever asks
    learns no more of it than of one that does not exist."""
    if not 1 <= len(ids) <= MOST_ALERTS:
        raise MoveRefused(f"须写明 1 至 {MOST_ALERTS} 条线索")
    table = tables.alerts
    theirs = (table.c.platform == member.platform, table.c.seller == member.seller, table.c.id.in_(ids))
    found = {row.id: standing(row) for row in connection.execute(select(*STANDING).where(*theirs))}
    for alert_id in ids:
        if alert_id not in found:
            raise MoveRefused(f"本店没有编号为“{alert_id[:40]}”的线索")
    return {alert_id: found[alert_id] for alert_id in ids}


def own_notice(connection: Connection, member: Member, notice_id: str) -> tables.AnyRow:
    """The row of a notice to this member. Raises MoveRefused as ``own``."""
    table = tables.shop_notices
    theirs = (table.c.platform == member.platform, table.c.seller == member.seller, table.c.id == notice_id)
    row = connection.execute(select(table).where(*theirs)).one_or_none()
    if row is None:
        raise MoveRefused(f"本店没有编号为“{notice_id[:40]}”的通知")
    return row


def shop_of(connection: Connection, alert_id: str) -> tuple[Member, str | None]:
    """The shop that an alert is about, with its name. Raises MoveRefused where the listing names none."""
    columns = tables.alerts.c
    query = select(columns.platform, columns.seller, columns.shop_name).where(columns.id == alert_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise MoveRefused(f"没有编号为“{alert_id[:40]}”的线索")
    if not row.seller.startswith(("shop:", "name:")):
        raise MoveRefused(f"线索 {alert_id} 未标明店铺，无从通知")
    return Member(row.platform, row.seller), row.shop_name
