"""``zuanjian report`` as a person and a script use it: formats and the office's own templates."""

from __future__ import annotations

import pytest

from tests.reports.reading import words


@pytest.mark.parametrize("format_name", ["pdf", "docx", "xlsx"])
def test_a_binary_format_is_written_where_it_is_said_and_nowhere_else(zuanjian, tmp_path, format_name):
    file = tmp_path / f"day.{format_name}"
    done = zuanjian("report", "daily", "--date", "2026-11-22", "--format", format_name, "-o", file)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(file), "")
    assert "直播珠宝合规监测日报" in words(format_name, file.read_bytes())
    assert list(tmp_path.glob("home/reports/*")) == []


def test_lint_tells_in_lines_and_by_its_status(zuanjian, tmp_path):
    done = zuanjian("report", "lint")
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有自己的模板" in done.stdout
    templates = tmp_path / "home" / "templates"
    templates.mkdir(parents=True)
    (templates / "report.html").write_text("<p>\n{{ document.title | safe }}", "utf-8")
    done = zuanjian("report", "lint")
    assert done.returncode == 1
    assert done.stderr.strip() == f"报告模板 {templates / 'report.html'} 第 2 行：不得关闭转义"
    (templates / "report.html").write_text("<p>\n{{ document.title }}", "utf-8")
    done = zuanjian("report", "lint")
    assert (done.returncode, done.stderr) == (0, "")
    assert "检查了 1 个模板，可以使用" in done.stdout


def test_a_broken_template_is_one_line_and_the_older_report_stays(zuanjian, tmp_path):
    asked = ("report", "daily", "--date", "2026-11-22", "-o", tmp_path / "day.html")
    assert zuanjian(*asked).returncode == 0
    before = (tmp_path / "day.html").read_bytes()
    (tmp_path / "home" / "templates").mkdir()
    (tmp_path / "home" / "templates" / "report.html").write_text("{{ nobody }}", "utf-8")
    done = zuanjian(*asked)
    assert done.returncode == 2
    assert "report.html 第 1 行" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "day.html").read_bytes() == before
