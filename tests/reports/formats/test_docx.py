"""The Word file, read back with python-docx."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from reports.document import ChargeSheet, Facts, Figures, Listed, Paragraph, Section, Table
from reports.formats.docx import render
from reports.writing import Context
from reports.writing import render as render_kind
from tests.reports.briefs import brief, context, detail, partial_looks, ring
from tests.reports.formats.blocks import BLOCKS, document
from tests.reports.reading import W, words


def daily(*details, **how) -> bytes:
    asked = Context(context().citations, context().now, **how)
    return render_kind("daily", brief(*details, looks=partial_looks()), "docx", asked)


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def test_headings_are_real_and_lead_down_to_the_alert():
    found = [(p.style.name, p.text) for p in opened(daily(detail())).paragraphs if p.style.name.startswith("Heading")]
    assert found[0] == ("Heading 1", "未看到什么")
    assert ("Heading 2", "星河珠宝旗舰店（示例市集）　〔1 条〕　〔高 1 条〕") in found
    assert ("Heading 3", "涉嫌：培育/合成钻石未标明（LG-01）　〔1 条〕") in found
    assert ("Heading 4", "18K金钻戒女1克拉D色VVS1求婚　〔程度：高〕　〔首次发现〕　〔待办〕") in found


def test_marks_are_underlined_words_with_the_raised_number_of_the_element():
    file = opened(daily(detail()))
    marked = next(p for p in file.paragraphs if p.text.startswith("标题　18K金"))
    proof = [r for r in marked.runs if r.style.name == "认定文字"]
    raised = [r for r in marked.runs if r.style.name == "要件编号"]
    assert [r.text for r in proof] == ["钻戒"]
    assert [r.text for r in raised] == ["①"]
    assert (proof[0].style.font.underline, proof[0].style.font.bold, raised[0].style.font.superscript) == (
        True,
        True,
        True,
    )


def test_the_charge_sheet_is_a_table_whose_head_comes_again():
    sheet = next(t for t in opened(daily(detail())).tables if t.cell(0, 1).text == "构成要件")
    assert [[cell.text for cell in row.cells] for row in sheet.rows][1:3] == [
        ["①", "是否以“钻石/钻戒”名义销售？", "● 具备", "标题：“钻戒”"],
        ["②", "是否有培育来源的证据？", "● 具备", "属性“主石”：“培育钻石”"],
    ]
    assert sheet.rows[0]._tr.find(f".//{W}tblHeader") is not None
    assert sheet.style.name == "Table Grid"


def test_chinese_has_its_own_face_and_language_everywhere():
    styles = opened(daily(detail())).styles.element
    faces = list(styles.iter(f"{W}rFonts"))
    assert {one.get(f"{W}eastAsia") for one in faces} == {"宋体", "黑体"}
    assert not any("heme" in name for one in faces for name in one.attrib)
    assert {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}lang")} == {"zh-CN"}


def test_every_page_says_what_it_is_and_its_number():
    section = opened(daily(detail())).sections[0]
    assert section.header.paragraphs[0].text == "直播珠宝合规监测日报　2026 年 11 月 22 日"
    assert [p.text for p in section.footer.paragraphs][-1] == "第 1 页，共 1 页"
    codes = [one.text.strip() for one in section.footer._element.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21, 29.7), abs=0.01)


def test_properties_name_the_report_and_no_machine():
    properties = opened(daily(detail())).core_properties
    assert properties.title == "直播珠宝合规监测日报　2026 年 11 月 22 日"
    assert (properties.language, properties.author) == ("zh-CN", "")
    assert properties.created.isoformat().startswith("2026-11-22T10:30")


def test_charts_are_pictures_with_words():
    content = daily(detail())
    pictures = [one for one in opened(content).element.body.iter() if one.tag.endswith("}docPr")]
    assert [one.get("descr") for one in pictures] == ["每日未结线索（按严重程度），数字见下表", "每日变动，数字见下表"]
    assert len([name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.endswith(".png")]) == 2


def test_chapters_are_linked_and_every_link_has_its_place():
    body = opened(daily(detail())).element.body
    wanted = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")]
    assert wanted == [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(wanted) == 7


def test_nothing_reaches_out_of_the_file_or_runs():
    content = daily(detail(1, ring(url="https://shop.example/items/1")))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not any(re.search("vba|macro|embeddings", name) for name in file.namelist())
        for name in file.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in file.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))


def test_breaks_and_tabs_stay_what_they_are():
    file = opened(render(document(Section("章", "a", (Paragraph("一\n二\t三  四"),)))))
    assert file.paragraphs[-1].text == "一\n二\t三  四"


def test_every_block_stands_in_the_head_and_at_any_depth():
    deep = Section("一", "a", BLOCKS, (), (Section("二", "b", BLOCKS, (), (Section("三", "c", BLOCKS),)),))
    seen = words("docx", render(document(deep, head=BLOCKS)))
    for said in ("疑似规避写法：拆字", "钻戒①②", "〔U+200B〕", "略去9字", "(21)"):
        assert seen.count(said) == 4, said


@pytest.mark.parametrize(
    "empty",
    [
        document(),
        document(
            Section(
                "空",
                "a",
                (Table("", ("甲",), ()), Table("", (), ()), Listed(()), Figures(()), Facts(()), ChargeSheet(())),
            )
        ),
    ],
)
def test_nothing_to_say_is_a_whole_file_too(empty):
    assert opened(render(empty)).paragraphs[0].text == "试排"


def test_same_document_same_bytes_and_progress_is_told():
    told = []

    def watched(items, what, total=None):
        told.append((what, total))
        yield from items

    assert daily(detail(), progress=watched) == daily(detail())
    assert told == [("写入文档", 10)]


def test_a_body_too_large_for_memory_lies_in_a_file_meanwhile(monkeypatch):
    whole = daily(detail())
    monkeypatch.setattr("reports.formats.docx.package.IN_MEMORY", 1000)
    assert daily(detail()) == whole
