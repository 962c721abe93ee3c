"""An office's own templates: what they may change, what they cannot, and how a broken one is told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

import reports
from reports.office.linting import lint
from reports.office.sample import HOSTILE
from reports.writing import Context, ReportRefused, render, write
from tests.reports.briefs import brief, context, detail, ring

OURS = Path(reports.__file__).parent / "templates"


@pytest.fixture
def keep(tmp_path):
    """Keeps a template of the office's and gives the folder."""

    def _keep(name: str, text: str | bytes) -> Path:
        file = tmp_path / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "templates"

    return _keep


def asked(templates: Path) -> Context:
    return Context(context().citations, context().now, templates=templates)


def ours(name: str) -> str:
    return (OURS / name).read_text("utf-8")


def test_an_office_may_change_style_and_words(keep):
    keep("report.css", ours("report.css") + "h1 { letter-spacing: .3em }")
    templates = keep("report.html", ours("report.html").replace("<header>", "<header><p>某某市市场监督管理局</p>"))
    page = render("daily", brief(detail()), "html", asked(templates)).decode()
    assert "letter-spacing: .3em" in page
    assert "某某市市场监督管理局" in page
    assert "18K金" in page
    assert lint(templates) == []


def test_an_office_may_keep_parts_of_its_own(keep):
    keep("own/seal.html", "<p>（章）</p>")
    templates = keep("report.html", ours("report.html").replace("<header>", '<header>{% include "own/seal.html" %}'))
    assert lint(templates) == []
    assert "（章）" in render("daily", brief(detail()), "html", asked(templates)).decode()


def test_the_sandboxed_page_says_the_same_as_ours(keep):
    templates = keep("report.css", ours("report.css"))
    values = brief(detail(1, ring(title=HOSTILE + "钻戒")))
    assert render("daily", values, "html", asked(templates)) == render("daily", values, "html", context())


BROKEN = {
    "syntax": ("report.html", "<p>\n{% if %}", r"report\.html 第 2 行"),
    "unknown": ("report.html", "<html>\n\n{{ documents.title }}", r"report\.html 第 3 行：.*documents"),
    "attribute": ("report.html", "<html>\n{{ document.titel }}", r"report\.html 第 2 行：.*titel"),
    "safe": ("report.html", "<html>\n{{ document.title | safe }}", r"report\.html 第 2 行：不得关闭转义"),
    "autoescape": (
        "report.html",
        "{% autoescape false %}{{ document.title }}{% endautoescape %}",
        r"report\.html 第 1 行：.*",
    ),
    "mapped": ("report.html", "<html>\n{{ [document.title] | map('safe') | join }}", r"report\.html 第 2 行：.*safe"),
    "class": ("report.html", "<html>\n{{ document.__class__.__mro__ }}", r"report\.html 第 2 行：.*unsafe"),
    "globals": ("report.html", "<html>\n{{ svg.__globals__ }}", r"report\.html 第 2 行：.*unsafe"),
    "missing": ("report.html", '<html>\n{% include "nowhere.html" %}', r"nowhere\.html"),
    "division": ("report.html", "<html>\n{{ 1 / 0 }}", r"report\.html 第 2 行：ZeroDivisionError"),
    "part": (
        "parts/marked.html",
        "{% macro marked(field) %}\n{{ field.nothing }}{% endmacro %}",
        r"marked\.html 第 2 行",
    ),
    "bytes": ("report.html", b"\xff\xfe", r"报告模板无法读取 .*report\.html"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_template_is_named_with_its_line_and_leaves_the_older_report(name, keep, tmp_path):
    file, text, said = BROKEN[name]
    templates = keep(file, text)
    (tmp_path / "day.html").write_text("older")
    with pytest.raises(ReportRefused, match=said):
        write("daily", brief(detail()), "html", tmp_path / "day.html", asked(templates))
    assert (tmp_path / "day.html").read_text() == "older"
    problems = lint(templates)
    assert len(problems) == 1
    assert str(templates) in problems[0] or name == "missing"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("report.html", "{% if false %}\n{{ nobody }}\n{% endif %}", "report.html 第 2 行：没有名为“nobody”的变量"),
        ("report.html", "<p>x</p><script>1</script>", "不得含有 <script>"),
        ("report.html", '<p onclick="x()">y</p>', "不得含有 onclick"),
        ("report.html", '<p><img src="http://far.example/x.png"></p>', "<img> 的 src 不得指向报告之外"),
        ("report.html", "<p><b {{ document.title }}>y</b></p>", "未经转义"),
        ("reprot.html", "x", "不会被使用"),
        ("typst/style.typ", "#let paper = (", "style.typ 第 1 行：unclosed delimiter"),
        ("typst/style.typ", '#import "@preview/x:1.0.0": y', "不得引用网络上的包"),
    ],
)
def test_lint_finds_what_a_day_might_not_come_by(file, text, said, keep):
    problems = lint(keep(file, text))
    assert any(said in problem for problem in problems), problems


def test_a_picture_inside_the_page_is_allowed(keep):
    assert lint(keep("report.html", '<p><img alt="徽" src="data:image/png;base64,AAAA"></p>')) == []


@pytest.mark.parametrize("made", [False, True])
def test_no_templates_no_problem(made, tmp_path):
    if made:
        (tmp_path / "templates").mkdir()
    assert lint(tmp_path / "templates") == []


def test_nothing_of_a_hostile_text_becomes_part_of_the_page(keep):
    templates = keep("report.css", "h1 {}")
    values = brief(detail(1, ring(title=HOSTILE + "钻戒")))
    tree = html.fromstring(render("daily", values, "html", asked(templates)))
    assert tree.xpath("//*[local-name()='zuanjian-canary'] | //script") == []
    assert HOSTILE in tree.text_content()
