"""What is known of brands: prices and metals that do not go with a new, genuine piece (dated), and signature designs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from nlp.marked_yaml import read_marked

_PATH = Path(__file__).with_name("brands.yml")


class BrandRow(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """``floor`` in yuan; ``base`` names groups of metals in which the brand sells no jewellery.

    ``own_shops``: the brand sells new goods through its own shops alone, so no dealer speaks for it.
    """

    names: tuple[str, ...]
    floor: int
    base: tuple[str, ...]
    since: date
    until: date
    source: str
    own_shops: bool = False


class DesignRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A look by which buyers know a maison's line.

    One of ``signs`` must be whole: each is a set of features (lexicon tags without ``feature:``), two at
    least. A set of ``leaning`` is others' too and counts only beside a word that leans on somebody. With any
    of ``not_with`` the look has an ordinary reason.
    """

    name: str
    maker: str
    signs: tuple[tuple[str, ...], ...]
    source: str
    leaning: tuple[tuple[str, ...], ...] = ()
    not_with: tuple[str, ...] = ()


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    brands: list[BrandRow]
    metals: dict[str, tuple[str, ...]]
    designs: list[DesignRow] = []


@dataclass(frozen=True, slots=True)
class BrandBook:
    """Rows by brand name, the words of each group of metals, and the signature designs."""

    rows: dict[str, BrandRow]
    metals: dict[str, tuple[str, ...]]
    designs: tuple[DesignRow, ...] = ()

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
    """The brand table. Raises FileRefused when it cannot be read or names an unknown group of metals,
    an unknown maker, or a look of a single feature.
    """
    marked = read_marked(path)
    book = marked.convert(_Book)
    rows: dict[str, BrandRow] = {}
    for i, row in enumerate(book.brands):
        for group in row.base:
            if group not in book.metals:
                raise marked.refusal(f"没有名为“{group}”的材质组", "brands", i)
        rows |= {name.casefold(): row for name in row.names}
    for i, design in enumerate(book.designs):
        if design.maker.casefold() not in rows:
            raise marked.refusal(f"款式的品牌“{design.maker}”不在品牌表中", "designs", i)
        looks = (*design.signs, *design.leaning)
        if not looks or any(len(set(look)) < 2 for look in looks):
            raise marked.refusal("每组特征至少要有两项：单一图案不属于任何人", "designs", i)
    return BrandBook(rows, book.metals, tuple(book.designs))
