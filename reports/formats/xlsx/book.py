"""A workbook whose cells are safe: values by their type, texts as texts, nothing longer than a cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.document import Document
from reports.marking import visible

CELL = 32_767
"""Characters (UTF-16 units) that a cell holds; a limit of the format."""
NAME = 31
"""Characters of a sheet's name; another one."""
PRINTABLE = 200
"""Characters of a row that can be made to fit a sheet of paper and still be read."""
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "strong": {"bold": True, "text_wrap": True},
    "head": {"bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#E8ECF0"},
    "right": {"bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#E8ECF0", "align": "right"},
    "figure": {"num_format": "#,##0", "align": "left", "bold": True},
    "number": {"num_format": "#,##0"},
    "amount": {"num_format": "#,##0.00"},
    "share": {"num_format": "0%"},
    "day": {"num_format": "yyyy-mm-dd"},
    "time": {"num_format": "yyyy-mm-dd hh:mm"},
}


class Sheet:
    """One sheet, written from the top down."""

    def __init__(self, book: Book, name: str, sheet: Worksheet, widths: Sequence[int]) -> None:
        self.name, self.row, self.page = name, 0, sheet
        self.listed: int | None = None  # rows of the one table that it holds
        self._width = widths
        self._book = book
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def line(self, cells: Iterable[Any], look: str = "text") -> None:
        """One row from the left; then the next row is the one to write."""
        for column, value in enumerate(cells):
            self.put(self.row, column, value, look)
        self.row += 1

    def prose(self, text: str, look: str = "text") -> None:
        """A line of prose over the whole width of the sheet, as high as it needs."""
        wide = sum(self._width) or 80
        if len(self._width) > 1 and text:
            self.page.merge_range(self.row, 0, self.row, len(self._width) - 1, "", self._book.looks[look])
            lines = sum(max(1, -(-2 * len(part) // wide)) for part in text.split("\n"))
            self.page.set_row(self.row, min(400, 15 * lines))
        self.put(self.row, 0, text, look)
        self.row += 1

    def put(self, row: int, column: int, value: Any, look: str = "text") -> None:
        """A value by its type: day, time, number or text; nothing for None. Never a formula, never a link."""
        looks = self._book.looks
        match value:
            case None | "":
                pass
            case datetime():
                self.page.write_datetime(row, column, value, looks["time"])
            case date():
                self.page.write_datetime(row, column, value, looks["day"])
            case float():
                self.page.write_number(row, column, value, looks[look if look == "share" else "amount"])
            case int():
                self.page.write_number(row, column, value, looks[look if look == "figure" else "number"])
            case _:
                text = bounded(visible(str(value)))
                # A text all the same; the prefix keeps it one when a person edits the cell.
                self.page.write_string(row, column, text, looks[f"{look}'" if text.startswith(_LIKE_FORMULA) else look])

    def filtered(self, first: int, columns: int) -> None:
        """Filters over the rows from ``first`` (its heads) to the last one written; heads stay in sight."""
        self.listed = self.row - 1 - first
        self.page.autofilter(first, 0, max(first, self.row - 1), columns - 1)
        self.page.freeze_panes(first + 1, 1 if first == 0 else 0)


class Book:
    """The workbook of one document; ``with`` closes it."""

    def __init__(self, out: IO[bytes], document: Document) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        }
        self._made = xlsxwriter.Workbook(out, options)
        self._made.set_properties(
            {"title": f"{document.title}　{document.subtitle}", "created": document.made_at.replace(tzinfo=None)}
        )
        plain = {"font_name": "宋体", "font_size": 10, "valign": "top"}
        quoted = {f"{name}'": look | {"quote_prefix": True} for name, look in LOOKS.items() if "num_format" not in look}
        looks = LOOKS | quoted
        self.looks: dict[str, Format] = {name: self._made.add_format(plain | look) for name, look in looks.items()}
        self.sheets: list[Sheet] = []

    def sheet(self, name: str, widths: Sequence[int] = ()) -> Sheet:
        """A new sheet; its name is made one that the format allows and that no other sheet has."""
        plain = (_NOT_IN_NAME.sub(" ", name).strip() or "页")[:NAME]
        taken = {sheet.name.casefold() for sheet in self.sheets}
        own, n = plain, 2
        while own.casefold() in taken:
            own, n = f"{plain[: NAME - 4]} {n}", n + 1
        made = Sheet(self, own, self._made.add_worksheet(own), widths)
        made.page.set_landscape()
        made.page.set_paper(9)  # A4
        if sum(widths) <= PRINTABLE:
            made.page.fit_to_pages(1, 0)
        else:
            made.page.set_print_scale(55)
            made.page.repeat_columns(0)
            made.page.repeat_rows(0)
        made.page.set_footer("&C第 &P 页，共 &N 页")
        self.sheets.append(made)
        return made

    def chart(self, how: dict[str, str]) -> Any:
        return self._made.add_chart(how)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._made.close()


def bounded(text: str) -> str:
    """The text as a cell holds it; one that is too long ends with how much there was."""
    if len(text) <= CELL // 2 or _units(text) <= CELL:
        return text
    note = f"……（共 {len(text)} 字，超出单元格上限，以下略去）"
    return text.encode("utf-16-le")[: 2 * (CELL - len(note))].decode("utf-16-le", "ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
