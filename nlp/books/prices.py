"""Price floors: below them, a price cannot buy what is claimed. Dated; a stale row answers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.marked_yaml import read_marked

Kind = Literal["lab_grown", "natural"]
_PATH = Path(__file__).with_name("prices.yml")


class _Dated(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}, kw_only=True):
    since: date
    until: date
    source: str

    def holds(self, on: date) -> bool:
        return self.since <= on <= self.until


class _Stone(_Dated, frozen=True, kw_only=True):
    kind: Kind
    per_carat: int


class _Size(_Dated, frozen=True, kw_only=True):
    kind: Kind
    grade: Literal["any", "fine"]
    from_carat: float
    per_carat: int


class _Gem(_Dated, frozen=True, kw_only=True):
    names: list[str]
    least_carat: float
    per_carat: int


class _Metal(_Dated, frozen=True, kw_only=True):
    name: str
    words: list[str]
    value: int


class _Least(_Dated, frozen=True, kw_only=True):
    kind: Kind
    value: int


class _Gram(_Dated, frozen=True, kw_only=True):
    name: str
    value: int


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    stones: list[_Stone]
    metals: list[_Metal]
    any_weight: list[_Least]
    per_gram: list[_Gram] = []
    sizes: list[_Size] = []
    melee: list[_Stone] = []
    gems: list[_Gem] = []


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Floors in fen."""

    stones: tuple[_Stone, ...]
    metals: tuple[_Metal, ...]
    any_weight: tuple[_Least, ...]
    per_gram: tuple[_Gram, ...] = ()
    sizes: tuple[_Size, ...] = ()
    melee: tuple[_Stone, ...] = ()
    gems: tuple[_Gem, ...] = ()

    def stone_floor(self, kind: Kind, carat: float, on: date, *, sized: bool = False, fine: bool = False) -> int | None:
        """Least price in fen of a stone of ``carat`` on the day, None when no row holds.

        ``sized``: the dearer rows for heavier stones count; ``fine``: those of high colour and clarity too.
        """
        row = next((row for row in self.stones if row.kind == kind and row.holds(on)), None)
        if row is None:
            return None
        dearer = [
            size.per_carat
            for size in self.sizes
            if sized
            and size.kind == kind
            and (fine or size.grade == "any")
            and size.from_carat <= carat
            and size.holds(on)
        ]
        return round(max([row.per_carat, *dearer]) * carat * 100)

    def melee_floor(self, kind: Kind, carat: float, on: date) -> int | None:
        """Least price in fen of small stones of ``carat`` together, None when no row holds."""
        row = next((row for row in self.melee if row.kind == kind and row.holds(on)), None)
        return None if row is None else round(row.per_carat * carat * 100)

    def gem_floor(self, name: str, carat: float, on: date) -> int | None:
        """Least price in fen of such a coloured stone, None when no row speaks of it on the day."""
        row = next((row for row in self.gems if name in row.names and row.holds(on)), None)
        return None if row is None or carat < row.least_carat else round(row.per_carat * carat * 100)

    def metal_floor(self, text: str, on: date) -> int:
        """Least value in fen of the metal named in lower-case ``text``; 0 when none is, or its row is stale."""
        named = [row.value for row in self.metals if row.holds(on) and any(word in text for word in row.words)]
        return max(named, default=0) * 100

    def least_floor(self, kind: Kind, on: date) -> int | None:
        """Least price in fen of any finished piece with a stone of the kind, whatever its weight."""
        row = next((row for row in self.any_weight if row.kind == kind and row.holds(on)), None)
        return None if row is None else row.value * 100

    def gram_floor(self, metal: str, on: date) -> int | None:
        """Least price in fen of a gram of the pure metal on the day, None when no row holds."""
        row = next((row for row in self.per_gram if row.name == metal and row.holds(on)), None)
        return None if row is None else row.value * 100


@cache
def price_book(path: Path = _PATH) -> PriceBook:
    """The price table. Raises FileRefused when it cannot be read."""
    book = read_marked(path).convert(_Book)
    return PriceBook(
        tuple(book.stones), tuple(book.metals), tuple(book.any_weight), tuple(book.per_gram), tuple(book.sizes),
        tuple(book.melee), tuple(book.gems),
    )  # fmt: skip
