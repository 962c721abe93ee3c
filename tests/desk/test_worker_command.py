"""``zuanjian worker`` and ``zuanjian jobs`` as an operator meets them: processes of their own on a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.queue.door import inside
from alerts.queue.putting import put_for
from alerts.queue.standing import OPEN, queued
from alerts.store import open_store
from desk.cli import run
from desk.compose import now
from desk.config import Home
from desk.working.ordering import orders
from tests.alerts.conftest import new_database, sqlite_template  # noqa: F401 - fixtures
from tests.desk.looks import source_file

postgres = pytest.mark.postgres
Say = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("words", [("worker",), ("jobs", "list"), ("jobs", "add", "patrol"), ("jobs", "cancel", "1")])
def test_on_sqlite_one_line_says_that_it_needs_postgresql(zuanjian: Say, words: tuple[str, ...]) -> None:
    done = zuanjian(*words)
    assert done.returncode == 2
    assert "需要 PostgreSQL" in done.stderr
    assert len(done.stderr.splitlines()) == 1


class Desk:
    """A home whose database is a new one on the server."""

    def __init__(self, folder: Path, url: str, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.url, self.capture = folder / "home", url, capture
        self.home.mkdir()
        self.env = {"PATH": "/usr/bin:/bin", "ZUANJIAN_HOME": str(self.home), "PYTHONUTF8": "1", "COLUMNS": "200",
                    "ZUANJIAN_DATABASE_URL": url, "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "desk", *words]
        child = subprocess.Popen(
            command, env=self.env, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.started.append(child)
        return child

    def say(self, *words: str) -> tuple[int, str, str]:
        """A command that ends by itself, in this process: starting one for each costs more than all they do."""
        status = run(list(words))
        said = self.capture.readouterr()
        return status, said.out, said.err

    def jobs(self) -> dict[str, tuple[str, str | None]]:
        with open_store(self.url) as store:
            found = queued(store, ("cancelled", "aborted", "succeeded", *OPEN))
        return {" ".join(job.words): (job.state, job.outcome) for job in found}

    def stuck_run(self) -> Path:
        """A run whose reading waits: its manifest is a pipe, and nobody writes."""
        run = self.home / "run"
        run.mkdir()
        os.mkfifo(run / "manifest.json")
        return run

    def feed(self, run: Path) -> None:
        """The reading goes on, and finds that this is no run."""
        (run / "manifest.json").write_text("{}")


@pytest.fixture
def desk(
    tmp_path: Path,
    new_database: Callable[..., str],  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    desk = Desk(tmp_path, new_database("postgres"), capsys)
    for name in ("ZUANJIAN_HOME", "ZUANJIAN_DATABASE_URL", "COLUMNS"):
        monkeypatch.setenv(name, desk.env[name])
    yield desk
    for child in desk.started:
        if child.poll() is None:
            child.kill()
        child.communicate()


def line(child: subprocess.Popen[str], sign: str) -> str:
    assert child.stdout is not None
    for said in child.stdout:
        if sign in said:
            return said
    raise AssertionError(child.communicate())


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline


def below(child: subprocess.Popen[str]) -> list[int]:
    """The processes that a worker started."""
    return [int(pid) for pid in Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()]


@postgres
def test_jobs_are_done_and_dead_letters_shown_and_replayed(desk: Desk) -> None:
    assert "已排入 #1" in desk.say("jobs", "add", "report", "daily")[1]
    desk.say("jobs", "add", "intake", "nowhere")
    assert "未重复排入" in desk.say("jobs", "add", "intake", "nowhere")[2]
    assert desk.say("jobs", "add", "serve")[0] == 2
    worker = desk.start("worker", "--drain", "--concurrency", "2")
    out, err = worker.communicate(timeout=100)
    assert (worker.returncode, err) == (0, "")
    assert "#2 intake：失败，不再重试" in out
    assert desk.jobs() == {"report daily": ("succeeded", "done"), "intake nowhere": ("failed", "failed")}
    assert list((desk.home / "reports").glob("daily-*.html"))
    assert "失败，待处理" in desk.say("jobs", "list")[1]
    listed = json.loads(desk.say("jobs", "list", "--json")[1])
    assert [(job["id"], job["tries"]) for job in listed["jobs"]] == [(2, 1)]
    assert listed["workers"] == 0
    assert desk.say("jobs", "retry")[0] == 2
    assert desk.say("jobs", "retry", "2", "9")[::2] == (1, "#9：没有这个任务\n")
    assert desk.jobs()["intake nowhere"] == ("todo", "replayed")
    assert desk.say("jobs", "cancel", "2")[0] == 0
    assert desk.jobs()["intake nowhere"][0] == "cancelled"


@postgres
def test_asked_to_stop_it_hands_back_what_it_cannot_finish(desk: Desk) -> None:
    run = desk.stuck_run()
    desk.say("jobs", "add", "intake", str(run))
    worker = desk.start("worker", "--grace", "0")
    line(worker, "开始")
    until(lambda: below(worker))
    (child,) = below(worker)
    worker.send_signal(signal.SIGTERM)
    out, err = worker.communicate(timeout=60)
    assert (worker.returncode, err) == (0, "")
    assert "任务交回队列" in out
    assert "工作进程已停止" in out
    assert not Path(f"/proc/{child}").exists()
    assert desk.jobs() == {f"intake {run}": ("todo", "handed_back")}


@postgres
def test_asked_to_stop_it_finishes_what_it_can(desk: Desk) -> None:
    run = desk.stuck_run()
    desk.say("jobs", "add", "intake", str(run))
    desk.say("jobs", "add", "report", "daily")
    worker = desk.start("worker", "--grace", "60")
    line(worker, "开始")
    worker.send_signal(signal.SIGTERM)
    desk.feed(run)
    _, err = worker.communicate(timeout=90)
    assert (worker.returncode, err) == (0, "")
    assert desk.jobs() == {f"intake {run}": ("failed", "failed"), "report daily": ("todo", None)}


@postgres
def test_a_killed_worker_takes_its_children_along_and_another_takes_up_its_jobs(desk: Desk) -> None:
    run = desk.stuck_run()
    desk.say("jobs", "add", "intake", str(run))
    worker = desk.start("worker")
    line(worker, "开始")
    until(lambda: below(worker))
    (child,) = below(worker)
    worker.kill()
    worker.communicate()
    until(lambda: not Path(f"/proc/{child}").exists())
    assert desk.jobs() == {f"intake {run}": ("doing", None)}
    with open_store(desk.url) as store, inside(store) as (connection, _):
        connection.exec_driver_sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    other = desk.start("worker", "--drain")
    line(other, "接手")
    desk.feed(run)
    assert other.communicate(timeout=60)[1] == ""
    assert desk.jobs() == {f"intake {run}": ("failed", "failed")}


@postgres
def test_two_schedules_queue_a_period_once_and_paused_sources_are_left_out(desk: Desk) -> None:
    for name in ("east", "west"):
        source_file(desk.home, name)
    (desk.home / "schedule.yml").write_text('jobs: [{name: 早, run: patrol, cron: "0 9 * * *"}]', "utf-8")
    with open_store(desk.url) as store:
        last = now() - timedelta(days=3)
        assert put_for(store, orders("早", ("patrol",), Home(desk.home, desk.url)), last) == 2
    assert desk.say("jobs", "cancel", "1", "2")[0] == 0
    desk.say("schedule", "pause", "east")
    desk.say("schedule", "pause", "west")
    schedules = [desk.start("schedule", "run") for _ in range(2)]
    for one in schedules:  # three days were missed, and are made up for once
        line(one, "排入任务队列")
    until(lambda: [state for state, _ in desk.jobs().values()].count("todo") == 2)
    for one in schedules:
        one.send_signal(signal.SIGTERM)
        out, err = one.communicate(timeout=60)
        assert (one.returncode, err.count("没有工作进程在线")) == (0, 1)
        assert "已停止" in out
    assert desk.jobs() == {"patrol east": ("todo", None), "patrol west": ("todo", None)}
    assert desk.start("worker", "--drain").wait(100) == 0
    assert desk.jobs() == {"patrol east": ("succeeded", "paused"), "patrol west": ("succeeded", "paused")}


def test_bad_queues_are_named(zuanjian: Say) -> None:
    done = zuanjian("worker", "--queues", "crawl,nowhere")
    assert done.returncode == 2
    assert "没有名为“nowhere”的队列" in done.stderr
