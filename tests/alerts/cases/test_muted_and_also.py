"""Mutes in the list of cases, and the same item under two charges."""

from __future__ import annotations

import pytest

from alerts import custody
from alerts.cases import queries
from alerts.mutes.setting import add, end
from alerts.mutes.values import Scope
from alerts.review import decide
from alerts.store import Store
from reports.parts.case import glance_lines, waiting
from tests.alerts.cases.scenes import alert_of, ware
from tests.alerts.scenes import at, take, whole


@pytest.fixture
def three(store: Store) -> Store:
    """One item under two charges, another of the same shop, and ten of others."""
    others = [ware(f"o{n}", f"甲{n}") for n in range(10)]
    take(store, 0, ware("1", "乙", rules=("LG-01", "IP-01")), ware("2", "乙"), *others, scopes=(whole("乙"),))
    return store


def row(store: Store, rule: str, day: float | None = 0.5, **asked: object):
    when = at(day) if day is not None else None
    found = [one for one in queries.cases(store, at=when, **asked) if "乙珠宝" in one.shops and one.rule == rule]  # type: ignore[arg-type]
    return found[0] if found else None


def test_what_a_mute_hides_waits_for_nobody_and_is_counted_apart(three: Store) -> None:
    before = row(three, "LG-01")
    mute, _ = add(three, Scope(shop="乙", rule="LG-01", item="1"), reason="另行协商", until=at(9).date(), actor="李明",
               role="supervisor", at=at(0.1), sure=True)  # fmt: skip
    now = row(three, "LG-01")
    assert (before.alerts, before.open, before.muted) == (2, 2, 0)
    assert (now.alerts, now.open, now.muted) == (2, 1, 1)
    assert waiting(now) == "1（另 1 屏蔽中）"
    assert row(three, "LG-01", None).open == 2, "whoever asks of no moment asks without mutes"
    assert row(three, "LG-01", muted=True) == now
    assert row(three, "IP-01", muted=True) is None
    detail = queries.show(three, now.id, at=at(0.5))
    assert detail is not None
    assert (detail.case, len(detail.members)) == (now, 2), "nothing is lost from sight"
    end(three, mute.id, reason="已谈妥", actor="李明", role="supervisor", at=at(1))
    assert row(three, "LG-01", 1.5) == before


def test_a_case_that_is_muted_whole_is_no_open_one(three: Store) -> None:
    add(three, Scope(shop="乙", rule="IP-01"), reason="另行协商", until=at(9).date(), actor="李明", role="supervisor",
        at=at(0.1), sure=True)  # fmt: skip
    assert row(three, "IP-01", still_open=True) is None
    now = row(three, "IP-01")
    assert (now.open, now.muted, now.worst) == (0, 1, None)
    assert row(three, "IP-01", 20, still_open=True) is not None, "back by itself when its time is over"
    alert = next(one for one in queries.show(three, now.id).members)  # type: ignore[union-attr]
    decide(three, alert.id, "confirm", "李明", "核查", at(0.6), role="supervisor", based_on=alert.version)
    decide(three, alert.id, "dismiss", "李明", "已说明", at(0.7), role="supervisor", code="disclosed")
    assert row(three, "IP-01").muted == 0, "what is decided is hidden from nobody"


def test_the_same_item_under_two_charges_is_named_on_both(three: Store) -> None:
    one, two = (queries.of_alert(three, alert_of(three, "1", rule)) for rule in ("LG-01", "IP-01"))
    assert one is not None
    assert two is not None
    assert one.case.id != two.case.id
    assert [(a.case_id, a.rule, a.item_id) for a in one.also] == [(two.case.id, "IP-01", "1")]
    assert [(a.case_id, a.rule, a.item_id) for a in two.also] == [(one.case.id, "LG-01", "1")]
    shown = queries.show(three, one.case.id)
    assert shown is not None
    assert shown.also == one.also
    other = queries.of_alert(three, alert_of(three, "2"))
    assert other is not None
    assert other.also == (), "another item of the shop"
    [line] = [line for line in glance_lines(two.also[0].alert_id, two) if line.startswith("另涉")]
    assert one.case.id in line
    assert alert_of(three, "1") in line
    assert custody.verify(three) == ()
