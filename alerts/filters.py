"""Filters: which alerts a list, a bulk decision or an export speaks of. One meaning for all of them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, literal, select, union

from alerts import search, tables
from alerts.comparison import SEVERITY_RANK
from alerts.values import State

_BUSY = 2000
_RANKS: dict[str, int] = dict(SEVERITY_RANK.items())


class Filter(Struct, frozen=True, omit_defaults=True):
    """``day``: alerts that a run of that day looked at; ``states`` empty: all; ``shop``: id or exact name;
    ``text``: part of the title, shop, anchor, item id, charge or alert id (case does not count)."""

    day: date | None = None
    states: tuple[State, ...] = ()
    severity: str | None = None
    family: str | None = None
    shop: str | None = None
    text: str | None = None

    def conditions(self, *, busy: bool = False, likely: search.Likely | None = None) -> list[ColumnElement[bool]]:
        """What to ask of the alerts table. A value that names nothing finds nothing. What is found is the same with or without
        ``busy`` (the day saw so many alerts that each is better asked about than all are listed: ``is_busy``) and
        ``likely`` (``search.likely`` of the text)."""
        columns = tables.alerts.c
        found: list[ColumnElement[bool]] = []
        if self.day is not None:
            looked, look = (
                select(tables.sightings.c.alert_id).where(tables.sightings.c.day == self.day),
                tables.sightings.c,
            )
            found.append(looked.where(look.alert_id == columns.id).exists() if busy else columns.id.in_(looked))
        if self.states:
            found.append(columns.state.in_(self.states))
        if self.severity is not None:
            # By rank, which is what the indexes are in the order of.
            found.append(columns.severity_rank == _RANKS.get(self.severity, -1))
        if self.family is not None:
            found.append(columns.family == self.family)
        if self.shop is not None:
            found.append(of_shop(self.shop))
        if words := search.plain(self.text):
            found += [] if likely is None else [likely.among(columns.id)]
            found.append(search.holding(words, (columns[place] for place in search.PLACES)))
        return found


def is_busy(connection: Connection, day: date | None) -> bool:
    """Whether runs looked at more than _BUSY alerts on a day; no more than those are counted."""
    some = select(literal(1)).where(tables.sightings.c.day == day).limit(_BUSY + 1).subquery()
    return day is not None and connection.execute(select(func.count()).select_from(some)).scalar_one() > _BUSY


def of_shop(shop: str) -> ColumnElement[bool]:
    """Alerts of a shop by its id or exact name. Through the two indexes: with an OR in their place the order's index would be
    walked from end to end."""
    columns = tables.alerts.c
    by_id, by_name = (select(columns.id).where(column == shop) for column in (columns.shop_id, columns.shop_name))
    found = union(by_id, by_name).subquery()
    return columns.id.in_(select(found.c.id))
