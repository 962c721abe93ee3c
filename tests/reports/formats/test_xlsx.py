"""The workbook, read back with openpyxl and calamine."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import msgspec
import pytest

from crawler.listing import Shop
from reports.document import Section, Table
from reports.formats.xlsx import render
from reports.formats.xlsx.book import CELL, bounded
from reports.formats.xlsx.chapters import moment, number
from reports.writing import Context
from reports.writing import render as render_kind
from tests.reports.briefs import brief, context, detail, finding, partial_looks, ring
from tests.reports.formats.blocks import BLOCKS, document
from tests.reports.reading import workbook


def daily(*details, **how) -> bytes:
    asked = Context(context().citations, context().now, **how)
    return render_kind("daily", brief(*details, looks=partial_looks()), "xlsx", asked)


at = datetime.fromisoformat


def table(sheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_lead_is_a_row_with_real_numbers_days_and_times():
    book = workbook(daily(detail(1), detail(2, due_provisional=True, sale_fen=None)))
    assert book.sheetnames == [
        "概览",
        "线索",
        "构成要件",
        "原文",
        "未看到什么",
        "趋势与分布",
        "仅有间接证据、须先人工复核",
        "已更正、已消失或已处置",
        "生效中的屏蔽",
        "如何阅读本报告",
    ]
    one, two = table(book["线索"])
    assert (
        one
        | {
            "线索编号": "A-000001",
            "程度": "高",
            "店铺": "星河珠宝旗舰店",
            "商品": "18K金钻戒女1克拉D色VVS1求婚",
            "标价": 3580,
            "币种": "CNY",
            "首次发现": at("2026-11-20 10:00"),
            "最近发现": at("2026-11-22 10:00"),
            "办理期限": at("2026-12-11"),
            "把握程度（%）": 93,
            "商品编号": "60001",
            "依据": "《直播电商监督管理办法》第34条（罚则第62条）；《反不正当竞争法》（2025修订）第9条（罚则第25条）",
            "采集批次": "20261122T020000Z-sample 第 7 行",
            "所在章节": "线索（按店铺和涉嫌问题）",
        }
        == one
    )
    assert one["说明"].startswith("属性写明“培育钻石”")
    assert (two["标价"], two["币种"], two["期限说明"]) == (None, None, "暂定")


def test_sheets_can_be_filtered_and_heads_stay_in_sight():
    book = workbook(daily(detail()))
    assert (book["线索"].freeze_panes, book["线索"].auto_filter.ref[:3]) == ("B2", "A1:")
    assert book["构成要件"].auto_filter.ref == "A1:F5"
    assert book["原文"].auto_filter.ref == "A1:E3"


def test_elements_and_words_stand_in_rows_of_their_own():
    book = workbook(daily(detail()))
    assert [(r["序号"], r["情况"]) for r in table(book["构成要件"])] == [
        (1, "● 具备"),
        (2, "● 具备"),
        (3, "○ 不具备"),
        (4, "？ 不明"),
    ]
    assert [row[3] for row in book["原文"].iter_rows(min_row=2, values_only=True)] == [
        "18K金【钻戒】①女1克拉D色VVS1求婚",
        "【培育钻石】②",
    ]


def test_coverage_and_figures_are_numbers_and_times():
    book = workbook(daily(detail()))
    rows = list(book["未看到什么"].iter_rows(values_only=True))
    assert rows[3][:7] == ("sample", "示例市集", "查看完整", at("2026-11-22 10:00"), 14, 120, 0)
    figures = [row for row in book["概览"].iter_rows(values_only=True) if row[0] == "筛查商品"]
    assert figures[0][:2] == ("筛查商品", 412)
    assert len(book["趋势与分布"]._charts) == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example","x")', "=cmd|'/C calc'!A0"]
)
def test_no_cell_is_a_formula_or_a_link_whatever_it_begins_with(text):
    content = daily(detail(1, ring(title=text + "钻戒", shop=Shop(id="s", name=text))))
    book = workbook(content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.data_type == "f"] == []
    assert all(cell.hyperlink.location for cell in cells if cell.hyperlink)
    goods = next(cell for cell in cells if cell.value == text.strip("\r") + "钻戒")
    assert goods.quotePrefix
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert not any("externalLink" in name or "vba" in name for name in names)


@pytest.mark.parametrize(
    ("text", "length"), [("字" * CELL, CELL), ("字" * (CELL + 1), CELL), ("💎" * 16_383, 16_383), ("💎" * 20_000, None)]
)
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text, length):
    kept = bounded(text)
    assert len(kept.encode("utf-16-le")) // 2 <= CELL
    assert (f"共 {len(text)} 字" in kept) == (kept != text)
    assert length is None or len(kept) == length
    kept.encode()


def test_a_very_long_text_goes_through_the_whole_way():
    content = render(document(Section("章", "a", (Table("", ("文",), (("长" * 40_000,),)),))))
    assert "共 40000 字" in workbook(content)["章"]["A3"].value


def test_every_block_and_hostile_headings_have_a_place():
    sections = (
        Section("甲[1]:*?/\\'" + "长" * 40, "a", BLOCKS),
        Section("甲[1]:*?/\\'" + "长" * 40, "b", BLOCKS),
        Section("", "c", BLOCKS),
    )
    book = workbook(render(document(*sections, head=BLOCKS)))
    assert len(book.sheetnames) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize(
    "empty", [document(), document(Section("空", "a")), document(Section("空", "a", (Table("", ("甲",), ()),)))]
)
def test_nothing_to_say_is_a_whole_workbook_too(empty):
    assert workbook(render(empty))["概览"]["A1"].value == "试排"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", 1204),
        ("12.50", 12.5),
        ("93%", 0.93),
        ("-3", -3),
        ("+4", 4),
        ("—", "—"),
        ("12/40（30%）", "12/40（30%）"),
        ("1,2", "1,2"),
        ("٣", "٣"),
        ("", ""),
    ],
)
def test_numbers_are_read_strictly(text, value):
    assert number(text) == value
    assert type(number(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2026-11-22 10:05", at("2026-11-22 10:05")),
        ("2026-13-01", "2026-13-01"),
        ("—", "—"),
        ("2026-11-22（暂定）", "2026-11-22（暂定）"),
    ],
)
def test_days_are_read_strictly(text, value):
    assert moment(text) == value


def test_a_sellers_text_that_looks_like_a_number_stays_a_text():
    listing = ring(title="2026-11-22", item_id="3601234567890123456", shop=Shop(id="s", name="007"))
    row = table(workbook(daily(detail(1, listing, finding(listing, spans=()))))["线索"])[0]
    assert (row["商品"], row["商品编号"], row["店铺"]) == ("2026-11-22", "3601234567890123456", "007")


def test_same_document_same_bytes_and_progress_is_told():
    told = []

    def watched(items, what, total=None):
        told.append((what, total))
        yield from items

    assert daily(detail(), progress=watched) == daily(detail())
    assert told == [("写入表格", 1)]


def test_records_do_not_change_what_programs_read_as_pairs():
    decoded = msgspec.json.decode(render_kind("daily", brief(detail()), "json", context()))
    facts = decoded["sections"][2]["sections"][0]["sections"][0]["sections"][0]["blocks"][0]
    assert facts["pairs"][0] == ["线索编号", "A-000001"]
    assert facts["record"]["首次发现"] == "2026-11-20T10:00:00"
