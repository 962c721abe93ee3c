"""Weekly and monthly statistics: which days they are of, and that every figure says of how many."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from alerts.statistics.values import Correction, Period
from reports.parts.statistics import outcome_section, share
from reports.parts.stretch import stretch
from reports.writing import render
from tests.reports.briefs import context
from tests.reports.samples import sample
from tests.reports.samples.weekly import MONDAY, period

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("unit", "day", "today", "chosen", "first", "last", "before", "ended"),
    [
        ("week", SUNDAY, date(2026, 11, 23), True, MONDAY, SUNDAY, (date(2026, 11, 9), date(2026, 11, 15)), True),
        ("week", MONDAY, date(2026, 11, 23), True, MONDAY, SUNDAY, (date(2026, 11, 9), date(2026, 11, 15)), True),
        ("week", SUNDAY, SUNDAY, True, MONDAY, SUNDAY, (date(2026, 11, 9), date(2026, 11, 15)), False),
        ("week", SUNDAY, date(2026, 11, 18), True, MONDAY, date(2026, 11, 18), (date(2026, 11, 9), date(2026, 11, 11)), False),
        ("week", date(2026, 11, 23), date(2026, 11, 23), False, MONDAY, SUNDAY, (date(2026, 11, 9), date(2026, 11, 15)), True),
        ("week", SUNDAY, SUNDAY, False, date(2026, 11, 9), date(2026, 11, 15), (date(2026, 11, 2), date(2026, 11, 8)), True),
        ("month", date(2026, 10, 5), SUNDAY, True, date(2026, 10, 1), date(2026, 10, 31), (date(2026, 9, 1), date(2026, 9, 30)), True),
        ("month", date(2026, 3, 31), date(2026, 3, 30), True, date(2026, 3, 1), date(2026, 3, 30), (date(2026, 2, 1), date(2026, 2, 28)), False),
        ("month", SUNDAY, SUNDAY, True, date(2026, 11, 1), SUNDAY, (date(2026, 10, 1), date(2026, 10, 22)), False),
        ("month", date(2026, 1, 1), date(2026, 1, 1), False, date(2025, 12, 1), date(2025, 12, 31), (date(2025, 11, 1), date(2025, 11, 30)), True),
        ("month", date(2024, 2, 29), SUNDAY, True, date(2024, 2, 1), date(2024, 2, 29), (date(2024, 1, 1), date(2024, 1, 31)), True),
    ],
)  # fmt: skip
def test_the_days_of_a_week_and_a_month(unit, day, today, chosen, first, last, before, ended):
    found = stretch(unit, day, today, chosen=chosen)
    assert (found.first, found.last, found.ended) == (first, last, ended)
    assert (found.before_first, found.before_last) == before


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_what_a_reader_must_find(kind):
    text = render(kind, sample(kind), "html", context()).decode()
    for words in (
        "完全没有查看：lake", "并非每天都看全：river", "与上期相比", "LG-01 培育/合成钻石未标明", "星河珠宝旗舰店",
        "程度高的商品 3 件", "等待超时：3 项", "6/24（25%）", "3/5", "生效中的屏蔽", "试用中的规则", "统计口径", "sha256:cdcd",
    ):  # fmt: skip
        assert words in text, words
    assert "江畔首饰" not in text  # one listing, nothing come back: not a repeated seller


@pytest.mark.parametrize(("part", "whole", "said"), [(3, 19, "3/19"), (5, 20, "5/20（25%）"), (0, 0, "0/0")])
def test_a_share_of_few_is_told_as_a_count(part, whole, said):
    assert share(part, whole) == said


@pytest.mark.parametrize(
    ("days", "middle", "spread"),
    [
        ((), "—", "中位数，0 条"),
        ((2.0,), "2.0 天", "中位数，1 条"),
        ((1.0, 2.0), "1.5 天", "中位数，2 条"),
        ((1.0, 2.0, 3.0, 4.0, 5.0), "3.0 天", "中位数，5 条；半数在 1.5 至 4.5 天"),
    ],
)
def test_time_to_correction_is_a_median_with_its_spread(days, middle, spread):
    asked = msgspec.structs.replace(period(), correction=Correction(10, len(days), 0, 0, days))
    figure = outcome_section(asked).blocks[0].items[2]
    assert (figure.value, figure.note) == (middle, spread)


def test_a_wait_at_the_edge_falls_into_the_shorter_class():
    asked = msgspec.structs.replace(period(), correction=Correction(9, 5, 0, 0, (1.0, 1.1, 3.0, 15.0, 15.1)))
    [bars] = [block for block in outcome_section(asked).blocks if type(block).__name__ == "Bars"]
    assert [bar.value for bar in bars.bars] == [1, 2, 0, 1, 1]


def test_the_figures_for_programs_are_the_ones_in_the_page():
    document = json.loads(render("weekly", sample("weekly"), "json", context()))
    assert msgspec.convert(document["values"]["period"], Period, strict=False) == period()


def test_an_empty_week_says_that_nothing_was_looked_at():
    nothing = msgspec.structs.replace(
        period(), screened=0, charges=(), platforms=(), sellers=(), sources=(), trend=(), decisions=(), rulebooks=()
    )
    values = msgspec.structs.replace(sample("weekly"), period=nothing)
    text = render("weekly", values, "html", context()).decode()
    assert "本期没有查看任何来源，本报告不能说明市场上没有问题" in text
    assert "本期没有线索" in text
