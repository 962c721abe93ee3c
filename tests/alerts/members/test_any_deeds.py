"""Whatever desk and shop do in whatever order: the record holds, a refusal changes nothing, only looks correct."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts import custody, queries
from alerts.bulk import decide_all, preview, undo_all
from alerts.filters import Filter
from alerts.members.answers import answer
from alerts.members.notices import send
from alerts.members.queries import notices
from alerts.members.rulings import rule
from alerts.members.self_correction import self_correct
from alerts.members.shop import by_id
from alerts.moves import MOVES, MoveRefused, Said
from alerts.review import undo
from alerts.store import Store, open_store
from tests.alerts.scenes import Ware, at, move, take, whole

SHOPS = ("s1", "s2")
FLAGGED = {item: Ware(item, shop=shop, severity="low") for item, shop in (("1", "s1"), ("2", "s1"), ("3", "s2"))}
BETTER = {item: ware.but(title="培育钻石戒指", rules=()) for item, ware in FLAGGED.items()}
PICK = st.integers(0, 3)
DEEDS = st.one_of(
    st.tuples(st.just("look"), st.sets(st.sampled_from("123")), st.sets(st.sampled_from("123"))),
    st.tuples(st.just("move"), PICK, st.sampled_from([*sorted(MOVES), "undo"])),
    st.tuples(st.just("bulk"), st.sampled_from(["claim", "confirm", "dismiss"]), st.sampled_from(["new", "confirmed"])),
    st.tuples(st.just("unbulk"), PICK, st.none()),
    st.tuples(st.just("notice"), st.sampled_from(SHOPS), st.sampled_from(["correct", "evidence"])),
    st.tuples(st.just("answer"), st.sampled_from(SHOPS), st.sampled_from(["corrected", "explain", "appeal"])),
    st.tuples(st.just("rule"), PICK, st.sampled_from(["accepted", "rejected"])),
    st.tuples(st.just("self"), PICK, st.sampled_from(SHOPS)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=16))
def test_any_deeds_leave_one_story(new_database: Callable[..., str], deeds: list[tuple]) -> None:
    done: list[str] = []
    with open_store(new_database("sqlite")) as store:
        take(store, 0, *FLAGGED.values(), run_id="first", scopes=[whole(shop) for shop in SHOPS])
        for number, deed in enumerate(deeds, 1):
            before = queries.queue(store)
            try:
                _do(store, deed, number, done)
            except MoveRefused:
                assert queries.queue(store) == before
        assert custody.verify(store) == ()
        for alert in queries.queue(store):
            found = queries.detail(store, alert.id)
            assert found is not None
            assert found.alert == alert
            if alert.state == "corrected":
                assert "corrected" in {look.life for look in found.sightings}
        for one in notices(store):
            assert {made.notice_id for made in one.answers} <= {one.id}
            assert all(set(made.alerts) <= set(one.alerts) for made in one.answers)


def _do(store: Store, deed: tuple, number: int, done: list[str]) -> None:
    kind, which, what = deed
    alerts = sorted(queries.queue(store), key=lambda alert: alert.id)
    if kind == "look":
        wares = [(BETTER if item in what else FLAGGED)[item] for item in sorted(which)]
        take(store, number, *wares, run_id=f"run-{number}", scopes=[whole(shop) for shop in SHOPS])
    elif kind == "move" and what == "undo":
        undo(store, alerts[which % 3].id, "李明", at(number), based_on=alerts[which % 3].version)
    elif kind == "move":
        move(store, alerts[which % 3].id, what, number)
    elif kind == "bulk":
        asked = Filter(states=(what,))
        wish = Said(move=which, actor="李明", at=at(number), reason="核查")
        done.append(decide_all(store, asked, wish, preview(store, asked, wish).token).id)
    elif kind == "unbulk":
        within = done[which % len(done)] if done else "B-NONE"
        undo_all(store, Said(move="undo", actor="王芳", at=at(number), within=within))
    elif kind == "notice":
        theirs = [alert.id for alert in alerts if alert.shop_id == which and alert.state == "confirmed"]
        done.append(send(store, what, theirs, "请处理", date(2026, 12, 24), "李明", "reviewer", at(number)).id)
    elif kind == "answer":
        newest = next(iter(notices(store)), None)
        answer(store, by_id("douyin", which), newest.id if newest else "N-NONE", what, "店家所述", "店主", at(number))
    elif kind == "rule":
        made = [one.id for notice in notices(store) for one in notice.answers]
        answer_id = made[which % len(made)] if made else "R-NONE"
        rule(
            store,
            answer_id,
            what,
            "核查",
            "李明",
            "reviewer",
            at(number),
            code="disclosed" if what == "accepted" else None,
        )
        done.append(answer_id)
    else:
        self_correct(store, by_id("douyin", what), alerts[which % 3].id, "已改", "店主", at(number))
