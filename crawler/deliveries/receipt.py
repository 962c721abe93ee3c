"""The receipt of a delivery: a sheet for its sender, one line per accepted row, per refused row and per remark.

CSV in UTF-8 with a byte-order mark, which spreadsheets open as it is. Cells are a stranger's words: what a
spreadsheet would take for a formula is written as text, and so are ids that it would round.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from types import TracebackType
from typing import IO

from crawler.deliveries.delivery import Problem, Row, told_name
from crawler.run_file import Delivered
from crawler.whole_file import WholeFile, sha256_of

NAME = "receipt.csv"
COLUMNS = ("结果", "文件", "行", "商品编号", "字段", "原因", "原文", "送交文件", "SHA-256", "送交批次号", "导入批次")
ACCEPTED, REMARKED, REFUSED = "接收", "提示", "拒收"

_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff]*[=+\-@＝＋－＠|%]")
_ROUNDED = re.compile(r"\d{12,}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST = 2_000  # characters of a cell


class Receipt:
    """Writes a receipt row by row. ``batch``: the run that the delivery became, "" when nothing could be read."""

    def __init__(self, path: Path, delivered: Delivered, batch: str = "") -> None:
        self.path = path
        self._tail = (delivered.name, delivered.sha256, delivered.batch or "", batch)
        self._name = delivered.name

    def __enter__(self) -> Receipt:
        self._file: IO[str] = self.path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)
        self._csv.writerow(COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, row: Row) -> None:
        """One line for the row if it was accepted, and one for everything that was wrong with it."""
        if row.listing is not None:
            lines = f"{row.row}至{row.last}" if row.last > row.row else str(row.row)
            title = row.listing.title or ""
            self._write(ACCEPTED, row.file or self._name, lines, row.listing.item_id, "", "", title)
        for problem in row.problems:
            self.remark(problem, row.listing.item_id if row.listing else "", refused=row.refused)

    def remark(self, problem: Problem, item_id: str = "", *, refused: bool) -> None:
        """One line for a problem; ``refused``: it cost the row."""
        result, line = REFUSED if refused else REMARKED, str(problem.row) if problem.row else ""
        self._write(result, problem.file or self._name, line, item_id, problem.field, problem.reason, problem.raw)

    def _write(self, *cells: str) -> None:
        self._csv.writerow([as_text(cell) for cell in (*cells, *self._tail)])


def as_text(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs: a leading quotation mark makes it text (OWASP, CSV injection)."""
    text = _UNSEEN.sub(" ", cell)[:_LONGEST].encode("utf-8", "replace").decode()
    return f"'{text}" if _FORMULA.match(text) or _ROUNDED.fullmatch(text) else text


def refusal(path: Path, reason: str) -> bytes:
    """The receipt of a delivery of which nothing could be read. Raises OSError when not even its bytes can be."""
    name, digest = told_name(path), sha256_of(path)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerow([as_text(cell) for cell in (REFUSED, name, "", "", "", reason, "", name, digest, "", "")])
    return file.getvalue().encode("utf-8-sig")


def leave_refusal(folder: Path, path: Path, reason: str) -> Path | None:
    """Write that receipt into a folder, named by the hash of what was refused; None where there are no bytes."""
    try:
        content = refusal(path, reason)
        receipt = folder / f"{sha256_of(path)[:16]}-{NAME}"
        with WholeFile(receipt) as file:
            file.write(content)
    except OSError:
        return None
    return receipt
