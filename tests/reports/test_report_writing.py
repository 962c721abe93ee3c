"""Writing: a file whole or not at all, and refusals in one Chinese line."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports
from reports.writing import ReportRefused, formats, kinds, write
from tests.reports.briefs import brief, context, detail


@pytest.mark.parametrize("format_name", formats())
@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_written_in_every_format(kind, format_name, tmp_path):
    path = write(kind, brief(detail()), format_name, tmp_path / "new" / f"x.{format_name}", context())
    assert path.stat().st_size > 1000
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_folders_are_the_registry():
    here = Path(reports.__file__).parent
    assert set(kinds()) == {p.stem for p in (here / "kinds").glob("*.py")} - {"__init__"}
    assert set(formats()) == {p.stem for p in (here / "formats").glob("*.py")} - {"__init__"}


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
