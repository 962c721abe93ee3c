"""Questions to the memory. Days are dates in Asia/Shanghai; the order is the same every time: worst first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import ColumnElement, false, func, select, union_all

from alerts import details, rows, search, tables
from alerts.briefing import brief
from alerts.comparison import listing_changes
from alerts.filters import Filter, is_busy
from alerts.identity import item_key, named_seller, shop_seller
from alerts.lifecycle import ACTIVE
from alerts.mutes.scopes import hidden, visible
from alerts.observing import OBSERVED, seen
from alerts.store import Store
from alerts.values import Alert, AlertDetail, Observation, SourceLook, State

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["brief", "counts", "detail", "history", "muted_count", "queue", "run_looks", "untaken"]

_IN_ONE_QUESTION = 500  # ids; SQLite binds at most 32,766 values in one statement, older ones 999

STATES: tuple[State, ...] = get_args(State)


def queue(
    store: Store,
    *,
    day: date | None = None,
    state: State | Sequence[State] | None = None,
    severity: str | None = None,
    family: str | None = None,
    shop: str | None = None,
    text: str | None = None,
    order: Literal["severity", "value"] = "severity",
    limit: int = 200,
    offset: int = 0,
    muted: Literal["out", "only", "with"] = "out",
    at: datetime | None = None,
) -> tuple[Alert, ...]:
    """Alerts, worst first; in the order of ``value`` those that give most confirmed leads for a reviewer's minute. ``day``: those a run of that day looked at; ``shop``: id or exact name;
    ``text``: part of the title, shop, anchor, item id, charge or alert id (case does not count).

    ``muted``: alerts that a mute hides at ``at`` (now) are left out, alone, or among the others.
    A filter value that names nothing finds nothing; ``limit`` is held to 1..1000 and ``offset`` to 0 or more.
    """
    states = () if state is None else (state,) if isinstance(state, str) else tuple(state)
    if state is not None and not states:
        return ()
    most, start = max(1, min(limit, 1000)), max(0, offset)
    ordered = rows.BY_WORTH if order == "value" else rows.ORDER
    moment = at or datetime.now(UTC)
    with store.reading() as connection:
        hides: list[ColumnElement[bool]] = []
        if muted == "out":
            hides = visible(connection, moment)
        elif muted == "only":
            hides = hidden(connection, moment) or [false()]
        busy, likely = is_busy(connection, day), search.likely(connection, search.plain(text))
        each: list[tuple[State, ...]] = [(one,) for one in dict.fromkeys(states)]
        # Each state has its own order to be read in; several at once would all have to be sorted.
        first = [
            select(tables.alerts.c.id)
            .where(*Filter(day, few, severity, family, shop, text).conditions(busy=busy, likely=likely), *hides)
            .order_by(*ordered)
            .limit(start + most)
            .subquery()
            for few in each or [()]
        ]
        here = tables.alerts.c.id.in_(union_all(*(select(some.c.id) for some in first)))
        query = select(*rows.ALERT).where(here).order_by(*ordered).limit(most).offset(start)
        return tuple(rows.alert(row) for row in connection.execute(query))


def muted_count(store: Store, at: datetime) -> int:
    """How many open alerts mutes hide at that moment."""
    query = select(func.count()).select_from(tables.alerts).where(tables.alerts.c.state.in_(ACTIVE))
    with store.reading() as connection:
        found = hidden(connection, at)
        return int(connection.execute(query.where(*found)).scalar_one()) if found else 0


def counts(store: Store) -> dict[State, int]:
    """How many alerts stand in each state; every state is named."""
    columns = tables.alerts.c
    with store.reading() as connection:
        found = {
            row.state: row.number
            for row in connection.execute(select(columns.state, func.count().label("number")).group_by(columns.state))
        }
    return {state: int(found.get(state, 0)) for state in STATES}


def detail(store: Store, alert_id: str) -> AlertDetail | None:
    """One alert with its whole proof, or None when there is no such alert."""
    with store.reading() as connection:
        row = connection.execute(select(*rows.ALERT).where(tables.alerts.c.id == alert_id)).one_or_none()
        if row is None:
            return None
        return next(iter(details.details(connection, (rows.alert(row),))))


def history(store: Store, platform: str, shop: str | None, item_id: str) -> tuple[Observation, ...]:
    """Every look at one listing, oldest first. ``shop``: id or name; None: any seller of that item id."""
    table = tables.observations
    if shop is None:
        keys = select(tables.items.c.key).where(tables.items.c.platform == platform, tables.items.c.item_id == item_id)
        query = OBSERVED.where(table.c.item_key.in_(keys))
    else:
        sellers = (shop_seller(shop), named_seller(shop))
        query = OBSERVED.where(table.c.item_key.in_([item_key(platform, seller, item_id) for seller in sellers]))
    # What was judged again was seen once.
    again = select(tables.runs.c.run_id).where(tables.runs.c.rejudged.is_not(None))
    query = query.where(table.c.run_id.not_in(again))
    found: list[Observation] = []
    with store.reading() as connection:
        for row in connection.execute(query.order_by(table.c.at, table.c.run_id, table.c.line)):
            look = seen(row)
            price = look.listing.price
            before = found[-1].listing if found else look.listing
            found.append(
                Observation(
                    at=look.at,
                    run_id=look.run_id,
                    line=look.line,
                    verdict=look.judgement.verdict,
                    rules=tuple(finding.rule for finding in look.judgement.findings),
                    title=look.listing.title,
                    sale_fen=price.sale_fen if price else None,
                    currency=price.currency if price else "CNY",
                    changed_fields=listing_changes(before, look.listing),
                    listing=look.listing,
                )
            )
    return tuple(found)


def run_looks(store: Store, day: date | None = None, limit: int = 200) -> tuple[SourceLook, ...]:
    """Runs taken in, newest first: those of ``day``, or the latest of all."""
    table = tables.runs
    query = select(table).order_by(table.c.finished_at.desc(), table.c.run_id).limit(max(1, min(limit, 1000)))
    with store.reading() as connection:
        found = connection.execute(query if day is None else query.where(table.c.day == day))
        return tuple(rows.source_look(row) for row in found if not rows.rereads(row))


def untaken(store: Store, run_ids: Sequence[str]) -> tuple[str, ...]:
    """Which of these runs have not been taken in yet, in the given order."""
    taken: set[str] = set()
    with store.reading() as connection:
        for at in range(0, len(run_ids), _IN_ONE_QUESTION):
            asked = run_ids[at : at + _IN_ONE_QUESTION]
            taken.update(
                connection.execute(select(tables.runs.c.run_id).where(tables.runs.c.run_id.in_(asked))).scalars()
            )
    return tuple(run_id for run_id in run_ids if run_id not in taken)
