"""The receipt as a workbook: read back by another reader, everything is text and stands as the sender wrote it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from crawler.deliveries.delivery import Problem, Row
from crawler.deliveries.receipt import COLUMNS, Receipt, refusal
from crawler.deliveries.receipt_sheet import write_sheet
from crawler.listing import Listing
from crawler.run_file import Delivered

HOSTILE = ('=HYPERLINK("http://a.example")', "+1", "@SUM(1)", "-5", "＝1+1", "|cmd", "%x", "3600000000000000001")


def receipt(folder: Path, *rows: Row) -> Path:
    path = folder / "receipt.csv"
    with Receipt(path, Delivered("=送交.csv", "ab" * 32, 9), "import-1") as written:
        for row in rows:
            written.add(row)
    return path


def lines(path: Path) -> list[list[str]]:
    book = CalamineWorkbook.from_path(str(path))
    return [list(map(str, row)) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def test_accepted_and_refused_rows_are_lines_with_their_reasons(tmp_path: Path) -> None:
    accepted = Row(2, Listing("other", "3600000000000000001", title="足金手链"))
    refused = Row(3, None, (Problem(3, "商品ID", "编号是科学计数法", raw="3.6E+18"),))
    target = tmp_path / "r.xlsx"
    assert write_sheet(receipt(tmp_path, accepted, refused), target) == 2
    header, first, second = lines(target)
    assert header == list(COLUMNS)
    assert first[:7] == ["接收", "=送交.csv", "2", "3600000000000000001", "", "", "足金手链"]
    assert second[:7] == ["拒收", "=送交.csv", "3", "", "商品ID", "编号是科学计数法", "3.6E+18"]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_it_is_a_formula_or_a_number_and_editing_makes_it_none(tmp_path: Path, words: str) -> None:
    target = tmp_path / "r.xlsx"
    write_sheet(receipt(tmp_path, Row(2, Listing("other", "1", title=words))), target)
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cell = sheet["G2"]
    assert (cell.value, cell.data_type, cell.number_format) == (words, "s", "@")
    assert cell.quotePrefix
    with zipfile.ZipFile(target) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_a_workbook_cannot_hold_is_left_out(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    write_sheet(receipt(tmp_path, Row(2, Listing("other", "1", title="a\x00\x1b\x0bb\ud800" + "长" * 9_000))), target)
    title = lines(target)[1][6]
    assert title.startswith("a  ")
    assert len(title) == 2_000


def test_more_lines_than_a_sheet_holds_go_on_to_the_next(tmp_path: Path) -> None:
    rows = [Row(n, Listing("other", str(n), title="银")) for n in range(2, 9)]
    target = tmp_path / "r.xlsx"
    assert write_sheet(receipt(tmp_path, *rows), target, longest=4) == 7
    book = openpyxl.load_workbook(target)
    assert {sheet.title: sheet.max_row for sheet in book} == {"回执": 4, "回执2": 4, "回执3": 2}
    assert [row[3] for row in lines(target) if row[0] == "接收"] == [str(n) for n in range(2, 9)]


def test_the_receipt_of_a_refused_file_becomes_one_too_and_another_file_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x", "utf-8")
    (tmp_path / "receipt.csv").write_bytes(refusal(tmp_path / "a.csv", "表头不认识"))
    assert write_sheet(tmp_path / "receipt.csv", tmp_path / "r.xlsx") == 1
    assert lines(tmp_path / "r.xlsx")[1][0] == "拒收"
    with pytest.raises(ValueError, match="不是回执"):
        write_sheet(tmp_path / "a.csv", tmp_path / "no.xlsx")
    assert not (tmp_path / "no.xlsx").exists()
