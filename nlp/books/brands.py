"""What is known of brands: the price and the metals that do not go with a new, genuine piece. Dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from nlp.marked_yaml import read_marked

_PATH = Path(__file__).with_name("brands.yml")


class BrandRow(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """``floor`` in yuan; ``base`` names groups of metals in which the brand sells no jewellery."""

    names: tuple[str, ...]
    floor: int
    base: tuple[str, ...]
    since: date
    until: date
    source: str


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    brands: list[BrandRow]
    metals: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BrandBook:
    """Rows by brand name, and the words of each group of metals."""

    rows: dict[str, BrandRow]
    metals: dict[str, tuple[str, ...]]

    def row(self, name: str, on: date) -> BrandRow | None:
        """The row of that brand if it may be relied on that day."""
        row = self.rows.get(name.casefold())
        return row if row is not None and row.since <= on <= row.until else None

    def same(self, one: str, other: str) -> bool:
        """Whether two names are the same brand's."""
        row = self.rows.get(one.casefold())
        return one.casefold() == other.casefold() or (
            row is not None and other.casefold() in {name.casefold() for name in row.names}
        )


@cache
def brand_book(path: Path = _PATH) -> BrandBook:
    """The brand table. Raises FileRefused when it cannot be read or names an unknown group of metals."""
    marked = read_marked(path)
    book = marked.convert(_Book)
    rows: dict[str, BrandRow] = {}
    for i, row in enumerate(book.brands):
        for group in row.base:
            if group not in book.metals:
                raise marked.refusal(f"没有名为“{group}”的材质组", "brands", i)
        rows |= {name.casefold(): row for name in row.names}
    return BrandBook(rows, book.metals)
