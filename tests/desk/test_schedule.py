from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.jobs import jobs as history
from alerts.jobs import pause
from desk.compose import open_database
from desk.config import Home
from desk.schedule import Job, ScheduleRefused, load_schedule, missed, run_job

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, f"sqlite:///{tmp_path / 'zuanjian.db'}")


def test_no_file_is_no_jobs(home):
    assert load_schedule(home) == ()


def test_jobs_are_read_and_due_in_beijing_time(home):
    home.schedule.write_text('jobs:\n  - {name: 早, run: patrol "a b", cron: "0 9 * * *"}\n', "utf-8")
    (job,) = load_schedule(home)
    assert job == Job("早", ("patrol", "a b"), "0 9 * * *")
    assert job.next_after(NOW) == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jobs: 1", "任务列表"),
        ("jobs: [{name: a}]", "name、run、cron"),
        ('jobs: [{name: a, run: serve, cron: "0 9 * * *"}]', "开头"),
        ('jobs: [{name: a, run: "patrol a", cron: "61 9 * * *"}]', "cron"),
        ('jobs: [{name: a, run: patrol, cron: "0 9 * * *"}, {name: a, run: patrol, cron: "0 9 * * *"}]', "重复"),
        ("jobs: [", "YAML"),
        ('jobs: [{name: a, run: "patrol; id", cron: "0 9 * * *"}]', "开头"),
    ],
)
def test_a_bad_schedule_names_file_and_place(home, text, said):
    home.schedule.write_text(text, "utf-8")
    with pytest.raises(ScheduleRefused, match=said) as refused:
        load_schedule(home)
    assert str(home.schedule) in str(refused.value)


@pytest.mark.parametrize(
    ("ran", "expected"),
    [(timedelta(minutes=59), False), (timedelta(minutes=61), True), (timedelta(days=9), True)],
)
def test_a_run_missed_while_nothing_was_running_is_due_once(ran, expected):
    job = Job("早", ("patrol",), "0 9 * * *")
    assert missed(job, NOW - ran, NOW) is expected


def test_a_job_that_never_ran_has_missed_nothing():
    assert not missed(Job("早", ("patrol",), "0 9 * * *"), None, NOW)


def test_a_job_runs_in_a_child_and_its_outcome_is_kept(home):
    with open_database(home) as store:
        assert run_job(Job("日报", ("report", "daily"), "0 9 * * *"), home, store, lambda: NOW) == "done"
        assert run_job(Job("巡查", ("patrol", "nowhere"), "0 9 * * *"), home, store, lambda: NOW) == "failed"
        pause(store, "巡查", "测试员", "检修", NOW)
        assert run_job(Job("巡查", ("patrol", "nowhere"), "0 9 * * *"), home, store, lambda: NOW) == "paused"
        kept = [(past.name, past.outcome) for past in sorted(history(store), key=lambda past: past.id)]
        assert kept == [("日报", "done"), ("巡查", "failed"), ("巡查", "paused")]
        assert any("nowhere" in past.detail for past in history(store))
