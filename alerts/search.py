"""Search: free text through an index of every one, two and three characters, in front of the plain substring search.

Neither SQLite's trigrams nor PostgreSQL's find words of two characters, which Chinese words are (翡翠). So each alert keeps the
grams of its searchable text; FTS5 (SQLite, kept by triggers) and a GIN index (PostgreSQL) say which alerts hold all grams of
what is asked, and the substring search looks at those alone. The grams only leave out what cannot be a match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)  # fmt: skip
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY

from alerts import tables
from alerts.among import among
from alerts.writing import put

PLACES = ("title", "shop_name", "anchor", "item_id", "charge", "id")
"""Columns of an alert that free text is looked for in."""

_FEW, _MANY = 300, 8000
"""Alerts with all grams: up to so few each is fetched; up to so many the list is walked with their ids at hand; of more, a
page is full sooner when each alert of the list is looked at."""

_ASKED = 16
"""Grams of a long text that are asked for: what has these is looked at whole anyway."""

_RENEWED = "ON CONFLICT (alert_id) DO UPDATE SET grams = excluded.grams WHERE alert_words.grams <> excluded.grams"
_WORDS = tables.alert_words.c
_INDEXED = func.string_to_array(_WORDS.grams, literal_column("' '"), type_=ARRAY(Text))
_MATCHING = select(column("rowid", Integer)).select_from(sql("alert_grams")).where(sql("alert_grams MATCH :grams"))


@dataclass(frozen=True, slots=True)
class Likely:
    """Alerts that hold all grams of what is asked, by their ``numbers`` in the index; ``few`` enough to fetch each."""

    connection: Connection
    numbers: Sequence[int]

    @property
    def few(self) -> bool:
        return len(self.numbers) <= _FEW

    def among(self, alert_id: ColumnElement[Any]) -> ColumnElement[bool]:
        """A condition on a column of alert ids."""
        ids = select(_WORDS.alert_id).where(among(self.connection, _WORDS.number, self.numbers))
        if self.few:
            # By name: SQLite takes any question in the place of a list for a long one.
            return alert_id.in_(self.connection.execute(ids).scalars().all())
        # An expression keeps SQLite from fetching and sorting all of them instead of walking until a page is full.
        return (alert_id if self.connection.dialect.name == "postgresql" else alert_id.op("||")("")).in_(ids)


def plain(text: str | None) -> str:
    """What is searched for: NUL, which no column holds, and blanks around it do not count."""
    return (text or "").replace("\x00", "").strip()


def latin(words: str) -> bool:
    """Whether ``words`` could be part of one of our ids."""
    return _folded(words).isascii()


def grams(texts: Iterable[str | None]) -> str:
    """The grams of some texts, as ``4e00``, ``4e00g4e01`` and ``4e00g4e01g4e02``."""
    return " ".join(dict.fromkeys(chain.from_iterable(_grams(text) for text in texts if text)))


def keep(connection: Connection, rows: Collection[Mapping[str, Any]]) -> None:
    """Index alerts by rows that have all PLACES; of two rows of one alert the later counts. What is as it was is not written."""
    found = {row["id"]: {"alert_id": row["id"], "grams": grams(row[place] for place in PLACES)} for row in rows}
    put(connection, tables.alert_words, found.values(), _RENEWED)


def holding(words: str, columns: Iterable[ColumnElement[Any]]) -> ColumnElement[bool]:
    """The search itself: is ``words`` part of any of these columns? Case does not count."""
    if any("\ud800" <= letter <= "\udfff" for letter in words):
        return false()  # half a character: no database holds one, and drivers refuse it
    return or_(*(place.icontains(words, autoescape=True) for place in columns))


def likely(connection: Connection, words: str) -> Likely | None:
    """The alerts that may hold ``words``; None when there are too many to be worth listing, or nothing is asked."""
    codes = _codes(words)
    asked = list(dict.fromkeys(_runs(codes, min(3, len(codes)))))[:_ASKED]
    if not asked:
        return None
    if connection.dialect.name == "postgresql":
        found = select(_WORDS.number).where(_INDEXED.contains(literal(asked, ARRAY(Text))))
        rows = connection.execute(found.limit(_MANY + 1))
    else:
        rows = connection.execute(_MATCHING.limit(_MANY + 1), {"grams": " ".join(f'"{gram}"' for gram in asked)})
    numbers = rows.scalars().all()
    return None if len(numbers) > _MANY else Likely(connection, numbers)


@lru_cache(4096)  # shops and charges come again and again
def _grams(text: str) -> tuple[str, ...]:
    codes = _codes(text)
    return (*codes, *_runs(codes, 2), *_runs(codes, 3))


def _folded(text: str) -> str:
    # Whatever either database takes for the same letter must be one here: Σ and ς, K and the Kelvin sign; and İ, which is i to
    # some libraries and i with a dot above to others.
    return text.casefold().replace("\u0307", "")


def _codes(text: str) -> list[str]:
    return [f"{ord(letter):x}" for letter in _folded(text)]


def _runs(codes: list[str], length: int) -> Iterable[str]:
    return map("g".join, zip(*(codes[start:] for start in range(length)), strict=False))
