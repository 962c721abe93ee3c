"""A person's data in the database: all of it found, what may go gone, what must stay named, the record whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, text

from alerts import custody, queries, tables
from alerts.channels import Telling
from alerts.outbox.recipient import Recipient
from alerts.outbox.sending import send
from alerts.persons.erasing import erase, preview
from alerts.persons.holdings import holdings
from alerts.persons.places import APART, NOBODY, PLACES
from alerts.persons.subject import Subject, SubjectRefused
from alerts.review import decide
from alerts.store import Store
from alerts.users import add_user
from tests.alerts.scenes import Ware, at, take

NAME, PHONE = "王小明玉石坊", "13812345678"
CLEAN = Ware("9", title="和田玉手串", rules=(), shop="s9", shop_name=NAME, description=f"电话{PHONE}")
OTHER = Ware("8", title="培育钻石戒指", rules=())


class Anybody:
    def tell(self, message: Telling, now: object) -> None:
        pass


def notes(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        table = tables.custody
        rows = connection.execute(select(table.c.action, table.c.detail).order_by(table.c.seq))
        return [(row.action, row.detail) for row in rows]


@pytest.fixture
def lived(store: Store) -> Store:
    """Clear goods of a person in two runs beside a lead of theirs and goods of others; told about; noted by the schedule."""
    take(store, 0, CLEAN, OTHER)
    take(store, 1, CLEAN.but(title="和田玉手串 新款"), CLEAN.but(item_id="7", rules=("LG-01",), title="钻戒"), OTHER)
    send(store, (Recipient("值班", ("群",)),), {"群": Anybody()}, lambda: at(1.5), Random(1))
    with store.writing() as connection:
        connection.execute(text("INSERT INTO pauses VALUES ('nanwan', '2026-11-02 00:00:00+00:00', '李明', :why)").bindparams(
            why=f"{NAME}来电{PHONE}要求暂停"))  # fmt: skip
    return store


@pytest.mark.parametrize("asked", [NAME, "王 小明玉石坊", PHONE, "138-1234-5678", "一三八一二三四五六七八"])
def test_whoever_is_asked_for_is_found_everywhere(lived: Store, asked: str) -> None:
    held = holdings(lived, Subject(asked))
    assert {"contents", "pauses"} <= {one.table for one in held}
    assert sum(one.table == "contents" for one in held) == 3
    by_name = {one.table for one in holdings(lived, Subject(NAME))}
    assert {"alerts", "messages", "custody"} & by_name >= {"alerts", "messages"}
    assert all(OTHER.title not in str(one.value) for one in held)


def test_what_would_go_goes_and_what_must_stay_is_named(lived: Store) -> None:
    subject = Subject(NAME)
    before = queries.detail(lived, queries.queue(lived)[0].id)
    said = preview(lived, subject)
    done = erase(lived, subject, f"{NAME}本人书面申请", "李明", at(2))
    assert (said.rows["looks"], said.sellers) == (2, 1)
    assert {name: done.rows[name] for name in ("looks", "contents", "messages", "notes")} == {
        "looks": 2, "contents": 2, "messages": 1, "notes": 1}  # fmt: skip
    assert {name: count for name, count in said.rows.items() if name != "items"} == {
        name: count for name, count in done.rows.items() if name != "items"}  # fmt: skip
    assert all(one.ground for one in done.kept)
    assert {one.label for one in done.kept} >= {"线索", "商品内容及其查看记录"}
    assert queries.detail(lived, queries.queue(lived)[0].id) == before, "the lead and its proof stand"
    assert queries.history(lived, "douyin", "s9", "9") == ()
    assert len(queries.history(lived, "douyin", "s1", "8")) == 2
    assert custody.verify(lived) == ()
    assert {one.ground for one in holdings(lived, subject)} == {one.ground for one in done.kept}


def test_the_record_says_why_and_never_whom(lived: Store) -> None:
    already = len(notes(lived))
    erase(lived, Subject(NAME), f"{NAME}（电话{PHONE}）本人申请", "李明", at(2))
    new = notes(lived)[already:]
    assert {action for action, _ in new} == {"retain", "erase"}
    assert all("应个人信息主体请求" in detail and "本人申请" in detail for _, detail in new)
    assert not any(NAME in detail or PHONE in detail for _, detail in new)
    assert "依法保留" in new[-1][1]
    with lived.reading() as connection:
        reason = connection.execute(select(tables.pauses.c.reason)).scalar_one()
    assert reason == "＊＊＊＊＊＊来电＊＊＊＊＊＊＊＊＊＊＊要求暂停"


def test_done_again_it_does_nothing(lived: Store) -> None:
    erase(lived, Subject(NAME), "本人申请", "李明", at(2))
    entries = len(notes(lived))
    again = erase(lived, Subject(NAME), "本人申请", "李明", at(3))
    assert set(again.rows.values()) == {0}
    assert again.kept
    assert len(notes(lived)) == entries


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_is_left_in_the_file(lived: Store) -> None:
    """SQLite would keep freed pages as they were; a server's files are its own."""
    unique = Ware("77", title="独一无二的字句甲乙丙", rules=(), shop="s77", shop_name="独名铺子")
    take(lived, 2, unique)
    erase(lived, Subject("独名铺子"), "本人申请", "李明", at(3))
    path = Path(str(lived.engine.url.database))
    for file in (path, path.with_name(f"{path.name}-wal")):
        assert "独名铺子".encode() not in (file.read_bytes() if file.exists() else b"")
        assert "独一无二的字句".encode() not in (file.read_bytes() if file.exists() else b"")


