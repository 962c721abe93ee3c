"""The citation table: which article a charge rests on, on the day the conduct was observed.

Light to import: reports and desk read law texts without loading anything of the language side.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.marked_yaml import read_marked

Verified = Literal["full", "secondary", "unchecked"]
_PATH = Path(__file__).with_name("laws.yml")


class Citation(Struct, frozen=True):
    """One row. ``short`` is the Chinese citation as a report prints it; dates are inclusive.

    ``verified``: full (article text checked), secondary (one secondary source), unchecked (never printed).
    ``succeeds`` names the row that this one replaced.
    """

    id: str
    short: str
    substance: str
    since: date
    until: date | None
    verified: Verified
    succeeds: str | None = None

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class _Row(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    id: str
    short: str
    substance: str
    since: date
    verified: Verified
    until: date | None = None
    succeeds: str | None = None


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    laws: list[_Row]


@cache
def law_book(path: Path = _PATH) -> dict[str, Citation]:
    """Every row by id. Raises FileRefused for an unreadable table or an id given twice."""
    marked = read_marked(path)
    rows: dict[str, Citation] = {}
    for i, row in enumerate(marked.convert(_Book).laws):
        if row.id in rows:
            raise marked.refusal(f"编号“{row.id}”重复", "laws", i)
        rows[row.id] = Citation(row.id, row.short, row.substance, row.since, row.until, row.verified, row.succeeds)
    return rows


def citations(ids: tuple[str, ...] | list[str], on: date) -> tuple[Citation, ...]:
    """The named rows that were in force on the day and may be printed, in the order named; unknown ids are left out."""
    book = law_book()
    rows = (book[id] for id in ids if id in book)
    return tuple(row for row in rows if row.in_force(on) and row.verified != "unchecked")
