"""Occasions: what happened that somebody may want to be told of, written where and when it happens.

Nobody needs to know here who will be told. A key is written once, so one thing is one occasion however often it is met.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, text

from alerts import tables
from alerts.mutes.scopes import visible
from alerts.observing import batches
from alerts.outbox.content import Report
from alerts.rows import rereads
from alerts.store import Store
from alerts.values import RunFacts
from crawler.health import Verdict
from crawler.shanghai import local_day

_BATCH = 500
_EARLIER = 5  # runs looked back on for the look before; only runs that read others again lie between two looks


class RunData(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an occasion about a run keeps: alerts that got worse, and the verdict where it is news."""

    source: str
    platform: str
    worse: tuple[str, ...] = ()
    verdict: Verdict | None = None
    reason: str = ""


class DecisionData(msgspec.Struct, frozen=True):
    """What an occasion about a decision keeps."""

    alert: str
    move: str
    state: str


class OverdueData(msgspec.Struct, frozen=True):
    """What an occasion about a missed due date keeps."""

    alert: str
    due: date


class UnlookedData(msgspec.Struct, frozen=True):
    """What an occasion about a source that could not be looked at keeps."""

    source: str
    platform: str
    reason: str


class ReportData(msgspec.Struct, frozen=True):
    """What an occasion about a report keeps: the kind, the shop it is about, how and for whom it was written."""

    kind: str
    shop: str | None
    format: str
    role: str
    report: Report


def note_run(connection: Connection, run: RunFacts, *, found: bool, worse: Sequence[str]) -> None:
    """A run was taken in. ``found``: it opened or reopened alerts; ``worse``: ids of alerts that got worse.

    A verdict is news when it differs from the look before, so a source that stays broken is told once and once again
    when it is well; nothing is written when there is nothing to tell.
    """
    verdict = _news(connection, run)
    if not (found or worse or verdict):
        return
    reason = run.health.not_seen[0].reason if verdict not in (None, "healthy") and run.health.not_seen else ""
    data = RunData(run.source, run.platform, tuple(worse), verdict, reason)
    _write(connection, "run", [(f"run:{run.run_id}", run.finished_at, data)])


def _news(connection: Connection, run: RunFacts) -> Verdict | None:
    if run.health.rereads is not None:
        return None  # no look of its own
    table = tables.runs
    others = select(table).where(table.c.source == run.source, table.c.run_id != run.run_id)
    if connection.execute(others.where(table.c.finished_at > run.finished_at).limit(1)).first() is not None:
        return None  # arrived late; a later look has spoken
    earlier = connection.execute(others.order_by(table.c.finished_at.desc()).limit(_EARLIER))
    before = next((row.verdict for row in earlier if not rereads(row)), "healthy")
    return run.health.verdict if run.health.verdict != before else None


def note_decisions(connection: Connection, decisions: Sequence[dict[str, Any]]) -> None:
    """People decided: rows of the decisions table. The key is the decision's number in the custody record."""
    noted = [
        (f"decision:{row['seq']}", row["at"], DecisionData(row["alert_id"], row["move"], row["to_state"]))
        for row in decisions
    ]
    _write(connection, "decision", noted)


def note_overdue(connection: Connection, at: datetime) -> int:
    """Alerts whose term runs and whose due date has passed; each once for each due date, a muted one when its mute has
    ended. Gives back how many."""
    table, occasions = tables.alerts, tables.occasions
    late = select(table.c.id, table.c.due_on).where(
        text(tables.TIMED), table.c.due_on < local_day(at), *visible(connection, at)
    )
    found = [
        (f"overdue:{row.id}:{row.due_on}", at, OverdueData(row.id, row.due_on)) for row in connection.execute(late)
    ]
    written = 0
    for some in batches(found, _BATCH):
        asked = select(occasions.c.key).where(occasions.c.key.in_([key for key, _, _ in some]))
        known = set(connection.execute(asked).scalars())
        new = [one for one in some if one[0] not in known]
        _write(connection, "overdue", new)
        written += len(new)
    return written


def note_unlooked(store: Store, source: str, platform: str, reason: str, at: datetime) -> bool:
    """A source could not be looked at, and there is no run to say so; once a day. False when it was known."""
    key = f"unlooked:{source}:{local_day(at)}"
    with store.writing() as connection:  # in turn, so that two patrols do not both find it unknown
        known = connection.execute(select(tables.occasions.c.key).where(tables.occasions.c.key == key)).first()
        if known is None:
            _write(connection, "unlooked", [(key, at, UnlookedData(source, platform, reason))])
    return known is None


def note_report(store: Store, key: str, data: ReportData, at: datetime) -> bool:
    """A report is to be handed out. False when one of that key was noted before: it is not handed out twice, even when it
    was written anew since and reads differently."""
    named = f"report:{key}"
    with store.writing() as connection:  # in turn, so that two schedules do not both find it unknown
        known = connection.execute(select(tables.occasions.c.key).where(tables.occasions.c.key == named)).first()
        if known is None:
            _write(connection, "report", [(named, at, data)])
    return known is None


def _write(connection: Connection, kind: str, what: Sequence[tuple[str, datetime, Any]]) -> None:
    rows = [
        {"key": key, "kind": kind, "at": at, "data": msgspec.json.encode(data).decode("utf-8"), "addressed_at": None}
        for key, at, data in what
    ]
    if rows:
        connection.execute(insert(tables.occasions), rows)
