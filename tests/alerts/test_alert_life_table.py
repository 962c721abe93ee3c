"""What every look does to an alert in every state, watched from outside over real runs.

The table is written by hand from what a market officer would expect, not read from the product's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from alerts import queries
from alerts.intake import take_in
from alerts.lifecycle import Look
from alerts.moves import MOVES
from alerts.queries import STATES
from alerts.review import decide
from alerts.store import Store, open_store
from tests.alerts.scenes import BACKENDS, Ware, at, facts, judged, move, partly, take, whole

LOOKS = ("same", "changed", "worse", "clear", "withdrawn", "absent", "unseen")

EXPECTED = """
state             same                       changed              worse                clear                 withdrawn          absent           unseen
new               new seen_again             new changed          new changed          corrected corrected   closed changed     gone gone        new not_looked
claimed           claimed seen_again         claimed changed      claimed changed      corrected corrected   closed changed     gone gone        claimed not_looked
evidence_asked    evidence_asked seen_again  evidence_asked changed evidence_asked changed corrected corrected evidence_asked changed gone gone evidence_asked not_looked
confirmed         confirmed seen_again       confirmed changed    confirmed changed    corrected corrected   confirmed changed  gone gone        confirmed not_looked
referred          referred seen_again        referred changed     referred changed     corrected corrected   referred changed   gone gone        referred not_looked
correction_asked  correction_asked seen_again correction_asked changed correction_asked changed corrected corrected correction_asked changed gone gone correction_asked not_looked
corrected         new reopened               new reopened         new reopened         -                     -                  -                -
gone              confirmed reopened         confirmed reopened   new reopened         corrected corrected   -                  -                -
dismissed         dismissed seen_again       dismissed changed    new reopened         dismissed corrected   -                  dismissed gone   -
closed            new reopened               new reopened         new reopened         -                     -                  -                -
"""

MOVES_TO = {
    "new": (),
    "claimed": ("claim",),
    "evidence_asked": ("ask_evidence",),
    "confirmed": ("confirm",),
    "referred": ("confirm", "refer"),
    "correction_asked": ("confirm", "ask_correction"),
    "corrected": (),
    "gone": ("confirm",),  # so that it can be seen where it comes back to
    "dismissed": ("dismiss",),
    "closed": ("confirm", "close"),
}


def _expected() -> dict[tuple[str, str], tuple[str, str] | None]:
    found: dict[tuple[str, str], tuple[str, str] | None] = {}
    for line in EXPECTED.strip().splitlines()[1:]:
        state, *cells = line.split()
        for look in LOOKS:
            first = cells.pop(0)
            found[state, look] = None if first == "-" else (first, cells.pop(0))
        assert not cells, line
    return found


TABLE = _expected()


def _ware(state: str, look: str) -> Ware:
    return Ware(f"{state}-{look}", shop=f"{state}-{look}")


def _after(state: str, look: str) -> Ware | None:
    ware = _ware(state, look)
    return {
        "same": ware,
        "changed": ware.but(sale_fen=298000),
        "worse": ware.but(title="18K金真钻女款", proof="真钻"),
        "clear": ware.but(title="18K金培育钻石戒指女款", rules=()),
        "withdrawn": ware.but(rules=()),
        "absent": None,
        "unseen": None,
    }[look]


@pytest.fixture(scope="module", params=BACKENDS)
def world(request: pytest.FixtureRequest, new_database: Callable[..., str]) -> Iterator[Store]:
    """Every state and look side by side, each in a shop of its own, in one history of three runs."""
    cases = list(TABLE)
    with open_store(new_database(request.param)) as store:
        first = facts("day-0", 0, scopes=[whole(f"{s}-{k}") for s, k in cases])
        take_in(store, first, judged([_ware(*case) for case in cases], at(0)))
        ids = {alert.item_id: alert.id for alert in queries.queue(store, limit=1000)}
        for state, look in cases:
            for name in MOVES_TO[state]:
                if name != "close":
                    move(store, ids[f"{state}-{look}"], name, 0.1)
        stays = [_ware(s, k) for s, k in cases if s not in ("corrected", "gone")]
        better = [_ware(s, k).but(title="培育钻石戒指", rules=()) for s, k in cases if s == "corrected"]
        take_in(store, facts("day-1", 1, scopes=first.health.looked), judged([*stays, *better], at(1)))
        for look in LOOKS:
            decide(store, ids[f"closed-{look}"], "close", "李明", "办结", at(1.1))
        seen = [ware for case in cases if (ware := _after(*case))]
        if_clear = [w.but(title="培育钻石戒指") if w.item_id == "corrected-withdrawn" else w for w in seen]
        scopes = [(partly if look == "unseen" else whole)(f"{state}-{look}") for state, look in cases]
        take_in(store, facts("day-2", 2, scopes=scopes), judged(if_clear, at(2)))
        yield store


def test_table_names_every_state_and_look() -> None:
    assert {state for state, _ in TABLE} == set(STATES)
    assert {look for _, look in TABLE} == {str(look) for look in Look}
    assert set(MOVES_TO) == set(STATES)


@pytest.mark.parametrize(("state", "look"), list(TABLE))
def test_look_does_what_the_table_says(world: Store, state: str, look: str) -> None:
    [alert] = queries.queue(world, shop=f"{state}-{look}")
    detail = queries.detail(world, alert.id)
    assert detail is not None
    looks = [(sighting.run_id, sighting.life) for sighting in detail.sightings]
    expected = TABLE[state, look]
    if expected is None:
        assert "day-2" not in dict(looks)
        assert alert.state == state
    else:
        assert (alert.state, alert.life) == expected
        assert dict(looks)["day-2"] == expected[1]
        assert (detail.alert.state, detail.alert.life) == expected


def test_every_move_of_the_table_is_a_real_one() -> None:
    assert {name for names in MOVES_TO.values() for name in names} <= set(MOVES)


@pytest.mark.parametrize("look", ["clear", "absent"])
def test_dismissed_alert_that_stays_away_is_told_once(store: Store, look: str) -> None:
    ware = Ware("1")
    take(store, 0, ware)
    [alert] = queries.queue(store)
    decide(store, alert.id, "dismiss", "李明", "已核", at(0.5))
    rest = [ware.but(title="培育钻石", rules=())] if look == "clear" else []
    life = "corrected" if look == "clear" else "gone"
    assert getattr(take(store, 1, *rest), life) == 1
    assert getattr(take(store, 2, *rest), life) == 0
    assert take(store, 3, ware).seen_again == 1
    assert queries.queue(store)[0].state == "dismissed"
