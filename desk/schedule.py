"""The schedule: which jobs run when, each in a child process, never twice at once, with a history.

Jobs are the operator's: ``<home>/schedule.yml``. APScheduler keeps the clock; the database keeps what ran,
so that a run missed while nothing was running is made up for once, however many were missed.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from crawler.shanghai import SHANGHAI
from desk.config import Home

if TYPE_CHECKING:
    from alerts.store import Store

RUNNABLE = ("patrol", "report", "crawl", "intake", "notify", "rescreen")
"""Commands that a schedule may run: those that end by themselves."""

_LATE = 3600  # seconds a run may start late, for example after the machine slept
TAIL = 500  # characters of a failed job's last output that its history keeps


class ScheduleRefused(ValueError):
    """A schedule file that cannot be used; the sentence names file, job and reason."""

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(f"{path}：{place}：{reason}" if place else f"{path}：{reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Job:
    """One job: ``run`` is a command line of zuanjian as words, ``cron`` five fields in Asia/Shanghai."""

    name: str
    run: tuple[str, ...]
    cron: str

    def next_after(self, at: datetime) -> datetime | None:
        """The first time after ``at`` that this job is due."""
        found: datetime | None = self.trigger().get_next_fire_time(at, at)
        return found

    def trigger(self) -> Any:
        from apscheduler.triggers.cron import CronTrigger

        return CronTrigger.from_crontab(self.cron, timezone=SHANGHAI)


def load_schedule(home: Home) -> tuple[Job, ...]:
    """The jobs of a home, in the order of the file; none without a file. Raises ScheduleRefused."""
    path = home.schedule
    if not path.exists():
        return ()
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ScheduleRefused(path, f"第 {line} 行", "不是有效的 YAML") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScheduleRefused(path, "", "无法读取，应为 UTF-8 编码的 YAML") from error
    entries = data.get("jobs") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise ScheduleRefused(path, "jobs", "应为任务列表")
    jobs = tuple(_job(path, number, entry) for number, entry in enumerate(entries, 1))
    names = [job.name for job in jobs]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise ScheduleRefused(path, "jobs", f"任务名重复：{'、'.join(sorted(doubled))}")
    return jobs


def _job(path: Path, number: int, entry: object) -> Job:
    place = f"第 {number} 个任务"
    if not isinstance(entry, dict) or set(entry) != {"name", "run", "cron"}:
        raise ScheduleRefused(path, place, "应恰有 name、run、cron 三项")
    try:
        words = tuple(shlex.split(str(entry["run"])))
    except ValueError as error:
        raise ScheduleRefused(path, place, "run 的引号没有成对") from error
    if not words or words[0] not in RUNNABLE:
        raise ScheduleRefused(path, place, f"run 应以 {'、'.join(RUNNABLE)} 之一开头")
    job = Job(str(entry["name"]), words, str(entry["cron"]))
    try:
        job.next_after(datetime.now(SHANGHAI))
    except ValueError as error:
        raise ScheduleRefused(path, place, f"cron 写法有误：{entry['cron']}") from error
    return job


def run_job(job: Job, home: Home, store: Store, clock: Callable[[], datetime]) -> str:
    """Run one job in a child process and record it; returns its outcome: done, in_part, failed or paused."""
    from alerts.jobs import end_job, paused, start_job

    started = start_job(store, job.name, clock())
    if job.name in {pause.source for pause in paused(store)}:
        end_job(store, started, clock(), "paused", "已暂停，未运行")
        return "paused"
    child = subprocess.run(
        [sys.executable, "-m", "desk", "--home", str(home.path), *job.run],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="backslashreplace", check=False,
    )  # fmt: skip
    outcome = {0: "done", 1: "in_part"}.get(child.returncode, "failed")
    detail = (child.stderr or child.stdout).strip()[-TAIL:]
    end_job(store, started, clock(), outcome, detail)
    return outcome


def missed(job: Job, last_run: datetime | None, at: datetime) -> bool:
    """True when the job was due between its last run and ``at`` and nothing ran it."""
    if last_run is None:
        return False
    due = job.next_after(last_run)
    return due is not None and due <= at


def run_schedule(home: Home, store: Store, clock: Callable[[], datetime], tell: Callable[[str], None]) -> None:
    """Run the jobs at their times until interrupted; first, once, each that was missed."""
    from apscheduler.schedulers.blocking import BlockingScheduler

    from alerts.jobs import end_lost_jobs
    from alerts.jobs import jobs as history

    if lost := end_lost_jobs(store, clock()):
        tell(f"上次有 {lost} 个任务中途停止，已记为失败")
    scheduler = BlockingScheduler(
        timezone=SHANGHAI, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": _LATE}
    )

    def work(job: Job) -> None:
        tell(f"{clock().astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S} {job.name}：{run_job(job, home, store, clock)}")

    last: dict[str, datetime] = {}
    for past in history(store):
        last[past.name] = max(past.started_at, last.get(past.name, past.started_at))
    for job in load_schedule(home):
        trigger = job.trigger()
        scheduler.add_job(work, trigger, args=[job], id=job.name, name=job.name)
        if missed(job, last.get(job.name), clock()):
            scheduler.add_job(work, args=[job], id=f"{job.name} (missed)")
    scheduler.start()
