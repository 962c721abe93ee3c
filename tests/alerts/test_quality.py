"""What the memory says of its rules."""

from __future__ import annotations

import pytest

from alerts.learning.lessons import learn
from alerts.review import undo
from alerts.statistics.quality import quality
from tests.alerts.scenes import Ware, at, move, take
from tests.alerts.test_statistics import alert_of, day


def test_decisions_count_by_rule_and_band(store):
    take(store, 0, *(Ware(str(n), confidence=0.95 if n < 6 else 0.55) for n in range(10)), Ware("x", rules=("IP-02",)))
    for n in range(10):
        name = "confirm" if n < 5 else "dismiss"
        move(store, alert_of(store, str(n)), name, 0.1 + n / 100, **({} if n < 5 else {"code": "context"}))
    learn(store, None)
    found = quality(store, day(1))
    by_rule = {one.rule: one for one in found.rules}
    lg = by_rule["LG-01"]
    assert lg.precision
    assert (lg.precision.decided, lg.precision.accepted) == (10, 5)
    assert (lg.waiting, lg.dismissals) == (0, (("context", 5),))
    assert (by_rule["IP-02"].waiting, by_rule["IP-02"].precision) == (1, None)
    assert [(band.decided, band.accepted) for band in found.bands] == [(4, 0), (6, 5)]
    assert (found.decided, found.undone) == (10, 0)


def test_a_dismissal_that_was_taken_back_is_no_reason(store):
    take(store, 0, Ware("1"))
    move(store, alert_of(store, "1"), "dismiss", 0.1, code="context")
    undo(store, alert_of(store, "1"), "李明", at(0.2), role="supervisor")
    learn(store, None)
    found = quality(store, day(0))
    assert found.rules[0].dismissals == ()
    assert (found.decided, found.undone) == (1, 1)


@pytest.mark.parametrize(("taken", "leads"), [(0, (1, 0)), (27, (1, 0)), (28, (0, 1)), (55, (0, 1)), (56, (0, 0))])
def test_leads_fall_into_the_stretch_of_their_day(store, taken, leads):
    """Reported on day 55: the newer stretch is days 28 to 55, the one before days 0 to 27."""
    take(store, taken, Ware("1"))
    before, last = quality(store, day(55)).disguised
    assert (before.leads, last.leads) == leads


def test_listings_of_the_last_stretch_are_there_to_be_searched(store):
    take(store, 0, Ware("1"), Ware("2", rules=()))
    assert [one.item_id for one in quality(store, day(3)).latest] == ["1"]


def test_an_empty_memory(store):
    found = quality(store, day(0))
    assert (found.rules, found.bands, found.decided) == ((), (), 0)
