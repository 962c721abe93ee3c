"""The lines of a sheet as cells: CSV and TSV text, and XLSX/XLS/ODS workbooks, told apart by content and not by name."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from crawler.deliveries.delivery import DeliveryRefused, Problem
from crawler.deliveries.encoding import encoding_of
from crawler.deliveries.packages.measure import unpacks_beyond
from crawler.deliveries.rows import Cell

_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LARGEST_WORKBOOK = 256 * 1024 * 1024  # bytes; a workbook is unpacked in memory
_LARGEST_UNPACKED = 1024 * 1024 * 1024  # bytes
_LARGEST_ROW = 2_000_000  # characters
_LINES_PER_RECORD = 100  # a quoted description may hold line breaks, not a whole sheet

Line = tuple[int, Sequence[str] | Problem]


def sheet_lines(path: Path) -> tuple[str, Iterator[Line]]:
    """What kind of sheet it is ("csv", "xlsx"), and its lines: (line of the file from 1, cells or why there are none).

    Raises DeliveryRefused for an empty file; reading the lines raises it for a workbook that cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise DeliveryRefused(path.name, "文件为空")
    if head.startswith(_WORKBOOK):
        return "xlsx", _workbook_lines(path)
    return "csv", _text_lines(path)


def _text_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding=encoding_of(path), errors="surrogateescape", newline="") as file:
        sample = file.readline()
        file.seek(0)
        delimiter = max(",\t;", key=sample.count)
        yield from _records(enumerate(file, 1), delimiter)


def _records(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[Line]:
    """Physical lines joined into records while a quote is open; a quote that is never closed costs its line.

    Without the bound one forgotten quotation mark would swallow every row behind it.
    """
    waiting: deque[tuple[int, str]] = deque()
    while True:
        held: list[tuple[int, str]] = []
        open_quote = True
        while open_quote and len(held) < _LINES_PER_RECORD:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                break
            held.append(line)
            open_quote = sum(text.count('"') for _, text in held) % 2 == 1
        if not held:
            return
        number = held[0][0]
        cells = None if open_quote else _cells("".join(text for _, text in held), delimiter, strict=len(held) > 1)
        if cells is None:
            waiting.extendleft(reversed(held[1:]))
            yield number, Problem(number, "", "引号没有成对，或这一行过长", raw=held[0][1].strip()[:2_000])
        else:
            yield number, cells


def _cells(record: str, delimiter: str, *, strict: bool) -> list[str] | None:
    if len(record) > _LARGEST_ROW:
        return None
    csv.field_size_limit(_LARGEST_ROW)
    try:
        return next(
            csv.reader(io.StringIO(record.replace("\0", ""), newline=""), delimiter=delimiter, strict=strict), []
        )
    except csv.Error:
        return None


def _workbook_lines(path: Path) -> Iterator[Line]:
    import python_calamine as calamine

    if path.stat().st_size > _LARGEST_WORKBOOK:
        raise DeliveryRefused(
            path.name, f"工作簿过大（超过 {_LARGEST_WORKBOOK // 1024 // 1024} MiB），请拆分或改用 CSV"
        )
    if unpacks_beyond(path, _LARGEST_UNPACKED):
        raise DeliveryRefused(
            path.name, f"工作簿解压后超过 {_LARGEST_UNPACKED // 1024 // 1024} MiB，疑似压缩炸弹，未打开"
        )
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if not names:
            raise DeliveryRefused(path.name, "工作簿里没有工作表")
        sheet = book.get_sheet_by_name(names[0])
        for number, cells in enumerate(sheet.iter_rows(), (sheet.start or (0, 0))[0] + 1):
            yield number, [_cell(value) for value in cells]
    except calamine.PasswordError as error:
        raise DeliveryRefused(path.name, "工作簿有密码保护") from error
    except calamine.CalamineError as error:
        raise DeliveryRefused(path.name, f"工作簿已损坏或不是表格（{str(error)[:80]}）") from error


def _cell(value: Any) -> str:
    """A workbook's cell as the text a person sees; numbers beyond 15 digits are marked as damaged."""
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, float | int):
        cell = Cell(str(int(value)) if value == int(value) else repr(value))
        cell.damaged = abs(value) >= 10**15
        return cell
    if isinstance(value, datetime | date | time):
        return Cell(value.isoformat(" ") if isinstance(value, datetime) else value.isoformat())
    if isinstance(value, timedelta):
        return Cell(str(value))
    return Cell(value)
