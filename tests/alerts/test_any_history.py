"""Whatever happens in whatever order, the parts of the memory tell one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts import custody, queries
from alerts.lifecycle import ACTIVE
from alerts.moves import MOVES, MoveRefused
from alerts.review import undo
from alerts.store import open_store
from crawler.shanghai import local_day
from tests.alerts.scenes import Ware, at, move, partly, take, whole

VARIANTS = {
    "flagged": Ware(""),
    "dearer": Ware("", sale_fen=990000),
    "reworded": Ware("", title="18K金真钻", proof="真钻"),
    "severe": Ware("", severity="high", rules=("LG-01", "PR-01")),
    "better": Ware("", title="培育钻石戒指", rules=()),
    "withdrawn": Ware("", rules=()),
    "unreadable": Ware("", verdict="could_not_judge"),
}
ITEMS = st.sampled_from(["1", "2"])
LOOKS = st.tuples(
    st.just("run"), st.integers(1, 6), st.dictionaries(ITEMS, st.sampled_from(sorted(VARIANTS))), st.booleans()
)
DECISIONS = st.tuples(st.just("decide"), st.integers(0, 3), st.sampled_from([*sorted(MOVES), "undo"]), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(LOOKS | DECISIONS, max_size=14))
def test_parts_tell_one_story(new_database: Callable[..., str], steps: list[tuple]) -> None:
    counted: Counter[str] = Counter()
    with open_store(new_database("sqlite")) as store:
        for number, (kind, when, what, flag) in enumerate(steps):
            if kind == "run":
                wares = [VARIANTS[name].but(item_id=item) for item, name in what.items()]
                scope = whole() if flag else partly()
                done = take(store, when + number / 100, *wares, run_id=f"run-{number}", scopes=[scope])
                assert not done.already_taken
                for name in ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked"):
                    counted["new" if name == "opened" else name] += getattr(done, name)
                continue
            known = queries.queue(store)
            if known:
                alert = known[when % len(known)]
                with suppress(MoveRefused):
                    moment = at(7 + number / 100)
                    based_on = alert.version if flag else None
                    if what == "undo":
                        undo(store, alert.id, "李明", moment, based_on=based_on)
                    else:
                        # A word moves nothing, so it may stand before looks that check it, or do not.
                        day = when if what == "declare" else 7
                        move(store, alert.id, what, day + number / 100, based_on=based_on)
        assert custody.verify(store) == ()
        alerts = queries.queue(store)
        details = {alert.id: queries.detail(store, alert.id) for alert in alerts}
        for alert in alerts:
            detail = details[alert.id]
            assert detail is not None
            assert detail.alert == alert
            assert detail.finding.rule == alert.rule
            assert detail.sightings[-1].life == alert.life
            assert alert.first_seen <= alert.last_seen
        lives = Counter(s.life for detail in details.values() if detail for s in detail.sightings)
        assert lives == +counted
        last_day = local_day(at(8))
        open_now = sum(alert.state in ACTIVE for alert in alerts)
        trend = queries.brief(store, last_day).trend
        if trend:
            assert sum((trend[-1].open_high, trend[-1].open_medium, trend[-1].open_low)) == open_now
        still_open = {d.alert.id for d in queries.brief(store, last_day + timedelta(days=30)).alerts}
        assert still_open == {alert.id for alert in alerts if alert.state in ACTIVE}
