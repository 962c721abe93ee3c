"""The record: refused to whoever would change it, and telling when somebody did it all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection

from alerts import custody, queries
from alerts.bulk import decide_all, preview
from alerts.cases import queries as cases
from alerts.cases.deciding import split
from alerts.chain import head
from alerts.filters import Filter
from alerts.members.answers import answer
from alerts.members.notices import send
from alerts.members.rulings import rule
from alerts.members.shop import by_id
from alerts.moves import Said
from alerts.mutes import setting
from alerts.mutes.values import Scope
from alerts.review import decide, undo
from alerts.rights import register
from alerts.rights.values import Holder
from alerts.store import Store, StoreRefused, open_store
from alerts.tables import APPEND_ONLY
from tests.alerts.scenes import Ware, at, take

BETTER = Ware("1", title="培育钻石戒指", rules=())


@pytest.fixture
def story(store: Store) -> Store:
    """Three runs, two alerts, two decisions, one undone."""
    take(store, 0, Ware("1"), Ware("2"))
    first, second = sorted(queries.queue(store), key=lambda alert: alert.item_id)
    decide(store, first.id, "confirm", "李明", "属实", at(0.2))
    decide(store, second.id, "dismiss", "李明", "已核", at(0.3))
    undo(store, second.id, "王芳", at(0.4))
    take(store, 1, Ware("1", sale_fen=1), Ware("2"))
    take(store, 2, BETTER)
    return store


@pytest.fixture
def full(story: Store) -> Store:
    """The story with a row in every table that is only added to."""
    said = Said(move="confirm", actor="李明", at=at(2.1), reason="属实")
    decide_all(story, Filter(), said, preview(story, Filter(), said).token)
    known = [alert.id for alert in queries.queue(story)]
    notice = send(story, "correct", known, "请更正", date(2026, 11, 30), "李明", "reviewer", at(2.2))
    said_back = answer(story, by_id("douyin", "s1"), notice.id, "explain", "已知悉", "店主", at(2.3))
    rule(story, said_back.id, "rejected", "不足以说明", "李明", "reviewer", at(2.4))
    take(story, 3, Ware("3", pictures=("ab" * 32,)))
    take(story, 4, Ware("4", pictures=("ab" * 32,)))
    case = cases.cases(story)[0].id
    split(story, case, [queries.queue(story, text="4")[0].id], "李明", "另有来源", at(4.1))
    register.add(story, Holder("南湾珠宝有限公司"), actor="王芳", role="supervisor", at=at(4.2))
    setting.add(story, Scope(item="3"), reason="复核中", until=at(9).date(), actor="王芳", role="admin", at=at(4.3))
    return story


def tamper(store: Store, *statements: str) -> None:
    """Change rows the way somebody with the database in hand would: triggers off, change, triggers on."""
    with store.engine.connect() as connection, connection.begin():
        _switch_guards(connection, on=False)
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount != 0, statement
        _switch_guards(connection, on=True)


def _switch_guards(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "postgresql":
        for table in APPEND_ONLY:
            connection.exec_driver_sql(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER USER")
    elif not on:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in names:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def test_untouched_record_holds(story: Store) -> None:
    assert custody.verify(story) == ()


def test_empty_record_holds(store: Store) -> None:
    assert custody.verify(store) == ()
    assert head(store) == (0, "0" * 64)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_record_refuses_change(full: Store, table: str, verb: str) -> None:
    column = {"contents": "sha256", "observations": "line"}.get(table, "seq")
    statement = f"DELETE FROM {table}" if verb == "DELETE" else f"UPDATE {table} SET {column} = {column}"  # noqa: S608
    with pytest.raises(StoreRefused, match="只可追加"), full.writing() as connection:
        connection.exec_driver_sql(statement)
    assert custody.verify(full) == ()


TAMPERED: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "entry reworded": (("UPDATE custody SET detail = '无' WHERE seq = 3",), {"custody"}),
    "entry of another actor": (("UPDATE custody SET actor = '张三' WHERE action = 'confirm'",), {"custody"}),
    "entry moved in time": (("UPDATE custody SET at = '2020-01-01 00:00:00' WHERE seq = 3",), {"custody"}),
    "entry taken out": (("DELETE FROM custody WHERE seq = 3",), {"custody", "sightings"}),
    "first entry taken out": (("DELETE FROM custody WHERE seq = 1",), {"custody", "observations"}),
    "newest entry cut off": (
        ("DELETE FROM custody WHERE seq = (SELECT max(seq) FROM custody)",),
        {"chain", "sightings", "alerts"},
    ),
    "two entries swapped": (
        (
            "UPDATE custody SET seq = -2 WHERE seq = 2",
            "UPDATE custody SET seq = 2 WHERE seq = 3",
            "UPDATE custody SET seq = 3 WHERE seq = -2",
        ),
        {"custody", "sightings"},
    ),
    "decision reworded": (("UPDATE decisions SET reason = '不实' WHERE move = 'confirm'",), {"decisions"}),
    "decision by another": (("UPDATE decisions SET actor = '张三' WHERE move = 'undo'",), {"decisions"}),
    "decision taken out": (("DELETE FROM decisions WHERE move = 'dismiss'",), {"decisions"}),
    "decision slipped in": (
        (
            "INSERT INTO decisions (seq, alert_id, at, actor, move, reason, from_state, to_state)"
            " SELECT 900, alert_id, at, actor, move, reason, from_state, to_state FROM decisions WHERE move = 'confirm'",
        ),
        {"decisions"},
    ),
    "sighting made milder": (("UPDATE sightings SET life = 'seen_again' WHERE life = 'changed'",), {"sightings"}),
    "sighting taken out": (("DELETE FROM sightings WHERE life = 'corrected'",), {"sightings"}),
    "observation rejudged": (("UPDATE observations SET verdict = 'clear' WHERE line = 1",), {"observations"}),
    "observation taken out": (("DELETE FROM observations WHERE line = 2",), {"observations"}),
    "observation slipped in": (
        (
            "INSERT INTO observations (run_id, line, item_key, at, content, look, verdict, judgement)"
            " SELECT run_id, 77, item_key, at, content, look, verdict, judgement FROM observations WHERE line = 2",
        ),
        {"observations"},
    ),
    "seller's words changed": (("UPDATE contents SET listing = replace(listing, '钻戒', '银戒')",), {"contents"}),
    "state set by hand": (("UPDATE alerts SET state = 'closed' WHERE item_id = '2'",), {"alerts"}),
    "coverage made whole": (("UPDATE runs SET verdict = 'thin' WHERE day = '2026-11-02'",), {"runs"}),
    "run's words on what was not seen": (("UPDATE runs SET health = replace(health, 'pages', 'seite')",), {"runs"}),
    "chain's head set back": (("UPDATE chain SET seq = seq - 1",), {"chain"}),
    "chain's head lost": (("DELETE FROM chain",), {"chain"}),
}


@pytest.mark.parametrize("case", list(TAMPERED))
def test_tampering_is_found_where_it_was_done(story: Store, case: str) -> None:
    statements, where = TAMPERED[case]
    tamper(story, *statements)
    breaks = custody.verify(story)
    assert {found.table for found in breaks} == where
    assert all(found.reason for found in breaks)


def test_break_names_the_entry(story: Store) -> None:
    tamper(story, "UPDATE custody SET detail = '无' WHERE seq = 3")
    assert [(found.table, found.seq) for found in custody.verify(story)] == [("custody", 3)]


@pytest.mark.parametrize(
    ("table", "where", "reason"),
    [("alerts", "item_id = '2'", "线索缺失"), ("contents", "listing LIKE '%培育%'", "商品内容缺失")],
)
def test_lost_row_is_found_though_keys_would_refuse_it(
    new_database: Callable[..., str], table: str, where: str, reason: str
) -> None:
    """Foreign keys hold only for whoever asks them: somebody with the file in hand need not."""
    url = new_database("sqlite")
    with open_store(url) as store:
        take(store, 0, Ware("1"), Ware("2"))
        take(store, 1, BETTER, Ware("2"))
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TRIGGER contents_no_delete")
        connection.execute(f"DELETE FROM {table} WHERE {where}")  # noqa: S608
    with open_store(url) as store:
        assert [(found.table, found.reason) for found in custody.verify(store)] == [(table, reason)]


@pytest.mark.parametrize("data", ["not json", "[]", '{"decision": 3}'])
def test_broken_entry_is_named_and_the_rest_is_read(story: Store, data: str) -> None:
    tamper(story, f"UPDATE custody SET data = '{data}' WHERE seq = 3")  # noqa: S608
    assert 3 in {found.seq for found in custody.verify(story)}


def test_everything_that_happened_stands_in_the_events(story: Store) -> None:
    detail = queries.detail(story, queries.queue(story, text="1", state="corrected")[0].id)
    assert detail is not None
    assert [(event.actor, event.action) for event in detail.events] == [
        ("系统", "首次发现"),
        ("李明", "确认线索"),
        ("系统", "有变化"),
        ("系统", "已更正"),
    ]
    assert len({event.hash for event in detail.events}) == 4


def test_verifying_reads_in_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody, "_BATCH", 3)
    take(store, 0, *(Ware(str(number)) for number in range(10)))
    assert custody.verify(store) == ()
    tamper(store, "UPDATE custody SET detail = '无' WHERE seq IN (4, 7)")
    assert [found.seq for found in custody.verify(store)] == [4, 7]
