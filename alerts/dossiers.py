"""Dossiers: alerts as letters to others need them, with the decisions that stand and the last look at their source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, or_, select

from alerts import rows, tables
from alerts.details import details
from alerts.moves import MOVES
from alerts.observing import batches
from alerts.store import Store
from alerts.values import Alert, AlertDetail, SourceLook
from alerts.workdays import bounds

_BATCH = 500


class Decision(Struct, frozen=True):
    """One decision that nobody took back. ``unit`` and ``number``: to whom it was referred, under which document."""

    at: datetime
    actor: str
    role: str | None
    move: str
    label: str
    reason: str
    unit: str | None = None
    number: str | None = None
    due_on: date | None = None


class Dossier(Struct, frozen=True):
    """An alert with its proof; ``decisions`` since it was last opened, oldest first; ``look``: the newest at its source
    (None: it has none by then); ``seller_key``: as in ``identity.seller``; ``rulebooks``: digests of the rules that judged the run the proof lies in."""

    detail: AlertDetail
    seller_key: str
    decisions: tuple[Decision, ...]
    look: SourceLook | None
    rulebooks: tuple[str, ...] = ()


class Seller(Struct, frozen=True, order=True):
    """A shop that alerts name. ``seller`` as in ``identity.seller``."""

    platform: str
    seller: str
    shop_id: str | None = None
    shop_name: str | None = None


def sellers_named(store: Store, shop: str, platform: str | None = None) -> tuple[Seller, ...]:
    """Shops of that id or exact name that any alert is about, each once, under the name seen last."""
    table = tables.alerts.c
    query = select(table.platform, table.seller, table.shop_id, table.shop_name)
    query = query.where(or_(table.shop_id == shop, table.shop_name == shop)).order_by(table.last_seen)
    if platform is not None:
        query = query.where(table.platform == platform)
    with store.reading() as connection:
        found = {(row.platform, row.seller): Seller(*row) for row in connection.execute(query)}
    return tuple(sorted(found.values(), key=lambda one: (one.platform, one.seller)))


def of_alert(store: Store, alert_id: str, day: date) -> Dossier | None:
    """One alert as it stood at the end of ``day``; None where there was none by then."""
    return next(iter(_dossiers(store, [tables.alerts.c.id == alert_id], day)), None)


def of_seller(store: Store, seller: Seller, day: date) -> tuple[Dossier, ...]:
    """Every alert of one shop as it stood at the end of ``day``, worst first."""
    columns = tables.alerts.c
    return _dossiers(store, [columns.platform == seller.platform, columns.seller == seller.seller], day)


def of_family(store: Store, family: str, day: date) -> tuple[Dossier, ...]:
    """Every alert of one family of rules as it stood at the end of ``day``, worst first."""
    return _dossiers(store, [tables.alerts.c.family == family], day)


def decided_on(store: Store, day: date, move: str = "confirm") -> tuple[Dossier, ...]:
    """Alerts on which that decision was made on ``day`` (Asia/Shanghai) and stood at its end, worst first."""
    table, (start, end) = tables.decisions.c, bounds(day)
    asked = select(table.alert_id).where(table.move == move, table.at >= start, table.at < end)
    found = _dossiers(store, [tables.alerts.c.id.in_(asked)], day)
    return tuple(one for one in found if any(d.move == move and start <= d.at < end for d in one.decisions))


def _dossiers(store: Store, conditions: Iterable[ColumnElement[bool]], day: date) -> tuple[Dossier, ...]:
    columns = tables.alerts.c
    query = select(*rows.ALERT, columns.seller).where(*conditions).order_by(*rows.ORDER)
    with store.reading() as connection:
        found = connection.execute(query).all()
        sellers = {row.id: row.seller for row in found}
        made = details(connection, [Alert(*tuple(row)[:-1]) for row in found], until=day)
        decisions = _decisions(connection, [one.alert.id for one in made], day)
        looks = _last_looks(connection, {one.alert.source for one in made}, day)
        books = _rulebooks(connection, {one.evidence.run_id for one in made}, day)
    return tuple(
        Dossier(
            one, sellers[one.alert.id], decisions.get(one.alert.id, ()), looks.get(one.alert.source),
            books.get(one.evidence.run_id, ()),
        )
        for one in made
    )  # fmt: skip


def _decisions(connection: Connection, ids: Sequence[str], day: date) -> dict[str, tuple[Decision, ...]]:
    table, looks, end = tables.decisions, tables.sightings, bounds(day)[1]
    found: dict[str, tuple[Decision, ...]] = {}
    for some in batches(ids, _BATCH):
        made: dict[str, list[tables.AnyRow]] = {}
        for row in connection.execute(
            select(table).where(table.c.alert_id.in_(some), table.c.at < end).order_by(table.c.seq)
        ):
            made.setdefault(row.alert_id, []).append(row)
        opened: dict[str, int] = {}
        for row in connection.execute(
            select(looks.c.alert_id, looks.c.seq)
            .where(looks.c.alert_id.in_(some), looks.c.day <= day, looks.c.state == "new")
            .where(looks.c.life.in_(("new", "reopened")))
            .order_by(looks.c.seq)
        ):
            opened[row.alert_id] = row.seq
        for alert_id, mine in made.items():
            undone = {row.undoes for row in mine}
            found[alert_id] = tuple(
                Decision(
                    row.at, row.actor, row.role, row.move, MOVES[row.move].label if row.move in MOVES else row.move,
                    row.reason, row.unit, row.number, row.due_on,
                )
                for row in mine
                if row.undoes is None and row.seq not in undone and row.seq > opened.get(alert_id, 0)
            )  # fmt: skip
    return found


def _last_looks(connection: Connection, sources: set[str], day: date) -> dict[str, SourceLook]:
    table = tables.runs
    found: dict[str, SourceLook] = {}
    for source in sorted(sources):
        query = select(table).where(table.c.source == source, table.c.day <= day, table.c.rejudged.is_(None))
        newest_first = query.order_by(table.c.finished_at.desc(), table.c.run_id.desc())
        with connection.execute(newest_first) as runs:
            row = next((row for row in runs if not rows.rereads(row)), None)
        if row is not None:
            found[source] = rows.source_look(row)
    return found


def _rulebooks(connection: Connection, run_ids: set[str], day: date) -> dict[str, tuple[str, ...]]:
    """By the run that saw a listing: the rules of its own judgement and, where it was judged again since, of that."""
    table = tables.runs
    found: dict[str, dict[str, None]] = {}
    for some in batches(sorted(run_ids), _BATCH):
        mine = or_(table.c.run_id.in_(some), table.c.rejudged.in_(some))
        query = select(table.c.run_id, table.c.rejudged, table.c.rulebooks).where(mine, table.c.day <= day)
        for row in connection.execute(query.order_by(table.c.finished_at, table.c.run_id)):
            digests = msgspec.json.decode(row.rulebooks, type=list[str])
            found.setdefault(row.rejudged or row.run_id, {}).update(dict.fromkeys(digests))
    return {run_id: tuple(digests) for run_id, digests in found.items()}
