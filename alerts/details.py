"""Alerts with their whole proof, as they stand or as they stood at the end of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from alerts import recall, rows, tables
from alerts.as_it_stood import stood
from alerts.looks import charge_of
from alerts.observing import batches
from alerts.values import Alert, AlertDetail
from alerts.workdays import bounds

_BATCH = 500
_MADE_THE_CHARGE = ("new", "seen_again", "changed", "reopened")
_WITHDRAWN = '["rules"]'


def details(connection: Connection, alerts: Sequence[Alert], until: date | None = None) -> tuple[AlertDetail, ...]:
    """Details in the order given. ``until``: the last day that counts; later looks and decisions are left out,
    and alerts that did not exist by then are dropped."""
    found: list[AlertDetail] = []
    for some in batches(alerts, _BATCH):
        found.extend(_details(connection, some, until))
    return tuple(found)


def _details(connection: Connection, alerts: Sequence[Alert], until: date | None) -> list[AlertDetail]:
    ids = [alert.id for alert in alerts]
    looks = _looks(connection, ids, until)
    entries = _entries(connection, ids, until)
    decisions = _decisions(connection, ids)
    charged = {alert_id: _charged(mine) for alert_id, mine in looks.items()}
    places = {alert_id: (mine[-1].run_id, mine[-1].line) for alert_id, mine in charged.items()}
    proofs = recall.observations(connection, set(places.values()))
    hashes = _hashes(connection, {run_id for run_id, _ in places.values()})
    found: list[AlertDetail] = []
    for now in alerts:
        if now.id not in places:
            continue
        mine = looks[now.id]
        line = proofs[places[now.id]]
        finding = charge_of(line, now.rule)
        events = entries[now.id]
        then = stood(events, mine, decisions.get(now.id, {}))
        life = mine[-1].life
        last_seen = max(look.at for look in charged[now.id])
        found.append(
            AlertDetail(
                alert=rows.as_of(now, line, finding, then, life, last_seen),
                listing=line.listing,
                finding=finding,
                suppressed=line.judgement.suppressed,
                notes=line.judgement.notes,
                evidence=rows.evidence(line, *hashes[line.run_id]),
                sightings=tuple(rows.sighting(look) for look in mine),
                events=tuple(rows.event(entry) for entry in events),
                decision_reason=then.reason,
            )
        )
    return found


def _charged(looks: Sequence[tables.AnyRow]) -> list[tables.AnyRow]:
    """Looks that made the charge. A withdrawn rule is told as "changed" too, but carries none."""
    return [look for look in looks if look.life in _MADE_THE_CHARGE and look.changed_fields != _WITHDRAWN]


def _looks(connection: Connection, ids: list[str], until: date | None) -> dict[str, list[tables.AnyRow]]:
    table = tables.sightings
    query = select(table).where(table.c.alert_id.in_(ids)).order_by(table.c.alert_id, table.c.seq)
    if until is not None:
        query = query.where(table.c.day <= until)
    found: dict[str, list[tables.AnyRow]] = {}
    for row in connection.execute(query):
        found.setdefault(row.alert_id, []).append(row)
    return found


def _entries(connection: Connection, ids: list[str], until: date | None) -> dict[str, list[tables.AnyRow]]:
    table = tables.custody
    query = select(table).where(table.c.alert_id.in_(ids)).order_by(table.c.alert_id, table.c.seq)
    if until is not None:
        query = query.where(table.c.at < bounds(until)[1])
    found: dict[str, list[tables.AnyRow]] = {}
    for row in connection.execute(query):
        found.setdefault(row.alert_id, []).append(row)
    return found


def _decisions(connection: Connection, ids: list[str]) -> dict[str, dict[int, tables.AnyRow]]:
    table = tables.decisions
    found: dict[str, dict[int, tables.AnyRow]] = {}
    for row in connection.execute(select(table).where(table.c.alert_id.in_(ids))):
        found.setdefault(row.alert_id, {})[row.seq] = row
    return found


def _hashes(connection: Connection, run_ids: set[str]) -> dict[str, tuple[str, str]]:
    """Of each run where its listings lie: the run that saw them, and the hash of its file."""
    table = tables.runs
    query = select(table.c.run_id, table.c.rejudged, table.c.listings_sha256).where(table.c.run_id.in_(sorted(run_ids)))
    return {row.run_id: (row.rejudged or row.run_id, row.listings_sha256) for row in connection.execute(query)}
