"""Finding: which cases a list of them speaks of. A case is found when any of its alerts fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from alerts import search, tables
from alerts.filters import of_shop

Among = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""A condition on a column of case ids."""

_ALERT, _MEMBER, _FOLD = tables.alerts.c, tables.members.c, tables.folds.c
_PLACES = (_ALERT.title, _ALERT.shop_name, _ALERT.anchor, _ALERT.item_id, _ALERT.id)
_IDS = (_FOLD.id, _FOLD.case_id)
_OF_ALERTS = (
    select(_FOLD.case_id)
    .join(tables.members, _MEMBER.fold == _FOLD.id)
    .join(tables.alerts, _ALERT.id == _MEMBER.alert_id)
)


def fitting(
    connection: Connection, rule: str | None, platform: str | None, shop: str | None, text: str | None
) -> list[Among]:
    """What a case must be among: one condition for each filter, ``shop`` and ``text`` being asked of the same alert."""
    found: list[Among] = []
    if rule is not None:
        found.append(_within(select(_FOLD.case_id).where(_FOLD.rule == rule)))
    if platform is not None:
        found.append(_within(select(_FOLD.case_id).where(_FOLD.platform == platform)))
    words = search.plain(text)
    if words and shop is None:
        found.append(_saying(connection, words))
    elif shop is not None:
        # A shop's alerts are few: what is said is asked of each.
        saying = [search.holding(words, (*_PLACES, *_IDS))] if words else []
        found.append(_within(_OF_ALERTS.where(of_shop(shop), *saying)))
    return found


def _saying(connection: Connection, words: str) -> Among:
    said = _OF_ALERTS.where(search.holding(words, _PLACES))
    found = _said(search.likely(connection, words), said)
    if not search.latin(words):
        return found
    lives = select(_MEMBER.fold).where(_MEMBER.fold == _FOLD.id).exists()
    named = _within(select(_FOLD.case_id).where(search.holding(words, _IDS), lives))
    return lambda case_id: or_(named(case_id), found(case_id))


def _said(likely: search.Likely | None, said: Select[Any]) -> Among:
    if likely is not None and likely.few:
        return _within(said.where(likely.among(_ALERT.id)))
    # Many cases would be listed: each is better asked about in the order of the list, until a page is full.
    if likely is not None:
        said = said.where(likely.among(_MEMBER.alert_id))
    return lambda case_id: said.where(_FOLD.case_id == case_id).exists()


def _within(cases: Select[Any]) -> Among:
    return lambda case_id: case_id.in_(cases)
