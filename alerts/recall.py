"""Recall: reading back, in batches, what was written down about alerts, items and runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select

from alerts import tables
from alerts.among import among
from alerts.ledger import STANDING, Standing, standing
from alerts.observing import OBSERVED, Seen, batches, seen
from alerts.shelves import Coverage, Shelf
from alerts.values import RunFacts
from crawler.health import Health

BATCH = 500


def standings(connection: Connection, ids: Collection[str]) -> dict[str, Standing]:
    """Known alerts by id."""
    found: dict[str, Standing] = {}
    for some in batches(ids, BATCH):
        rows = connection.execute(select(*STANDING).where(among(connection, tables.alerts.c.id, some)))
        found.update((row.id, standing(row)) for row in rows)
    return found


def observations(connection: Connection, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], Seen]:
    """Observations by (run id, line)."""
    table = tables.observations.c
    found: dict[tuple[str, int], Seen] = {}
    # A run at a time: for a list of pairs SQLite would read the whole table.
    for run_id, mine in groupby(sorted(set(places)), itemgetter(0)):
        query = OBSERVED.where(table.run_id == run_id)
        for some in batches((line for _, line in mine), BATCH):
            rows = connection.execute(query.where(among(connection, table.line, some)))
            found.update(((row.run_id, row.line), seen(row)) for row in rows)
    return found


def of_run(connection: Connection, run_id: str, keys: Collection[str]) -> dict[str, list[Seen]]:
    """What one run saw of some items, by item, in line order."""
    table = tables.observations
    found: dict[str, list[Seen]] = {}
    query = OBSERVED.where(table.c.run_id == run_id).order_by(table.c.line)
    for some in batches(keys, BATCH):
        for row in connection.execute(query.where(among(connection, table.c.item_key, some))):
            found.setdefault(row.item_key, []).append(seen(row))
    return found


def shelves(connection: Connection, keys: Collection[str]) -> dict[str, frozenset[Shelf]]:
    """The shelves each item stood on in the run that saw it last."""
    item, look = tables.items, tables.observations
    query = select(item.c.key, look.c.shop_id, look.c.room_id).join(
        look, (look.c.item_key == item.c.key) & (look.c.run_id == item.c.last_run_id)
    )
    found: dict[str, set[Shelf]] = {}
    for some in batches(keys, BATCH):
        for row in connection.execute(query.where(among(connection, item.c.key, some))):
            found.setdefault(row.key, set()).add((row.shop_id, row.room_id))
    return {key: frozenset(stood) for key, stood in found.items()}


def withdrawn(connection: Connection, alert: Standing) -> bool:
    """Whether an alert was closed by a change of rules, and nobody has decided since."""
    table = tables.sightings.c
    query = select(table.state, table.changed_fields, table.seq).where(table.alert_id == alert.id)
    last = connection.execute(query.order_by(table.seq.desc()).limit(1)).one()
    closed = alert.state == last.state == "closed" and last.changed_fields == '["rules"]'
    return bool(closed and last.seq > alert.decision_seq)


def seen_later(connection: Connection, run_id: str, keys: Collection[str]) -> dict[str, Seen]:
    """The newest look at each item by another run than ``run_id``, where that is the newest look of all."""
    table = tables.items
    last: dict[str, list[str]] = {}
    for some in batches(keys, BATCH):
        query = select(table.c.key, table.c.last_run_id).where(
            among(connection, table.c.key, some), table.c.last_run_id != run_id
        )
        for row in connection.execute(query):
            last.setdefault(row.last_run_id, []).append(row.key)
    found: dict[str, Seen] = {}
    for other, some in last.items():
        for key, lines in of_run(connection, other, some).items():
            found[key] = next((line for line in lines if line.judgement.verdict != "could_not_judge"), lines[0])
    return found


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run taken in before: when it spoke for, and what it covered."""

    run_id: str
    source: str
    platform: str
    as_of: datetime
    finished_at: datetime
    coverage: Coverage


def past_run(connection: Connection, run_id: str) -> PastRun:
    """A known run by its id."""
    return _past_runs(connection, tables.runs.c.run_id == run_id)[0]


def later_runs(connection: Connection, run: RunFacts, limit: int = 50) -> tuple[PastRun, ...]:
    """The newest other runs that may have walked the same shelves, newest first."""
    table = tables.runs
    near = or_(table.c.source == run.source, table.c.platform == run.platform)
    # The look that is read again here is this look: it cannot tell what became of it later.
    others = table.c.run_id.not_in([run.run_id, *filter(None, [run.health.rereads, run.rejudged])])
    # Nor can a run of which retention took looks: what it did see would seem to have been absent.
    return _past_runs(connection, near & others & (table.c.removed == 0), limit)


def _past_runs(connection: Connection, condition: ColumnElement[bool], limit: int = 1) -> tuple[PastRun, ...]:
    table = tables.runs
    columns = (table.c[name] for name in ("run_id", "source", "platform", "as_of", "finished_at", "health"))
    query = select(*columns).where(condition).order_by(table.c.as_of.desc(), table.c.run_id).limit(limit)
    return tuple(
        PastRun(
            row.run_id, row.source, row.platform, row.as_of, row.finished_at,
            Coverage(msgspec.json.decode(row.health, type=Health)),
        )
        for row in connection.execute(query)
    )  # fmt: skip
