"""Questions about cases: the list, one case whole, and the case of one alert in a few lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, literal, or_, select, union_all
from sqlalchemy import text as words_of

from alerts import rows, tables
from alerts.among import among
from alerts.cases.also import also_charged
from alerts.cases.finding import fitting
from alerts.cases.links import links_of
from alerts.cases.network import around, reach
from alerts.cases.totals import NONE_OPEN, OPEN, counted
from alerts.cases.values import CaseDetail, CaseEvent, CaseGlance, CaseRow, Link, Return
from alerts.chain import MACHINE
from alerts.mutes.scopes import hidden
from alerts.observing import batches
from alerts.store import Store

_ALERT, _MEMBER, _FOLD = tables.alerts.c, tables.members.c, tables.folds.c
_TOTAL = tables.case_totals.c
_SEVERITIES = ("high", "medium", "low")
_SHOPS = 5
_BATCH = 500


def cases(
    store: Store,
    *,
    rule: str | None = None,
    platform: str | None = None,
    shop: str | None = None,
    text: str | None = None,
    still_open: bool = False,
    linked: bool = False,
    order: str = "worst",
    limit: int = 200,
    offset: int = 0,
    at: datetime | None = None,
    muted: bool = False,
) -> tuple[CaseRow, ...]:
    """Cases, worst first (``order`` "worst": gravest open alert, then how many are open; "open": how many are open).

    A case is found when any of its alerts fits: ``shop`` id or exact name, ``text`` part of a title, shop or id.
    ``still_open``: something in it waits for somebody; ``linked``: more than one seller. ``limit`` is held to 1..1000.
    ``at``: mutes of that moment hide open alerts from all these counts (None: no mutes); ``muted``: only cases in which
    one does.
    """
    first, last = max(0, offset), max(0, offset) + max(1, min(limit, 1000))
    with store.reading() as connection:
        inside = fitting(connection, rule, platform, shop, text)
        masks = _hidden(connection, at)
        kept = select(tables.case_totals, literal(0).label("muted"))
        parts: list[Select[Any]] = []
        if masks:  # cases in which a mute hides something are counted as the mutes stand
            some = select(_FOLD.case_id).join(tables.members, _MEMBER.fold == _FOLD.id)
            some = some.join(tables.alerts, _ALERT.id == _MEMBER.alert_id).where(_muted(masks))
            kept = kept.where(_TOTAL.case_id.not_in(some))
            parts.append(select(_counted(masks).where(_FOLD.case_id.in_(some)).subquery()))
        if not muted:
            parts.append(kept.where(words_of(tables.LINKED)) if linked else kept)
        if not parts:
            return ()
        for number, query in enumerate(parts):
            columns = query.selected_columns
            query = query.where(*(fits(columns.case_id) for fits in inside))
            query = query.where(columns.worst < NONE_OPEN) if still_open else query
            query = query.where(columns.folds > 1) if linked else query
            parts[number] = query.order_by(*_ordered(columns, order)).limit(last)
        if len(parts) == 1:
            whole: Select[Any] = parts[0].limit(last - first).offset(first)
        else:
            both = union_all(*(select(part.subquery()) for part in parts)).subquery()
            whole = select(both).order_by(*_ordered(both.c, order)).limit(last - first).offset(first)
        return _case_rows(connection, connection.execute(whole).all())


def _ordered(columns: Any, order: str) -> tuple[Any, ...]:
    ranks = (columns.worst, columns.open.desc())
    return (*(ranks if order == "worst" else ranks[::-1]), columns.last_seen.desc(), columns.case_id)


def show(
    store: Store, case_id: str, *, members: int = 200, links: int = 200, at: datetime | None = None
) -> CaseDetail | None:
    """One case whole; any id it was ever known by will do. At most so many ``members`` and ``links``."""
    with store.reading() as connection:
        current = _current(connection, case_id)
        if current is None:
            return None
        totals = _counted(_hidden(connection, at)).where(_FOLD.case_id == current)
        [row] = _case_rows(connection, connection.execute(totals).all())
        folds = list(connection.execute(select(_FOLD.id).where(_FOLD.case_id == current)).scalars())
        alerts = connection.execute(
            select(*rows.ALERT)
            .join(tables.members, _MEMBER.alert_id == _ALERT.id)
            .join(tables.folds, _FOLD.id == _MEMBER.fold)
            .where(_FOLD.case_id == current)
            .order_by(*rows.ORDER)
            .limit(max(1, min(members, 10_000)))
        )
        found = links_of(connection, reach(connection, folds), current, links)
        back = _returns(connection, _of_case(current))
        return CaseDetail(
            row,
            tuple(map(rows.alert, alerts)),
            found,
            back,
            _history(connection, row, folds, found, back),
            also_charged(connection, current),
        )


def of_alert(store: Store, alert_id: str, *, links: int = 5, at: datetime | None = None) -> CaseGlance | None:
    """The case of an alert, its strongest links, and what it seems to be a re-appearance of; None when it is in none."""
    with store.reading() as connection:
        query = select(_FOLD.id, _FOLD.case_id).join(tables.members, _MEMBER.fold == _FOLD.id)
        place = connection.execute(query.where(_MEMBER.alert_id == alert_id.replace("\x00", ""))).one_or_none()
        if place is None:
            return None
        totals = _counted(_hidden(connection, at)).where(_FOLD.case_id == place.case_id)
        [row] = _case_rows(connection, connection.execute(totals).all())
        found = links_of(connection, around(connection, place.id), place.case_id, 1000, of=place.id)
        own = sorted((link for link in found if link.inside), key=lambda link: (-link.strength, link.at))
        table = tables.returns.c
        back = _returns(connection, or_(table.alert_id == alert_id, table.of_alert == alert_id))
        return CaseGlance(row, tuple(own[:links]), back, also_charged(connection, place.case_id, alert_id))


def ungrouped(store: Store) -> int:
    """How many alerts are in no case: those of a database from before cases. ``rebuilding.rebuild`` takes them in."""
    lone = select(func.count()).select_from(tables.alerts).outerjoin(tables.members, _MEMBER.alert_id == _ALERT.id)
    with store.reading() as connection:
        return int(connection.execute(lone.where(_MEMBER.alert_id.is_(None))).scalar_one())


Masks = list[ColumnElement[bool]]


def _hidden(connection: Connection, at: datetime | None) -> Masks:
    return hidden(connection, at) if at is not None else []


def _muted(masks: Masks) -> ColumnElement[bool]:
    return and_(OPEN, *masks) if masks else false()


def _counted(masks: Masks) -> Select[Any]:
    return counted(masks).add_columns(func.sum(case((_muted(masks), 1), else_=0)).label("muted"))


def _case_rows(connection: Connection, found: Sequence[tables.AnyRow]) -> tuple[CaseRow, ...]:
    named = _names(connection, [row.case_id for row in found])
    told = []
    for row in found:
        charge, shops, platforms = named[row.case_id]
        worst = _SEVERITIES[row.worst] if row.worst < len(_SEVERITIES) else None
        told.append(
            CaseRow(
                row.case_id, row.rule, charge, len(shops), tuple(shops[:_SHOPS]), tuple(platforms), row.alerts,
                int(row.open), worst, row.first_seen, row.last_seen, int(row.muted),
            )
        )  # fmt: skip
    return tuple(told)


def _names(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, list[str], list[str]]]:
    """Charge, shops and platforms of some cases, the shop seen first in front. One alert of each fold is asked for its
    words, so that a page costs no more where cases are large."""
    name = func.coalesce(_ALERT.shop_name, _ALERT.shop_id, _ALERT.anchor, _ALERT.room_title, "")
    one = select(func.min(_MEMBER.alert_id)).where(_MEMBER.fold == _FOLD.id).scalar_subquery()
    query = (
        select(_FOLD.case_id, _FOLD.platform, _FOLD.seller, _FOLD.first_at, _ALERT.charge, name.label("shop"))
        .select_from(tables.folds)
        .join(tables.alerts, _ALERT.id == one)
        .order_by(_FOLD.first_at, _FOLD.platform, _FOLD.seller, _FOLD.id)
    )
    found: dict[str, dict[tuple[str, str], tables.AnyRow]] = {}
    for some in batches(sorted(set(ids)), _BATCH):
        for row in connection.execute(query.where(among(connection, _FOLD.case_id, some))):
            found.setdefault(row.case_id, {}).setdefault((row.platform, row.seller), row)
    return {
        case_id: (
            next(iter(mine.values())).charge,
            [row.shop or "店铺未标明" for row in mine.values()],
            list(dict.fromkeys(platform for platform, _ in mine)),
        )
        for case_id, mine in found.items()
    }


def _current(connection: Connection, case_id: str) -> str | None:
    asked = case_id.replace("\x00", "").strip().upper()
    return connection.execute(select(_FOLD.case_id).where(_FOLD.id == asked)).scalar_one_or_none()


def _of_case(case_id: str) -> ColumnElement[bool]:
    inside = (
        select(_MEMBER.alert_id).join(tables.folds, _FOLD.id == _MEMBER.fold).where(_FOLD.case_id == case_id)
    ).scalar_subquery()
    return or_(tables.returns.c.alert_id.in_(inside), tables.returns.c.of_alert.in_(inside))


def _returns(connection: Connection, which: ColumnElement[bool]) -> tuple[Return, ...]:
    table = tables.returns
    query = select(*(table.c[name] for name in Return.__struct_fields__)).where(which).order_by(table.c.seq)
    return tuple(Return(*row) for row in connection.execute(query.limit(1000)))


def _history(
    connection: Connection, row: CaseRow, folds: Sequence[str], links: Sequence[Link], back: Sequence[Return]
) -> tuple[CaseEvent, ...]:
    """What happened to a case, oldest first."""
    events = [CaseEvent(row.first_seen, MACHINE, "立案", "首条线索发现")]
    events += [
        CaseEvent(
            link.at, MACHINE, "关联" if link.inside else "另案关联",
            f"{link.one.shop}（{link.one.alert_id}）与 {link.other.shop}（{link.other.alert_id}）：{link.reason}",
        )
        for link in links
    ]  # fmt: skip
    events += [
        CaseEvent(one.at, MACHINE, "疑似换链接再次上架", f"{one.alert_id}，此前 {one.of_alert}：{one.reasons}")
        for one in back
    ]
    for decided in _decisions(connection, set(folds)):
        events.append(
            CaseEvent(decided.at, decided.actor, rows.ACTIONS[f"case_{decided.move}"], decided.reason, decided.seq)
        )
    return tuple(sorted(events, key=lambda event: (event.at, event.seq or 0)))


def _decisions(connection: Connection, folds: Collection[str]) -> list[tables.AnyRow]:
    """Merges and splits that touched any of these folds, undone ones and their undoing too."""
    from alerts.cases.deciding import Parts

    # People decide about cases seldom: all their decisions are fewer than one run's listings.
    table = tables.case_decisions
    mine: set[int] = set()
    told = []
    for row in connection.execute(select(table).order_by(table.c.seq)):
        parts = msgspec.json.decode(row.parts, type=Parts)
        if row.undoes in mine or any(fold in folds for side in parts.sides for fold in side):
            mine.add(row.seq)
            told.append(row)
    return told
