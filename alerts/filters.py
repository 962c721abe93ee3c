"""Filters: which alerts a list, a bulk decision or an export speaks of. One meaning for all of them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import ColumnElement, or_, select

from alerts import tables
from alerts.values import State


class Filter(Struct, frozen=True, omit_defaults=True):
    """``day``: alerts that a run of that day looked at; ``states`` empty: all; ``shop``: id or exact name;
    ``text``: part of the title, shop, anchor, item id, charge or alert id (case does not count)."""

    day: date | None = None
    states: tuple[State, ...] = ()
    severity: str | None = None
    family: str | None = None
    shop: str | None = None
    text: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What to ask of the alerts table. A value that names nothing finds nothing."""
        columns = tables.alerts.c
        found: list[ColumnElement[bool]] = []
        if self.day is not None:
            looked = select(tables.sightings.c.alert_id).where(tables.sightings.c.day == self.day)
            found.append(columns.id.in_(looked))
        if self.states:
            found.append(columns.state.in_(self.states))
        if self.severity is not None:
            found.append(columns.severity == self.severity)
        if self.family is not None:
            found.append(columns.family == self.family)
        if self.shop is not None:
            found.append(or_(columns.shop_id == self.shop, columns.shop_name == self.shop))
        if self.text and (words := self.text.replace("\x00", "").strip()):
            places = (columns.title, columns.shop_name, columns.anchor, columns.item_id, columns.charge, columns.id)
            found.append(or_(*(place.icontains(words, autoescape=True) for place in places)))
        return found
