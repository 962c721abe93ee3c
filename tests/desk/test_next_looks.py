"""The next look at a source: by the schedule, and not beyond the end of its basis."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.source import Basis, Source
from desk.next_looks import next_look
from desk.schedule import Job

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
MORNING, EVENING = Job("早", ("patrol",), "0 9 * * *"), Job("晚", ("patrol", "east", "west.yml"), "0 21 * * *")


def source(name: str = "east", until: date | None = None, kind: str = "open_page") -> Source:
    return Source(name, "web", ("https://a.example/",), Basis(kind, valid_until=until))


@pytest.mark.parametrize(
    ("name", "jobs", "told"),
    [
        ("east", [MORNING, EVENING], "11-22 21:00（晚）"),
        ("west", [MORNING, EVENING], "11-22 21:00（晚）"),
        ("north", [MORNING, EVENING], "11-23 09:00（早）"),
        ("north", [EVENING], "未安排"),
        ("east", [Job("日报", ("report", "daily"), "0 12 * * *")], "未安排"),
        ("east", [Job("看", ("crawl", "east"), "30 10 * * *")], "11-22 10:30（看）"),
        ("east", [], "未安排"),
    ],
)
def test_the_first_job_that_looks_at_it(name, jobs, told):
    assert next_look(source(name), jobs, (), "", NOW).told() == told


@pytest.mark.parametrize(
    ("paused", "told"), [({"晚"}, "11-23 09:00（早）"), ({"早", "晚"}, "未安排"), ({"east"}, "已暂停")]
)
def test_what_is_paused_does_not_look(paused, told):
    assert next_look(source(), [MORNING, EVENING], paused, "", NOW).told() == told


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2026, 11, 21), "依据已于 2026-11-21 到期，不能再看"),
        (date(2026, 11, 22), "依据至 2026-11-22，早于下次安排（11-23 09:00）"),
        (date(2026, 11, 23), "11-23 09:00（早）；依据至 2026-11-23"),
    ],
)
def test_a_basis_holds_to_the_end_of_its_last_day(until, told):
    assert next_look(source(until=until), [MORNING], (), "", NOW).told() == told


def test_delivered_files_are_waited_for():
    assert next_look(source(kind="delivered_file"), [MORNING], (), "", NOW).told() == "待送交文件"
