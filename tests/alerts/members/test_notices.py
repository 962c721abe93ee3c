"""From a notice to a shop through its answer to what is decided: nothing a shop says moves an alert by itself."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from alerts import custody, queries
from alerts.bulk import decide_all, preview, undo_all
from alerts.filters import Filter
from alerts.members.answers import MOST_ANSWERS, answer
from alerts.members.files import Incoming
from alerts.members.notices import send
from alerts.members.queries import notices
from alerts.members.rulings import rule
from alerts.members.shop import by_id, by_name
from alerts.members.values import Notice
from alerts.moves import MoveRefused, Overtaken, Said
from alerts.store import Store, open_store
from tests.alerts.scenes import Ware, at, move, take
from tests.alerts.test_custody import tamper

SHOP = by_id("douyin", "s1")
OTHER = by_id("douyin", "s2")
DUE = date(2026, 11, 13)
PDF = b"%PDF-1.7 certificate"
BETTER = (Ware("1", title="培育钻石戒指", rules=()), Ware("2", title="培育钻石戒指", rules=()))


def ids(store: Store) -> dict[str, str]:
    return {alert.item_id: alert.id for alert in queries.queue(store)}


@pytest.fixture
def notice(store: Store) -> Notice:
    """Two alerts of shop s1 that were confirmed, in one notice; a third belongs to s2."""
    take(store, 0, Ware("1"), Ware("2"), Ware("3", shop="s2", shop_name="北湖银楼"), scopes=())
    known = ids(store)
    for item in "123":
        move(store, known[item], "confirm", 0.1)
    return send(store, "correct", (known["1"], known["2"]), "请标明培育钻石", DUE, "李明", "reviewer", at(0.2))


def states(store: Store) -> dict[str, str]:
    assert custody.verify(store) == ()
    return {alert.item_id: alert.state for alert in queries.queue(store)}


def test_notice_asks_for_each_of_its_alerts(store: Store, notice: Notice) -> None:
    assert states(store) == {"1": "correction_asked", "2": "correction_asked", "3": "confirmed"}
    assert {alert.due_on for alert in queries.queue(store, shop="s1")} == {DUE}
    assert notices(store) == notices(store, SHOP) == (notice,)
    assert notices(store, OTHER) == ()
    assert (notice.shop_name, notice.standing) == ("南湾珠宝", "awaiting")


def test_notice_is_withdrawn_as_a_whole(store: Store, notice: Notice) -> None:
    assert undo_all(store, Said(move="undo", actor="王芳", at=at(0.3), within=notice.id)).decided == 2
    assert set(states(store).values()) == {"confirmed"}


@pytest.mark.parametrize(("items", "match"), [
    ("13", "本店没有编号为"), ("3", None), ("", "须写明通知所涉的线索"), ("12", "线索 A-.*不能要求更正"),
])  # fmt: skip
def test_notice_to_one_shop_or_to_none(store: Store, notice: Notice, items: str, match: str | None) -> None:
    known = ids(store)
    wanted = [known[item] for item in items]
    if match is None:
        assert send(store, "correct", wanted, "请标明", DUE, "李明", "reviewer", at(1)).seller == "shop:s2"
        return
    with pytest.raises(MoveRefused, match=match):
        send(store, "correct", wanted, "请标明", DUE, "李明", "reviewer", at(1))
    assert len(notices(store)) == 1
    assert states(store)["3"] == "confirmed"


def test_notice_needs_a_shop(store: Store) -> None:
    take(store, 0, Ware("1", shop=None, shop_name=None, room="r1"), scopes=())
    [alert] = queries.queue(store)
    with pytest.raises(MoveRefused, match="未标明店铺"):
        send(store, "evidence", [alert.id], "请提供证书", DUE, "李明", "reviewer", at(1))


def test_shop_known_by_name_alone(store: Store) -> None:
    take(store, 0, Ware("1", shop=None), scopes=())
    [alert] = queries.queue(store)
    made = send(store, "evidence", [alert.id], "请提供证书", DUE, "李明", "reviewer", at(1))
    said = answer(store, by_name("douyin", "南湾 珠宝"), made.id, "explain", "证书见附件", "店主", at(1))
    assert said.alerts == (alert.id,)
    with pytest.raises(MoveRefused, match="本店没有"):
        answer(store, by_id("douyin", "南湾珠宝"), made.id, "explain", "证书见附件", "店主", at(1))


def test_called_corrected_is_kept_as_said_and_checked_by_the_next_look(store: Store, notice: Notice) -> None:
    answer(store, SHOP, notice.id, "corrected", "标题已改", "店主", at(0.5))
    assert states(store)["1"] == "correction_asked"
    assert {alert.declared_at for alert in queries.queue(store, shop="s1")} == {at(0.5)}
    take(store, 1, BETTER[0], Ware("2"))
    assert states(store) == {"1": "corrected", "2": "correction_asked", "3": "confirmed"}
    assert {alert.declared_at for alert in queries.queue(store)} == {None}


@pytest.mark.parametrize("kind", ["explain", "appeal", "corrected"])
def test_only_the_shops_own_can_be_answered(store: Store, notice: Notice, kind: str, tmp_path: Path) -> None:
    theirs = ids(store)["3"]
    file = Incoming("证书.pdf", PDF, "certificate")
    for member, notice_id, about, match in (
        (OTHER, notice.id, (), "本店没有编号为“N-"),
        (by_id("kuaishou", "s1"), notice.id, (), "本店没有编号为“N-"),
        (SHOP, "N-NONE", (), "本店没有编号为“N-NONE”的通知"),
        (SHOP, notice.id, (theirs,), "不涉及线索"),
    ):
        with pytest.raises(MoveRefused, match=match):
            answer(store, member, notice_id, kind, "不是我们", "店主", at(1), ids=about, files=[file], folder=tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    assert notices(store) == (notice,)


def test_accepted_appeal_sets_its_alerts_aside(store: Store, notice: Notice, tmp_path: Path) -> None:
    about = notice.alerts[:1]
    said = answer(
        store, SHOP, notice.id, "appeal", "证书载明天然", "店主", at(1), ids=about,
        files=[Incoming("证书.pdf", PDF, "certificate")], folder=tmp_path,
    )  # fmt: skip
    assert notices(store)[0].standing == "answered"
    with pytest.raises(MoveRefused, match="须写明排除原因"):
        rule(store, said.id, "accepted", "证书属实", "李明", "reviewer", at(2))
    ruling, refused = rule(store, said.id, "accepted", "证书属实", "李明", "reviewer", at(2), code="disclosed")
    assert (ruling.outcome, refused) == ("accepted", ())
    found = queries.detail(store, about[0])
    assert found is not None
    assert (found.alert.state, found.decision_reason) == ("dismissed", "已如实标明：证书属实")
    assert [event.action for event in found.events][-3:] == ["成员答复", "裁定答复", "排除线索"]
    assert sorted(states(store).values()) == ["confirmed", "correction_asked", "dismissed"]
    [now] = notices(store)
    assert (now.standing, now.answers[0].ruling, now.answers[0].files[0].name) == ("settled", ruling, "证书.pdf")


@pytest.mark.parametrize("kind", ["explain", "appeal"])
def test_rejected_answer_leaves_everything_as_it_is(store: Store, notice: Notice, kind: str) -> None:
    said = answer(store, SHOP, notice.id, kind, "我们没有错", "店主", at(1))  # type: ignore[arg-type]
    before = states(store)
    rule(store, said.id, "rejected", "证书与商品不符", "李明", "reviewer", at(2))
    assert states(store) == before


@pytest.mark.parametrize(("change", "match"), [
    ({"outcome": "maybe"}, "没有“maybe”这一裁定"),
    ({"answer_id": "R-NONE"}, "没有编号为“R-NONE”的答复"),
    ({"reason": " "}, "须写明理由"),
    ({"role": "reader"}, "只读不能裁定答复"),
    ({"role": "member"}, "成员不能裁定答复"),
    ({"actor": ""}, "由谁"),
    ({"code": "authorised", "outcome": "rejected"}, "只有采纳申辩"),
])  # fmt: skip
def test_rulings_that_cannot_be(store: Store, notice: Notice, change: dict[str, str], match: str) -> None:
    said = answer(store, SHOP, notice.id, "appeal", "我们没有错", "店主", at(1))
    given = {
        "answer_id": said.id,
        "outcome": "rejected",
        "reason": "不符",
        "actor": "李明",
        "role": "reviewer",
        **change,
    }
    with pytest.raises(MoveRefused, match=match):
        rule(store, at=at(2), **given)  # type: ignore[arg-type]
    assert notices(store)[0].answers[0].ruling is None
    assert custody.verify(store) == ()


def test_called_corrected_needs_no_ruling(store: Store, notice: Notice) -> None:
    said = answer(store, SHOP, notice.id, "corrected", "", "店主", at(1))
    with pytest.raises(MoveRefused, match="由下次查看核查"):
        rule(store, said.id, "accepted", "看过了", "李明", "reviewer", at(2))


def test_an_alert_that_moved_on_is_named_and_left(store: Store, notice: Notice) -> None:
    said = answer(store, SHOP, notice.id, "appeal", "证书载明天然", "店主", at(1))
    move(store, notice.alerts[0], "close", 1.5)
    _, refused = rule(store, said.id, "accepted", "证书属实", "李明", "reviewer", at(2), code="authorised")
    assert [one.alert_id for one in refused] == [notice.alerts[0]]
    assert sorted(states(store).values()) == ["closed", "confirmed", "dismissed"]


def test_answers_come_once_and_not_without_end(store: Store, notice: Notice) -> None:
    answer(store, SHOP, notice.id, "explain", "说明", "店主", at(1))
    with pytest.raises(MoveRefused, match="已经收到"):
        answer(store, SHOP, notice.id, "explain", "说明", "店主", at(1))
    with pytest.raises(MoveRefused, match="须写明内容"):
        answer(store, SHOP, notice.id, "appeal", "  ", "店主", at(1))
    for number in range(1, MOST_ANSWERS):
        answer(store, SHOP, notice.id, "explain", "说明", "店主", at(1 + number / 100))
    with pytest.raises(MoveRefused, match="最多答复"):
        answer(store, SHOP, notice.id, "explain", "说明", "店主", at(3))


def test_of_two_rulings_at_once_one_stands_and_the_other_is_told(url: str) -> None:
    with open_store(url) as store:
        take(store, 0, Ware("1"), scopes=())
        [alert] = queries.queue(store)
        made = send(store, "evidence", [alert.id], "请提供证书", DUE, "李明", "reviewer", at(0.2))
        said = answer(store, SHOP, made.id, "appeal", "证书载明天然", "店主", at(1))
    start, told, done = threading.Barrier(2), [], []

    def one(actor: str) -> None:
        with open_store(url) as mine:
            start.wait()
            try:
                rule(mine, said.id, "rejected", "不符", actor, "reviewer", at(2))
                done.append(actor)
            except Overtaken as overtaken:
                told.append(overtaken.reason)

    threads = [threading.Thread(target=one, args=(name,)) for name in "甲乙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [f"{done[0]} 已于 2026-11-04 12:00 裁定“不予采纳”（不符）；您的裁定未执行"]


@pytest.mark.parametrize(("table", "change"), [
    ("shop_notices", "words = '无'"), ("shop_notices", "seller = 'shop:s2'"), ("shop_notices", "due_on = '2027-01-01'"),
    ("answers", "words = '我们认错'"), ("answers", "files = '[]'"), ("rulings", "outcome = 'accepted'"),
])  # fmt: skip
def test_altered_words_are_found(store: Store, notice: Notice, table: str, change: str, tmp_path: Path) -> None:
    file = Incoming("证书.pdf", PDF)
    said = answer(store, SHOP, notice.id, "appeal", "没有错", "店主", at(1), files=[file], folder=tmp_path)
    rule(store, said.id, "rejected", "不符", "李明", "reviewer", at(2))
    tamper(store, f"UPDATE {table} SET {change}")  # noqa: S608
    assert {(found.table, found.reason) for found in custody.verify(store)} == {(table, "内容已被改动")}


def test_a_ruling_after_a_bulk_decision_was_taken_back(store: Store, notice: Notice, tmp_path: Path) -> None:
    """Set aside in bulk, taken back as a whole, then ruled upon: the ruling alone stands, and the bulk stays undone."""
    file = Incoming("证书.pdf", PDF, "certificate")
    said = answer(store, SHOP, notice.id, "appeal", "有证书", "店主", at(0.4), files=(file,), folder=tmp_path)
    asked = Filter(shop="s1")
    bulk = Said(move="dismiss", actor="李明", at=at(0.5), role="supervisor", code="context", reason="误报")
    made = decide_all(store, asked, bulk, preview(store, asked, bulk).token)
    assert made.decided == 2
    assert {states(store)[item] for item in "12"} == {"dismissed"}
    back = Said(move="undo", actor="王芳", at=at(0.6), role="supervisor", within=made.id)
    assert undo_all(store, back).decided == 2
    assert {states(store)[item] for item in "12"} == {"correction_asked"}
    ruling, refused = rule(store, said.id, "accepted", "证书属实", "王芳", "supervisor", at(0.7), code="disclosed")
    assert (ruling.outcome, refused) == ("accepted", ())
    assert {states(store)[item] for item in "12"} == {"dismissed"}
    with pytest.raises(MoveRefused, match="已全部撤销"):
        undo_all(store, back)
    assert {states(store)[item] for item in "12"} == {"dismissed"}, "the ruling is not the bulk's to take back"
    assert notices(store)[0].answers[0].ruling == ruling


def test_a_ruling_before_the_bulk_decision_is_taken_back(store: Store, notice: Notice, tmp_path: Path) -> None:
    """What was set aside in bulk already cannot be set aside by the ruling: it is named; the undo then shows it again."""
    file = Incoming("证书.pdf", PDF, "certificate")
    said = answer(store, SHOP, notice.id, "appeal", "有证书", "店主", at(0.4), files=(file,), folder=tmp_path)
    asked = Filter(shop="s1")
    bulk = Said(move="dismiss", actor="李明", at=at(0.5), role="supervisor", code="context", reason="误报")
    made = decide_all(store, asked, bulk, preview(store, asked, bulk).token)
    _, refused = rule(store, said.id, "accepted", "证书属实", "王芳", "supervisor", at(0.6), code="disclosed")
    assert len(refused) == 2
    undo_all(store, Said(move="undo", actor="王芳", at=at(0.7), role="supervisor", within=made.id))
    assert {states(store)[item] for item in "12"} == {"correction_asked"}
