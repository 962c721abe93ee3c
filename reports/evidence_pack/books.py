"""Rows of our own books that the judgements rest on: law in force while the conduct was seen, price floors of those days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from alerts.values import AlertDetail
from crawler.shanghai import local_day
from nlp.rulebook import RULES

PRICED = frozenset({"choice_price", "gem_price_floor", "gram_price", "least_price", "price_floor"})
"""Checks of ``nlp/checks`` that ask the price table."""
_CHECK = re.compile(r"\bcheck: (\w+)")


class LawRow(Struct, frozen=True):
    """One citation; days are inclusive. ``verified``: full, or secondary (checked against one secondary source)."""

    id: str
    short: str
    substance: str
    since: date
    until: date | None
    verified: str


class PriceRow(Struct, frozen=True):
    """One row of the price table: its ``table``, what it says, its days (inclusive) and its source."""

    table: str
    says: dict[str, Any]
    since: date
    until: date
    source: str


def law_rows(details: Iterable[AlertDetail]) -> list[LawRow]:
    """The citations of all charges on the first and the last day of the conduct, each once, by id."""
    from nlp.books.laws import citations

    found: dict[str, LawRow] = {}
    for detail in details:
        for day in _days(detail):
            for law in citations(detail.finding.laws, day):
                found[law.id] = LawRow(law.id, law.short, law.substance, law.since, law.until, law.verified)
    return [row for _, row in sorted(found.items())]


def price_rows(details: Sequence[AlertDetail]) -> list[PriceRow]:
    """Of charges that ask for prices, every row of the table that held on a day of the conduct: which of them a check
    came to is not recorded."""
    from nlp.books.prices import price_book

    book = price_book()
    days = {day for detail in details if _asks_prices(detail.finding.rule) for day in _days(detail)}
    found = []
    for table in book.__slots__:
        for row in getattr(book, table):
            if any(row.holds(day) for day in days):
                says = msgspec.to_builtins(row)
                for name in ("from", "until", "source"):
                    del says[name]
                found.append(PriceRow(table, says, row.since, row.until, row.source))
    return found


@cache
def _asks_prices(rule: str) -> bool:
    """Whether a rule as it is now has a check that asks the price table."""
    return any(PRICED & set(_CHECK.findall(path.read_text("utf-8"))) for path in RULES.glob(f"*/{rule}.yml"))


def _days(detail: AlertDetail) -> tuple[date, ...]:
    return tuple(sorted({local_day(at) for at in (detail.alert.first_seen, detail.alert.last_seen)}))
