"""A receipt as a workbook (XLSX), for senders who work in one: the same lines, ids whole, nothing that could run.

Every cell is text by its type, not by its look: no spreadsheet takes it for a formula or a number, and an edit does not
make it one (quotePrefix). A sheet holds a million lines; more go on to the next.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from crawler.deliveries.receipt import ACCEPTED, COLUMNS, REFUSED, REMARKED, as_text
from crawler.whole_file import WholeFile

LONGEST_SHEET = 1_048_576
"""Lines of one sheet, its header included (ECMA-376 workbooks hold no more)."""

_COLOURS = {REFUSED: "F8D7DA", REMARKED: "FFF3CD", ACCEPTED: None}
_WIDTHS = (8, 24, 10, 24, 18, 48, 40, 24, 20, 20, 32)


def write_sheet(receipt: Path, target: Path, *, longest: int = LONGEST_SHEET) -> int:
    """Write the workbook of a ``receipt.csv``; gives its lines. Raises OSError, ValueError where it is no receipt."""
    book = Workbook(write_only=True)
    lines = 0
    with receipt.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(f"{receipt.name}：不是回执，或由其他版本写成")
        for number in itertools.count(1):
            part = list(itertools.islice(rows, 1)) if number > 1 else []
            if number > 1 and not part:
                break
            sheet: Any = book.create_sheet("回执" if number == 1 else f"回执{number}")
            sheet.freeze_panes = "A2"
            for letter, width in zip("ABCDEFGHIJK", _WIDTHS, strict=True):
                sheet.column_dimensions[letter].width = width
            sheet.append([_cell(sheet, name, bold=True) for name in COLUMNS])
            for row in itertools.chain(part, itertools.islice(rows, longest - 1 - len(part))):
                sheet.append(list(_line(sheet, row)))
                lines += 1
    with WholeFile(target) as written:
        book.save(written)
    return lines


def _line(sheet: Any, row: list[str]) -> Iterator[Any]:
    colour = _COLOURS.get(row[0]) if row else None
    for cell in row:
        yield _cell(sheet, _plain(cell), colour)


def _plain(cell: str) -> str:
    """A cell without the mark that made it text in CSV; who wrote such a mark himself loses it, for CSV cannot tell."""
    return cell[1:] if cell.startswith("'") and as_text(cell[1:]) == cell else cell


def _cell(sheet: Any, text: str, colour: str | None = None, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes "=…" for a formula; here nothing is one
    cell.number_format = "@"
    cell.quotePrefix = as_text(text) != text
    if colour:
        cell.fill = PatternFill("solid", start_color=colour)
    if bold:
        cell.font = Font(bold=True)
    return cell
