"""One decision on a whole filter: counted first, each alert for itself, what somebody else decided stays theirs."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from alerts import bulk, custody, queries
from alerts.bulk import bulks, decide_all, preview, undo_all
from alerts.filters import Filter
from alerts.moves import MoveRefused, Said
from alerts.review import decide, undo
from alerts.store import Store
from alerts.vouched import BULK
from tests.alerts.scenes import Ware, at, move, take
from tests.alerts.test_custody import tamper

WHOLE = Filter()
DISMISS = Said(move="dismiss", actor="李明", at=at(1), code="context", reason="")


@pytest.fixture
def five(store: Store) -> Store:
    take(store, 0, *(Ware(str(number)) for number in range(5)))
    return store


def states(store: Store) -> dict[str, str]:
    assert custody.verify(store) == ()
    return {alert.item_id: alert.state for alert in queries.queue(store)}


def test_preview_counts_and_changes_nothing(five: Store) -> None:
    move(five, queries.queue(five)[0].id, "dismiss", 0.5)
    seen = preview(five, WHOLE, DISMISS)
    assert (seen.matched, seen.possible, seen.states) == (5, 4, {"dismissed": 1, "new": 4})
    assert seen.refusals == {"线索当前为“已排除”，不能排除线索": 1}
    assert sorted(states(five).values()) == ["dismissed", "new", "new", "new", "new"]


def test_each_alert_has_its_own_decision_and_entry(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    through: list[int] = []
    done = decide_all(five, WHOLE, DISMISS, preview(five, WHOLE, DISMISS).token, progress=through.append)
    assert (done.matched, done.decided, done.refused, through) == (5, 5, (), [2, 2, 1])
    assert set(states(five).values()) == {"dismissed"}
    for alert in queries.queue(five):
        found = queries.detail(five, alert.id)
        assert found is not None
        assert [event.action for event in found.events] == ["首次发现", "排除线索"]
        assert found.decision_reason == "否定、比较、科普等语境"


def test_filter_says_which(five: Store) -> None:
    take(five, 0.5, Ware("low", severity="low", shop="s2"), scopes=(), run_id="second")
    asked = Filter(severity="low", states=("new",))
    decide_all(five, asked, DISMISS, preview(five, asked, DISMISS).token)
    assert [item for item, state in states(five).items() if state == "dismissed"] == ["low"]


def test_what_changed_since_the_preview_stops_everything(five: Store) -> None:
    token = preview(five, WHOLE, DISMISS).token
    move(five, queries.queue(five)[0].id, "claim", 0.5)
    with pytest.raises(MoveRefused, match="预览之后线索有变化"):
        decide_all(five, WHOLE, DISMISS, token)
    assert "dismissed" not in states(five).values()


def test_what_somebody_decides_meanwhile_stays_theirs(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    last = max(alert.id for alert in queries.queue(five))

    def somebody(done: int) -> None:
        if queries.queue(five, text=last)[0].state == "new":
            decide(five, last, "confirm", "王芳", "属实", at(1))

    done = decide_all(five, WHOLE, DISMISS, preview(five, WHOLE, DISMISS).token, progress=somebody)
    [refused] = done.refused
    assert (refused.alert_id, done.decided) == (last, 4)
    assert "王芳 已于" in refused.reason
    assert sorted(states(five).values()) == ["confirmed", *["dismissed"] * 4]


def test_undo_of_the_whole_leaves_what_was_decided_since(five: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    done = decide_all(five, WHOLE, DISMISS, preview(five, WHOLE, DISMISS).token)
    first, second = queries.queue(five)[:2]
    decide(five, first.id, "confirm", "王芳", "属实", at(2))
    undo(five, second.id, "王芳", at(2))
    back = undo_all(five, Said(move="undo", actor="李明", at=at(3), within=done.id))
    assert (back.matched, back.decided) == (5, 3)
    assert {one.alert_id for one in back.refused} == {first.id, second.id}
    assert sorted(states(five).values()) == ["confirmed", *["new"] * 4]
    with pytest.raises(MoveRefused, match="已全部撤销"):
        undo_all(five, Said(move="undo", actor="李明", at=at(3), within="B-NONE"))


def test_undo_goes_on_where_it_stopped(five: Store) -> None:
    done = decide_all(five, WHOLE, DISMISS, preview(five, WHOLE, DISMISS).token)
    said = Said(move="undo", actor="李明", at=at(3), within=done.id)
    assert undo_all(five, said).decided == 5
    with pytest.raises(MoveRefused, match="已全部撤销"):
        undo_all(five, said)


def test_broken_off_in_the_middle_what_was_written_stands_and_is_found(
    five: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)

    def break_off(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decide_all(five, WHOLE, DISMISS, preview(five, WHOLE, DISMISS).token, progress=break_off)
    assert sorted(states(five).values()) == ["dismissed"] * 2 + ["new"] * 3
    [made] = bulks(five)
    assert (made.matched, made.decided, made.undone) == (5, 2, 0)
    rest = Filter(states=("new",))
    assert decide_all(five, rest, DISMISS, preview(five, rest, DISMISS).token).decided == 3
    assert undo_all(five, Said(move="undo", actor="李明", at=at(3), within=made.id)).decided == 2
    assert sorted(states(five).values()) == ["dismissed"] * 3 + ["new"] * 2
    assert [(one.decided, one.undone) for one in bulks(five)] == [(3, 0), (2, 2)]


@pytest.mark.parametrize(
    ("asked", "said", "match"),
    [
        (Filter(shop="nobody"), DISMISS, "没有符合条件的线索"),
        (WHOLE, replace(DISMISS, move="vanish"), "没有“vanish”这一操作"),
        (WHOLE, replace(DISMISS, actor=" "), "由谁"),
    ],
)
def test_what_cannot_be_decided_at_all(five: Store, asked: Filter, said: Said, match: str) -> None:
    with pytest.raises(MoveRefused, match=match):
        decide_all(five, asked, said, preview(five, asked, said).token)


def test_what_a_reader_may_not_is_refused_for_each(five: Store) -> None:
    said = replace(DISMISS, role="reader")
    assert preview(five, WHOLE, said).possible == 0


@pytest.mark.parametrize("change", ["matched = 4", "actor = '张三'", "filter = '{}'"])
def test_an_altered_bulk_is_found(five: Store, change: str) -> None:
    asked = Filter(states=("new",))
    decide_all(five, asked, DISMISS, preview(five, asked, DISMISS).token)
    tamper(five, f"UPDATE bulks SET {change}")  # noqa: S608
    assert {(found.table, found.reason) for found in custody.verify(five)} == {(BULK.table.name, "内容已被改动")}


def test_token_stands_for_alerts_and_how_they_stand(five: Store) -> None:
    before = preview(five, WHOLE, DISMISS)
    assert preview(five, WHOLE, DISMISS).token == before.token
    take(five, 1, *(Ware(str(number)) for number in range(5)))  # seen again, nothing new to decide on
    assert preview(five, WHOLE, DISMISS).token == before.token
    assert msgspec.json.decode(msgspec.json.encode(before), type=bulk.Preview) == before
