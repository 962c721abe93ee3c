"""Scheduled jobs: their history survives the program, and a paused source stays paused."""

from __future__ import annotations

from alerts import jobs
from alerts.store import Store
from tests.alerts.scenes import at


def test_history_is_newest_first(store: Store) -> None:
    first = jobs.start_job(store, "nanwan", at(0))
    jobs.end_job(store, first, at(0.1), "done", "400 条\x00")
    second = jobs.start_job(store, "beihu", at(1))
    found = jobs.jobs(store)
    assert [(job.id, job.name, job.outcome) for job in found] == [(second, "beihu", None), (first, "nanwan", "done")]
    assert (found[1].started_at, found[1].ended_at, found[1].detail) == (at(0), at(0.1), "400 条\ufffd")
    assert [job.id for job in jobs.jobs(store, "nanwan")] == [first]
    assert [job.id for job in jobs.jobs(store, limit=1)] == [second]


def test_job_ends_once(store: Store) -> None:
    job = jobs.start_job(store, "nanwan", at(0))
    jobs.end_job(store, job, at(1), "done")
    jobs.end_job(store, job, at(2), "failed")
    assert jobs.jobs(store)[0].outcome == "done"


def test_jobs_of_a_killed_program_are_ended(store: Store) -> None:
    done = jobs.start_job(store, "nanwan", at(0))
    jobs.end_job(store, done, at(1), "done")
    jobs.start_job(store, "beihu", at(1))
    assert jobs.end_lost_jobs(store, at(2)) == 1
    assert [job.outcome for job in jobs.jobs(store)] == [jobs.INTERRUPTED, "done"]
    assert jobs.end_lost_jobs(store, at(3)) == 0


def test_pausing(store: Store) -> None:
    jobs.pause(store, "nanwan", "李明", "平台维护", at(0))
    jobs.pause(store, "nanwan", "王芳", "延长", at(1))
    [pause] = jobs.paused(store)
    assert (pause.source, pause.actor, pause.reason, pause.at) == ("nanwan", "王芳", "延长", at(1))
    assert jobs.resume(store, "nanwan")
    assert not jobs.resume(store, "nanwan")
    assert jobs.paused(store) == ()
