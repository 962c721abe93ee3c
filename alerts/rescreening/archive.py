"""The archive: stored looks with what is said of them now, newest run first.

What is said now is the newest judgement: the look's own, or that of a later rescreening. A listing whose pictures were
read later speaks through that reading alone, which knows more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from alerts import recall, tables
from alerts.comparison import charge_words
from alerts.learning.verdicts import ACCEPTING, verdicts
from alerts.observing import OBSERVED, Seen, seen
from alerts.store import Store
from alerts.values import RunFacts
from crawler.health import Health
from crawler.shanghai import SHANGHAI
from nlp.judgement import Judgement

BATCH = 200
"""Looks read, and judged, at a time."""


class Archived(Struct, frozen=True):
    """A run taken in. ``times``: how often it was judged again. ``first``: the look that it reads again, or itself."""

    run: RunFacts
    first: str
    times: int


def runs_since(store: Store, since: date) -> tuple[Archived, ...]:
    """Runs finished on that day (Asia/Shanghai) or later, newest first; rescreenings are not among them."""
    table = tables.runs
    names = ("run_id", "source", "platform", "started_at", "finished_at", "health", "listings_sha256")
    columns = [table.c[name] for name in names]
    mine = select(*columns).where(table.c.day >= since, table.c.rejudged.is_(None))
    with store.reading() as connection:
        again = list(connection.execute(select(table.c.rejudged).where(table.c.rejudged.is_not(None))).scalars())
        found = []
        for row in connection.execute(mine.order_by(table.c.as_of.desc(), table.c.finished_at.desc(), table.c.run_id)):
            health = msgspec.json.decode(row.health, type=Health)
            facts = RunFacts(
                row.run_id, row.source, row.platform, row.started_at, row.finished_at, health, row.listings_sha256
            )
            found.append(Archived(facts, health.rereads or row.run_id, again.count(row.run_id)))
    return tuple(found)


def looks(store: Store, run_id: str) -> Iterator[list[Seen]]:
    """What a run saw, by line, in batches; each with the judgement that holds now."""
    table = tables.observations
    query = OBSERVED.where(table.c.run_id == run_id).order_by(table.c.line).limit(BATCH)
    line = 0
    while True:
        with store.reading() as connection:
            found = [seen(row) for row in connection.execute(query.where(table.c.line > line))]
            now = _now(connection, run_id, found)
        if not found:
            return
        line = found[-1].line
        if now:
            yield now


def of_items(store: Store, run_id: str, keys: Collection[str]) -> list[Seen]:
    """The same for some items, all lines of each."""
    with store.reading() as connection:
        found = recall.of_run(connection, run_id, sorted(keys))
        return _now(
            connection, run_id, sorted((one for lines in found.values() for one in lines), key=lambda s: s.line)
        )


def _now(connection: Connection, run_id: str, found: Sequence[Seen]) -> list[Seen]:
    runs, look = tables.runs.c, tables.observations.c
    if not found:
        return []
    richer = select(runs.run_id).where(
        runs.health.contains(f'"rereads":"{run_id}"', autoescape=True), runs.rejudged.is_(None)
    )
    told = set(
        connection.execute(
            select(look.item_key).where(look.run_id.in_(richer), look.item_key.in_({one.item_key for one in found}))
        ).scalars()
    )
    later = (
        select(look.line, look.judgement)
        .join(tables.runs, runs.run_id == look.run_id)
        .where(runs.rejudged == run_id, look.line.between(found[0].line, found[-1].line))
        .order_by(runs.finished_at, runs.run_id)
    )
    newest = {row.line: row.judgement for row in connection.execute(later)}
    return [
        one._replace(judgement=msgspec.json.decode(newest[one.line], type=Judgement)) if one.line in newest else one
        for one in found
        if one.item_key not in told
    ]


class Decided(Struct, frozen=True):
    """A decided alert and the look that it was decided on."""

    alert_id: str
    rule: str
    accepted: bool
    look: Seen


def decided(store: Store, since: date | None = None) -> Iterator[list[Decided]]:
    """Alerts with a verdict reached on that day or later, in batches."""
    alerts, looks_ = tables.alerts.c, tables.sightings.c
    table = tables.decisions.c
    start = datetime.combine(since, time(), SHANGHAI).astimezone(UTC) if since is not None else None
    query = select(alerts.id, alerts.rule).order_by(alerts.id).limit(BATCH)
    query = query.where(alerts.id.in_(select(table.alert_id).where(table.move.in_((*ACCEPTING, "dismiss")))))
    last = ""
    while True:
        with store.reading() as connection:
            rows = connection.execute(query.where(alerts.id > last)).all()
            said = verdicts(connection, [row.id for row in rows])
            said = {key: one for key, one in said.items() if start is None or one.at >= start}
            places: dict[str, tuple[str, int]] = {}
            seen_before = (
                select(looks_.alert_id, looks_.run_id, looks_.line, looks_.seq)
                .where(looks_.alert_id.in_(said), looks_.line.is_not(None), looks_.changed_fields != '["rules"]')
                .where(looks_.life.in_(("new", "seen_again", "changed", "reopened")))
                .order_by(looks_.alert_id, looks_.seq)
            )
            for row in connection.execute(seen_before):
                if row.seq < said[row.alert_id].seq:
                    places[row.alert_id] = row.run_id, row.line
            stored = recall.observations(connection, set(places.values()))
        if not rows:
            return
        last = rows[-1].id
        yield [
            Decided(row.id, row.rule, said[row.id].accepted, stored[places[row.id]]) for row in rows if row.id in places
        ]


def same(before: Judgement, after: Judgement) -> bool:
    """Whether two judgements of one look do the same to alerts: charges, their severity, the words that prove them."""
    return _effect(before) == _effect(after)


def _effect(judgement: Judgement) -> tuple[object, ...]:
    charges = {(one.rule, one.severity, charge_words(one)) for one in judgement.findings}
    return judgement.verdict == "could_not_judge", frozenset(charges)
