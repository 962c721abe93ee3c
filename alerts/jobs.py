"""Scheduled jobs: what ran when and how it ended; and which sources are paused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from alerts import tables
from alerts.store import Store
from alerts.values import JobRun, Pause

INTERRUPTED = "interrupted"
"""Outcome of a job whose program ended without saying so."""


FAILED = ("failed", INTERRUPTED)
"""Outcomes that count as a try that came to nothing."""

REPLAYED = "replayed"
"""Outcome that notes no run but a person's word that a failed job is to be tried again, from the first try."""


def start_job(store: Store, name: str, at: datetime, queued: int | None = None, worker: str | None = None) -> int:
    """Note that a job begins; gives back its number for ``end_job``. ``queued``: its number in the queue, if any."""
    with store.aside() as connection:
        if queued is not None:
            end_queued(connection, queued, at, "未记录结果")
        return add_run(connection, name=name, started_at=at, detail="", queued=queued, worker=worker)


def add_run(connection: Connection, **values: object) -> int:
    """A row of the history; gives back its number. Whoever adds another meanwhile waits, on either database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE"))
    number = int(connection.execute(select(func.coalesce(func.max(tables.jobs.c.id), 0))).scalar_one()) + 1
    connection.execute(insert(tables.jobs).values(id=number, **values))
    return number


def end_job(store: Store, id: int, at: datetime, outcome: str, detail: str = "") -> None:
    """Note how a job ended; a job that has ended stays as it was."""
    table = tables.jobs
    with store.aside() as connection:
        connection.execute(
            update(table)
            .where(table.c.id == id, table.c.ended_at.is_(None))
            .values(ended_at=at, outcome=outcome, detail=detail.replace("\x00", "\ufffd"))
        )


def end_queued(connection: Connection, queued: int, at: datetime, detail: str) -> None:
    """The worker of a queued job was lost: what it had begun is noted as interrupted."""
    table = tables.jobs
    connection.execute(
        update(table)
        .where(table.c.queued == queued, table.c.ended_at.is_(None))
        .values(ended_at=at, outcome=INTERRUPTED, detail=detail)
    )


def failed_tries(connection: Connection, queued: int) -> int:
    """How often a queued job failed since it was queued or last replayed by a person."""
    table = tables.jobs
    replayed = select(func.coalesce(func.max(table.c.id), 0)).where(
        table.c.queued == queued, table.c.outcome == REPLAYED
    )
    query = select(func.count()).where(
        table.c.queued == queued, table.c.outcome.in_(FAILED), table.c.id > replayed.scalar_subquery()
    )
    return int(connection.execute(query).scalar_one())


def end_lost_jobs(store: Store, at: datetime) -> int:
    """At the scheduler's start: jobs still open belong to a program that was killed. Gives back how many.

    Jobs out of the queue are left alone: they run elsewhere, and the queue knows when their worker is lost.
    """
    table = tables.jobs
    with store.writing() as connection:
        lost = connection.execute(
            update(table)
            .where(table.c.ended_at.is_(None), table.c.queued.is_(None))
            .values(ended_at=at, outcome=INTERRUPTED, detail="程序中断，未记录结果")
        )
        return int(lost.rowcount)


def jobs(store: Store, name: str | None = None, limit: int = 100) -> tuple[JobRun, ...]:
    """Runs of jobs, newest first."""
    table = tables.jobs
    query = select(table).order_by(table.c.started_at.desc(), table.c.id.desc()).limit(max(1, min(limit, 1000)))
    with store.reading() as connection:
        found = connection.execute(query if name is None else query.where(table.c.name == name))
        return tuple(JobRun(row.id, row.name, row.started_at, row.ended_at, row.outcome, row.detail) for row in found)


def pause(store: Store, source: str, actor: str, reason: str, at: datetime) -> None:
    """Do not crawl ``source`` for now; pausing it again renews who and why."""
    table = tables.pauses
    with store.writing() as connection:
        connection.execute(delete(table).where(table.c.source == source))
        connection.execute(insert(table).values(source=source, at=at, actor=actor, reason=reason))


def resume(store: Store, source: str) -> bool:
    """Crawl ``source`` again; False when it was not paused."""
    with store.writing() as connection:
        ended = connection.execute(delete(tables.pauses).where(tables.pauses.c.source == source))
        return bool(ended.rowcount)


def paused(store: Store) -> tuple[Pause, ...]:
    """Paused sources, by name."""
    table = tables.pauses
    with store.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.source))
        return tuple(Pause(row.source, row.at, row.actor, row.reason) for row in rows)
