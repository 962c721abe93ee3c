"""Pages: read back with pdfium, which shares nothing with what set them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pypdfium2
import pytest

from reports.document import Bars, ChargeSheet, Facts, Listed, Paragraph, Section, Table, Tag
from reports.formats.pdf import fonts, render
from reports.writing import Context, ReportRefused, write
from reports.writing import render as render_kind
from tests.reports.briefs import brief, context, detail, partial_looks, ring
from tests.reports.formats.blocks import BLOCKS, document
from tests.reports.reading import pdf_pages, squeezed


def daily(*details, **how) -> bytes:
    return render_kind(
        "daily", brief(*details, looks=partial_looks()), "pdf", Context(context().citations, context().now, **how)
    )


def test_a_day_reads_as_on_the_screen():
    seen = squeezed("\n".join(pdf_pages(daily(detail()))))
    for said in (
        "完全没有查看：lake",
        "涉嫌：培育/合成钻石未标明（LG-01）",
        "18K金钻戒①女1克拉",
        "①●具备　是否以“钻石/钻戒”名义销售？　——标题：“钻戒”",
        "④？不明　证书是否写明天然？",
        "线索编号A-000001",
        "首次发现2026-11-2010:00",
        "sha256:" + "ab" * 32,
        "如何阅读本报告",
    ):
        assert squeezed(said) in seen
    assert "第1页，共3页" in seen


def test_pages_are_tagged_named_in_chinese_and_have_bookmarks_for_every_alert():
    content = daily(detail(1), detail(2))
    opened = pypdfium2.PdfDocument(content)
    assert opened.get_metadata_dict()["Title"] == "直播珠宝合规监测日报　2026 年 11 月 22 日"
    assert opened.is_tagged()
    assert b"/Lang(zh-CN)" in content
    assert b"pdfuaid:part" in content
    marks = [(mark.level, mark.get_title()) for mark in opened.get_toc()]
    assert marks[0] == (0, "未看到什么")
    assert sum("18K金钻戒女1克拉" in squeezed(title) and level == 3 for level, title in marks) == 2


def test_pages_call_nobody_and_run_nothing():
    content = daily(detail(1, ring(url="https://shop.example/items/1")))
    assert not re.search(rb"/(URI|JavaScript|JS|Launch|OpenAction|EmbeddedFile|GoToR)\b", content)


def test_pages_open_in_poppler_without_a_warning(tmp_path):
    content = daily(detail())
    assert b"/Suspects" not in content
    for tool in ("pdfinfo", "pdftotext"):
        if shutil.which(tool):
            (tmp_path / "x.pdf").write_bytes(content)
            ran = subprocess.run([tool, str(tmp_path / "x.pdf")], capture_output=True, check=True, cwd=tmp_path)
            assert ran.stderr == b""


def test_every_block_can_stand_in_the_head_and_at_any_depth():
    deep = Section(
        "一",
        "a",
        BLOCKS,
        (Tag("重", "heavy"), Tag("轻", "light")),
        (Section("二", "b", BLOCKS, (), (Section("三", "c", BLOCKS),)),),
    )
    seen = squeezed("\n".join(pdf_pages(render(document(deep, head=BLOCKS)))))
    for said in ("疑似规避写法：拆字", "(21)？不明", "钻戒①②", "U+200B", "略去9字", "乙14"):
        assert seen.count(said) == 4, said


@pytest.mark.parametrize(
    "empty",
    [
        document(),
        document(Section("空", "a")),
        document(Section("空", "a", (Table("", ("甲",), ()), Listed(()), Bars("无", ()), Facts(()), ChargeSheet(())))),
    ],
)
def test_nothing_to_say_is_a_whole_file_too(empty):
    assert "试排" in pdf_pages(render(empty))[0]


def test_a_character_without_a_glyph_is_written_out_and_listed():
    seen = squeezed("\n".join(pdf_pages(render(document(Section("甲\U0002a6e0乙", "a", (Paragraph("\U0002a6e0"),)))))))
    assert "甲〔U+2A6E0〕乙" in seen
    assert "没有字形，以代码写出：〔U+2A6E0〕（2处）" in seen


def test_an_engine_that_meets_a_missing_glyph_after_all_stops_and_names_it(monkeypatch):
    monkeypatch.setattr("reports.formats.pdf.readying._missing", lambda text, covers: set())
    with pytest.raises(ReportRefused, match=r"2a6e0"):
        render(document(Section("甲\U0002a6e0乙", "a")))


def test_same_document_same_bytes():
    assert daily(detail()) == daily(detail())


def test_without_the_chinese_font_nothing_is_set(monkeypatch):
    monkeypatch.setattr(fonts, "CHINESE", "no_such_font_package")
    with pytest.raises(ReportRefused, match=r"缺少中文字体.*make setup"):
        render(document())


def test_a_font_of_the_office_that_is_no_font_is_named(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "x.ttf").write_text("no font")
    with pytest.raises(ReportRefused, match=r"字体文件无法读取 .*x\.ttf"):
        daily(detail(), templates=tmp_path)


def test_an_office_may_set_its_own_page(tmp_path):
    from reports.formats.pdf.pages import TEMPLATES

    (tmp_path / "typst").mkdir()
    ours = (TEMPLATES / "style.typ").read_text("utf-8")
    (tmp_path / "typst" / "style.typ").write_text(
        ours.replace("第 #counter", "本局第 #counter").replace("a4", "a3"), "utf-8"
    )
    content = daily(detail(), templates=tmp_path)
    assert "本局第1页" in squeezed(pdf_pages(content)[0])
    assert round(pypdfium2.PdfDocument(content)[0].get_width()) == 842


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("#let paper = (\n", r"style\.typ 第 1 行：unclosed delimiter"),
        ("\n#let paper = nobody\n", r"style\.typ 第 2 行：unknown variable: nobody"),
        ('\n\n#import "@preview/x:1.0.0": y', r"style\.typ 第 3 行：不得引用网络上的包"),
        ('#let paper = read("/etc/passwd")', r"style\.typ 第 1 行：file not found"),
        ('#let paper = read("../../../etc/passwd")', r"style\.typ 第 1 行：path .* would escape"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_leaves_the_older_report(broken, said, tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "style.typ").write_text(broken, "utf-8")
    (tmp_path / "day.pdf").write_text("older")
    asked = Context(context().citations, context().now, templates=tmp_path)
    with pytest.raises(ReportRefused, match=said):
        write("daily", brief(detail()), "pdf", tmp_path / "day.pdf", asked)
    assert (tmp_path / "day.pdf").read_text() == "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["day.pdf", "typst"]


def test_a_template_that_is_no_text_is_named(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "style.typ").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportRefused, match=r"报告模板无法读取 .*style\.typ"):
        daily(templates=tmp_path)


def test_long_work_is_told_of():
    told = []

    def watched(items, what, total=None):
        told.append(what)
        yield from items

    daily(detail(), progress=watched)
    assert told == ["排版"]


@pytest.mark.parametrize("word", ["W" * 5000, "q" * 76, "https://shop.example/" + "a" * 900, "长" * 3000])
def test_no_word_leaves_the_paper(word):
    blocks = (
        Paragraph(word),
        Facts((("甲", word), ("乙", "1")), "quiet"),
        Listed((word,)),
        Table("", ("文", "数"), ((word, "1"),)),
    )
    opened = pypdfium2.PdfDocument(render(document(Section(word, "a", blocks))))
    for page in opened:
        text = page.get_textpage()
        reach = max(text.get_charbox(n)[2] for n in range(text.count_chars()))
        assert reach <= page.get_width() - 45
    assert (
        squeezed("".join(text for text in pdf_pages(render(document(Section("章", "a", blocks[:1])))))).count(word[-1])
        >= len(word) - 60
    )