def test_the_patrol_goes_on(lived: Store) -> None:
    erase(lived, Subject(NAME), "本人申请", "李明", at(2))
    assert take(lived, 3, CLEAN.but(rules=("LG-01",))).opened == 1
    assert custody.verify(lived) == ()


def test_words_that_mean_many_are_refused(lived: Store) -> None:
    take(lived, 2, *(OTHER.but(item_id=f"m{n}", shop=f"m{n}", shop_name=f"{n}号珠宝") for n in range(5)))
    already = len(notes(lived))
    with pytest.raises(SubjectRefused, match="5 家卖家"):
        erase(lived, Subject("号珠宝"), "申请", "李明", at(3))
    assert len(notes(lived)) == already
    assert erase(lived, Subject("号珠宝"), "申请", "李明", at(3), most_sellers=5).rows["looks"] == 5


@pytest.mark.parametrize("asked", ["", " 王 ", "\u3000"])
def test_too_little_to_mean_anybody(asked: str) -> None:
    with pytest.raises(SubjectRefused, match="至少"):
        Subject(asked)


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("13812345678", '{"title": "电话138 1234 5678"}', True),
        ("13812345678", '{"item_id": "913812345678001"}', False),
        ("s9", '{"shop": {"id": "s9"}}', True),
        ("s9", '{"shop": {"id": "s99"}, "title": "9s9k"}', False),
        ("nanwan_888", '{"title": "微信 NanWan_888"}', True),
        ("王小明", '{"title": "王小明珠宝"}', True),
        ("title", '{"title": "王小明珠宝"}', False),
        ("王小明", None, False),
    ],
)
def test_where_somebody_is_spoken_of(asked: str, text: str | None, found: bool) -> None:
    assert Subject(asked).stands_in(text) is found


def test_no_table_is_left_out() -> None:
    """A new table is looked through, or somebody says that it holds nobody."""
    looked = {place.table.name for place in PLACES}
    assert looked | APART | NOBODY == set(tables.metadata.tables)
    assert not looked & (APART | NOBODY)


def test_accounts_go_but_for_the_last_administrator(store: Store) -> None:
    add_user(store, "wangfang", "a long password", "admin", "王芳", at=at(0))
    add_user(store, "wangfangfang", "a long password", "reviewer", "王芳芳", at=at(0))
    done = erase(store, Subject("王芳"), "离职", "李明", at(1))
    assert (done.rows["users"], "唯一的管理员" in str(done.kept[0].ground)) == (0, True)
    add_user(store, "lim", "a long password", "admin", "李明", at=at(0))
    assert erase(store, Subject("王芳"), "离职", "李明", at(1)).rows["users"] == 1
    with store.reading() as connection:
        assert set(connection.execute(select(tables.users.c.display)).scalars()) == {"王芳芳", "李明"}


def test_decisions_of_our_people_stay_and_others_are_not_named(lived: Store) -> None:
    alert = queries.queue(lived)[0]
    decide(lived, alert.id, "confirm", "赵审核", f"{NAME}已承认", at(2), role="supervisor", based_on=alert.version)
    held = [one for one in holdings(lived, Subject(NAME)) if one.table == "decisions"]
    assert [one.value["actor"] for one in held] == ["＊＊＊"]
    [own] = [one for one in holdings(lived, Subject("赵审核")) if one.table == "decisions"]
    assert own.value["actor"] == "赵审核"
    assert "随案保存" in str(own.ground)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_altered_is_laundered(lived: Store) -> None:
    """On PostgreSQL nothing is altered past the triggers but by their owner: tests/alerts/retention."""
    with lived.aside() as connection:
        connection.execute(text("DROP TRIGGER observations_no_update"))
        connection.execute(text("UPDATE observations SET shop_id = 'x' WHERE run_id = 'run-000.00'"))
    done = erase(lived, Subject(NAME), "本人申请", "李明", at(2))
    assert done.refused == ("run-000.00",)
    assert done.rows["looks"] == 1
