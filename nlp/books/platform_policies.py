"""Rules of platforms: dated, apart from law, and good for notes alone.

Light to import, like the citation table; nothing here can be cited in a finding.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.books.laws import Verified, law_book
from nlp.marked_yaml import read_marked

Concern = Literal["lab_grown", "coloured_synthetic", "simulant", "treated"]
Action = Literal["barred", "restricted"]
_PATH = Path(__file__).with_name("platform_policies.yml")


class PlatformPolicy(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One row: what ``platform`` (as in Listing.platform) says under ``rule``; dates are inclusive."""

    id: str
    platform: str
    rule: str
    concerns: tuple[Concern, ...]
    action: Action
    says: str
    since: date
    until: date
    verified: Verified
    source: str

    def holds(self, on: date) -> bool:
        return self.since <= on <= self.until


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    policies: list[PlatformPolicy]


@cache
def policy_book(path: Path = _PATH) -> tuple[PlatformPolicy, ...]:
    """Every row. Raises FileRefused for an unreadable table, an id given twice, or an id of the citation table."""
    marked = read_marked(path)
    rows = tuple(marked.convert(_Book).policies)
    seen: set[str] = set(law_book())
    for i, row in enumerate(rows):
        if row.id in seen:
            raise marked.refusal(f"编号“{row.id}”重复，或与法律引用表相同", "policies", i)
        seen.add(row.id)
    return rows


def policies(platform: str, concerns: Collection[Concern], on: date) -> tuple[PlatformPolicy, ...]:
    """Rows of the platform that hold on the day, speak of any of ``concerns`` and may be shown."""
    return tuple(
        row
        for row in policy_book()
        if row.platform == platform
        and row.holds(on)
        and row.verified != "unchecked"
        and not set(concerns).isdisjoint(row.concerns)
    )
