"""What laboratories issue: which stone, from when, in which words. Dated; a day without a row answers nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.marked_yaml import read_marked

Stone = Literal["lab_grown", "natural", "moissanite"]
Grades = Literal["four_c", "two_classes", "none"]
_PATH = Path(__file__).with_name("laboratories.yml")


class LaboratoryRow(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}, kw_only=True):
    """One practice of one laboratory; dates are inclusive, ``until`` None: still so. ``number``: a full-match pattern."""

    laboratory: str
    stone: Stone
    pieces: Literal["loose", "any"]
    issued: bool
    grades: Grades
    since: date
    source: str
    until: date | None = None
    number: str | None = None

    def held(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    laboratories: list[LaboratoryRow]


@dataclass(frozen=True, slots=True)
class LaboratoryBook:
    """Every row, in the order of the file."""

    rows: tuple[LaboratoryRow, ...]

    def row(self, laboratory: str, stone: str, issued_on: date, *, loose: bool) -> LaboratoryRow | None:
        """How that laboratory reported on such a stone on the day; None where the table does not say."""
        return next(
            (
                row
                for row in self.rows
                if row.laboratory == laboratory
                and row.stone == stone
                and (row.pieces == "any" or loose)
                and row.held(issued_on)
            ),
            None,
        )

    def stones(self, laboratory: str, number: str) -> frozenset[str]:
        """The stones whose reports carry a number of that shape; empty when no shape is known to fit."""
        return frozenset(
            row.stone
            for row in self.rows
            if row.laboratory == laboratory and row.number is not None and re.fullmatch(row.number, number)
        )


@cache
def laboratory_book(path: Path = _PATH) -> LaboratoryBook:
    """The table. Raises FileRefused for an unreadable file, a bad pattern, or two rows that hold on one day."""
    marked = read_marked(path)
    rows = tuple(marked.convert(_Book).laboratories)
    for i, row in enumerate(rows):
        try:
            re.compile(row.number or "")
        except re.error:
            raise marked.refusal(f"编号形状“{row.number}”不是有效的写法", "laboratories", i) from None
        for earlier in rows[:i]:
            same = (earlier.laboratory, earlier.stone, earlier.pieces) == (row.laboratory, row.stone, row.pieces)
            if same and (earlier.held(row.since) or row.held(earlier.since)):
                raise marked.refusal(f"与前面一行的日期重叠（{row.laboratory}）", "laboratories", i)
    return LaboratoryBook(rows)
