"""Writing: a file whole or not at all, and refusals in one Chinese line."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports
from reports.asking import Asked
from reports.writing import ReportRefused, formats, gather, kinds, write
from tests.reports.briefs import DAY, brief, context, detail
from tests.reports.samples import sample


@pytest.mark.parametrize("format_name", formats())
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_written_in_every_format(kind, format_name, tmp_path):
    path = write(kind, sample(kind), format_name, tmp_path / "new" / f"x.{format_name}", context())
    assert path.stat().st_size > 1000
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(DAY, shop="s1"), "线索日报（daily）不按店铺生成，请去掉 --shop"),
        (Asked(DAY, alert="A-1"), "线索日报（daily）不按线索编号生成，请去掉 --alert"),
        (Asked(DAY, right="mark:1"), "线索日报（daily）不按权利登记编号生成，请去掉 --right"),
    ],
)
def test_a_subject_that_a_kind_does_not_take_is_refused_rather_than_ignored(asked, said):
    with pytest.raises(ReportRefused, match=said):
        gather("daily", None, asked)


@pytest.mark.parametrize("named", [None, "", " "])
def test_a_subject_that_nobody_named_is_asked_for(named):
    with pytest.raises(ReportRefused, match="请用 --shop 写明店铺"):
        Asked(DAY, shop=named).about("shop")


def test_folders_are_the_registry():
    here = Path(reports.__file__).parent
    assert set(kinds()) == {p.stem for p in (here / "kinds").glob("*.py")} - {"__init__"}
    inside = {p.name if p.is_dir() else p.stem for p in (here / "formats").iterdir()} - {"__init__", "__pycache__"}
    assert set(formats()) == inside


@pytest.mark.parametrize(
    ("kind", "format_name", "said"),
    [("yearly", "html", "没有名为“yearly”的报告种类"), ("daily", "gif", "没有名为“gif”的报告格式")],
)
def test_unknown_kind_or_format_is_refused_by_name(kind, format_name, said, tmp_path):
    with pytest.raises(ReportRefused, match=said):
        write(kind, brief(), format_name, tmp_path / "x", context())
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_older_report_alone(tmp_path):
    path = tmp_path / "daily.html"
    path.write_text("older")

    def broken(ids, on):
        raise LookupError(ids)

    with pytest.raises(LookupError):
        write("daily", brief(detail()), "html", path, reports.Context(broken, context().now))
    assert path.read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["daily.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportRefused, match="报告无法写入"):
        write("daily", brief(), "html", tmp_path / "file" / "daily.html", context())


def test_a_folder_in_the_way_is_named_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "daily.html").mkdir()
    with pytest.raises(ReportRefused, match="报告无法写入"):
        write("daily", brief(), "html", tmp_path / "daily.html", context())
    assert [p.name for p in tmp_path.iterdir()] == ["daily.html"]
