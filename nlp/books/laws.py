"""The citation table: which article a charge rests on, on the day the conduct was observed.

Light to import: reports and desk read law texts without loading anything of the language side.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """Every row by id. Raises FileRefused for an unreadable table, an id given twice, or a successor of no older row."""
    marked = read_marked(path)
    rows: dict[str, Citation] = {}
    for i, row in enumerate(marked.convert(_Book).laws):
        if row.id in rows:
            raise marked.refusal(f"编号“{row.id}”重复", "laws", i)
        rows[row.id] = Citation(row.id, row.short, row.substance, row.since, row.until, row.verified, row.succeeds)
    for citation in rows.values():
        if citation.succeeds is not None and not (
            citation.succeeds in rows and rows[citation.succeeds].since < citation.since
        ):
            raise marked.refusal(f"“{citation.id}”接替的“{citation.succeeds}”不在表中，或不早于它")
    return rows


def citations(ids: tuple[str, ...] | list[str], on: date) -> tuple[Citation, ...]:
    """The rows in force on the day that may be printed, in the order named; unknown ids are left out.

    A row that was replaced, or was not yet in force, stands for the version of it that held on the day: what was
    cited on the last day of a conduct can be asked again for its first.
    """
    book = law_book()
    rows = (row for id in ids if id in book for row in _versions(book[id], book) if row.in_force(on))
    return tuple(dict.fromkeys(row for row in rows if row.verified != "unchecked"))


def _versions(row: Citation, book: dict[str, Citation]) -> Iterator[Citation]:
    """The row, then what it replaced, then what replaced it; the book has been checked to hold no circle."""
    yield row
    older = row
    while older.succeeds is not None:
        older = book[older.succeeds]
        yield older
    newer: Citation | None = row
    while newer is not None:
        newer = next((other for other in book.values() if other.succeeds == newer.id), None)
        if newer is not None:
            yield newer
