"""The rule quality report: what must not be overlooked stands at the top, and few decisions are called few."""

from __future__ import annotations

import msgspec
import pytest

from reports.writing import render
from tests.reports.briefs import context
from tests.reports.samples import sample


def text(**changes: object) -> str:
    return render("quality", msgspec.structs.replace(sample("quality"), **changes), "html", context()).decode()


def test_a_fallen_rule_is_named_first_with_its_figures():
    page = text()
    at = page.index("认可比例下降的规则，须先查明原因")
    assert at < page.index("各规则")
    assert "最近 50 次认可 22 次，此前 70 次认可 62 次" in page
    assert "62% 至 76%" in page


def test_few_decisions_are_called_few_and_none_is_no_share():
    page = text()
    assert "结论不足 20 次，不宜据以评价：IP-02。" in page
    assert page.index("LG-05 易混淆") < page.index("PR-01 价格")


def test_claimed_and_accepted_stand_side_by_side():
    page = text()
    assert "50% 至 60%" in page
    assert "-5 个百分点" in page
    assert "90% 至 100%" in page
    assert "-14 个百分点" in page


def test_folding_of_case_is_no_disguise():
    page = text()
    assert "同音字替换" in page
    assert ">case<" not in page


def test_new_spellings_are_candidates_only():
    page = text()
    assert "月芒钻（3 件，未收录的石名）" in page
    assert "仅为候选，由维护人员判断后才收入词表" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rules": (), "bands": ()}, "尚无线索。"),
        ({"bands": ()}, "尚无结论可比。"),
        ({"latest": ()}, "未见新的写法。"),
    ],
)
def test_a_young_memory_says_so(changes, said):
    assert said in text(**changes)
