"""Shops that sell the same thing, for tests of cases."""

from __future__ import annotations

from alerts.cases import queries
from alerts.cases.values import CaseRow
from alerts.store import Store
from tests.alerts.scenes import Ware

CERTIFICATE = "LG612345678"
PICTURE = "ab" * 32
TEXT = "老板说这一批是自家工厂出的尾货，戒托做了加厚处理，圈口从十号到二十号都有，拍下备注圈口和刻字内容，七天内发货，不满意可退"
NEAR = "老板讲这一批是自家工厂出的尾货，戒托做了加厚处理，圈口从十号到二十号都有，拍下备注圈口和刻字内容，七天内发货，不满意可退"
USCC = "91440300MA5FRQ3T5H"


def ware(item: str, shop: str, **changes: object) -> Ware:
    """An item of a shop of that name."""
    return Ware(item, shop=shop, shop_name=f"{shop}珠宝").but(**changes)


def alert_of(store: Store, item: str, rule: str = "LG-01") -> str:
    from alerts.queries import queue

    return next(alert.id for alert in queue(store, limit=1000) if (alert.item_id, alert.rule) == (item, rule))


def case_of(store: Store, item: str) -> CaseRow:
    found = queries.of_alert(store, alert_of(store, item))
    assert found is not None
    return found.case


def division(store: Store) -> set[frozenset[str]]:
    """The cases as sets of item ids."""
    found = set()
    for row in queries.cases(store, limit=1000):
        detail = queries.show(store, row.id, members=1000)
        assert detail is not None
        found.add(frozenset(alert.item_id for alert in detail.members))
    return found
