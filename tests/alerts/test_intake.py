"""Taking a run in: whole or not at all, once and only once, whatever the listings carry."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from alerts import custody, queries, tables
from alerts.intake import take_in
from alerts.store import Store, StoreRefused, open_store
from crawler.listing import Listing, Provenance
from nlp.judgement import Judgement, Note
from tests.alerts.scenes import Ware, at, facts, judged, partly, take, whole


def test_counts_what_it_did(store: Store) -> None:
    done = take(store, 0, Ware("1"), Ware("2", rules=("LG-01", "PR-01")), Ware("3", rules=()))
    assert (done.listings, done.opened, done.already_taken) == (3, 3, False)
    assert {(alert.item_id, alert.rule) for alert in queries.queue(store)} == {
        ("1", "LG-01"),
        ("2", "LG-01"),
        ("2", "PR-01"),
    }


def test_same_run_again_changes_nothing(store: Store) -> None:
    first = take(store, 0, Ware("1"))
    before = queries.detail(store, queries.queue(store)[0].id)
    again = take(store, 0, Ware("1"), Ware("2"))
    assert again == replace(first, already_taken=True)
    assert queries.detail(store, queries.queue(store)[0].id) == before
    assert len(queries.history(store, "douyin", "s1", "1")) == 1


def test_failing_judge_leaves_nothing(store: Store) -> None:
    def breaks() -> Iterator[tuple[int, Listing, Judgement]]:
        yield from judged([Ware("1")])
        raise ValueError("rulebook")

    with pytest.raises(ValueError, match="rulebook"):
        take_in(store, facts("r", 0), breaks())
    assert (queries.queue(store), queries.run_looks(store)) == ((), ())
    assert take(store, 0, Ware("1")).opened == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([*judged([Ware("1")]), *judged([Ware("2")])], "第 1 行出现两次"),
        ([(1, Ware("1").listing(), Ware("2").judgement(1))], "属于另一件商品"),
    ],
    ids=["line-twice", "other-judgement"],
)
def test_lines_that_do_not_fit_are_refused_by_place(
    store: Store, lines: list[tuple[int, Listing, Judgement]], reason: str
) -> None:
    with pytest.raises(StoreRefused, match=reason):
        take_in(store, facts("r", 0), lines)
    assert queries.run_looks(store) == ()


def test_empty_run_is_a_run(store: Store) -> None:
    assert take(store, 0).listings == 0
    assert [look.listings for look in queries.run_looks(store)] == [0]


def test_observation_comes_back_as_it_was_seen(store: Store) -> None:
    source = Provenance(route="page", connector="web", warc="<urn:uuid:1>")
    listing = replace(Ware("1").listing(), observed_at=at(0), url="https://shop.example/1?s=9", sales=7, source=source)
    take_in(store, facts("r", 0), [(1, listing, Ware("1").judgement(1))])
    [look] = queries.history(store, "douyin", "s1", "1")
    assert look.listing == listing
    detail = queries.detail(store, queries.queue(store)[0].id)
    assert detail is not None
    assert detail.listing == listing
    assert detail.finding == Ware("1").finding("LG-01")
    assert (detail.evidence.run_id, detail.evidence.line, detail.evidence.warc_record) == ("r", 1, "<urn:uuid:1>")
    assert detail.evidence.listing_sha256 == "ab" * 32


def test_unchanged_listing_is_kept_once(store: Store) -> None:
    for day in range(3):
        take(store, day, Ware("1", url=f"https://shop.example/1?session={day}"))
    take(store, 3, Ware("1", sale_fen=1))
    looks = queries.history(store, "douyin", None, "1")
    assert [look.changed_fields for look in looks] == [(), (), (), ("price",)]
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contents").scalar_one() == 2


HOSTILE = [
    "<script>alert(1)</script>钻戒",
    "{{7*7}}钻戒",
    "钻戒\u202e反",
    "钻戒\x00尾",
    "钻戒" * 5000,
    "'; DROP TABLE alerts;--钻戒",
]


@pytest.mark.parametrize("title", HOSTILE, ids=["script", "template", "rtl", "nul", "long", "sql"])
def test_hostile_title_is_stored_as_written(store: Store, title: str) -> None:
    take(store, 0, Ware("1", title=title))
    [alert] = queries.queue(store)
    assert alert.title == title.replace("\x00", "\ufffd")
    detail = queries.detail(store, alert.id)
    assert detail is not None
    assert detail.listing.title == title


def test_item_on_two_shelves_is_one_look(store: Store) -> None:
    on_shop, in_room = Ware("1", room=None), Ware("1", room="r1", title="直播间专享钻戒")
    shelves = (whole("s1", None), whole("s1", "r1"))
    assert take(store, 0, on_shop, in_room, scopes=shelves).opened == 1
    assert take(store, 1, in_room, on_shop, scopes=shelves).seen_again == 1
    [alert] = queries.queue(store)
    assert (alert.life, alert.room_id) == ("seen_again", None)
    only_shop = take(store, 2, scopes=(whole("s1", None), partly("s1", "r1")))
    assert (only_shop.gone, only_shop.not_looked) == (0, 1)
    assert take(store, 3, scopes=shelves).gone == 1


def test_clear_on_one_shelf_and_flagged_on_the_other_is_flagged(store: Store) -> None:
    take(store, 0, Ware("1"))
    done = take(store, 1, Ware("1", room="r1", rules=(), title="培育钻石"), Ware("1"))
    assert (done.seen_again, done.corrected) == (1, 0)


def test_charge_that_was_only_spoken_is_not_corrected_by_silence(store: Store) -> None:
    spoken = Ware("1", title="女戒", speech=("这就是真钻",), field="speech.0.text", proof="真钻")
    take(store, 0, spoken)
    assert take(store, 1, spoken.but(speech=(), rules=())).not_looked == 1
    assert take(store, 2, spoken.but(speech=("这是培育钻石",), rules=())).corrected == 1


def test_a_look_in_which_most_fields_were_lost_corrects_nothing(store: Store) -> None:
    take(store, 0, Ware("1"))
    silent = Ware("1", title="银饰", rules=())
    done = take(store, 1, silent, verdict="broken", scopes=(partly(),))
    assert (done.corrected, done.not_looked) == (0, 1)
    assert take(store, 2, silent).corrected == 1


def test_listing_that_cannot_be_judged_is_not_corrected(store: Store) -> None:
    take(store, 0, Ware("1"))
    assert take(store, 1, Ware("1", verdict="could_not_judge")).not_looked == 1


def test_reworded_rule_does_not_wake_a_dismissed_alert(store: Store) -> None:
    from alerts.review import decide

    take(store, 0, Ware("1"))
    decide(store, queries.queue(store)[0].id, "dismiss", "李明", "", at(0.1), code="disclosed")
    done = take(store, 1, Ware("1", proof="18K金", version="2"))
    assert (done.changed, done.reopened) == (1, 0)
    assert queries.queue(store)[0].state == "dismissed"


@pytest.mark.parametrize(("severity", "state"), [("low", "dismissed"), ("medium", "dismissed"), ("high", "new")])
def test_dismissed_alert_wakes_when_it_becomes_more_severe(store: Store, severity: str, state: str) -> None:
    from alerts.review import decide

    take(store, 0, Ware("1", severity="medium"))
    decide(store, queries.queue(store)[0].id, "dismiss", "李明", "已核", at(0.1))
    take(store, 1, Ware("1", severity=severity))  # type: ignore[arg-type]
    assert queries.queue(store)[0].state == state


def test_one_bad_run_does_not_block_another(store: Store) -> None:
    with pytest.raises(StoreRefused):
        take_in(store, facts("bad", 0), [*judged([Ware("1")]), *judged([Ware("1")])])
    assert take(store, 1, Ware("1")).opened == 1


def test_totals_of_the_run_are_kept(store: Store) -> None:
    poor = Note("content_poor", "文字过少")
    take(store, 0, Ware("1"), Ware("2", rules=(), notes=(poor,)), Ware("3", verdict="could_not_judge"))
    day = queries.brief(store, at(0).date())
    assert (day.screened, day.clear, day.could_not_judge, day.content_poor) == (3, 1, 1, 1)


@pytest.mark.parametrize("same_run", [True, False], ids=["same-run", "two-runs"])
def test_two_intakes_at_once(url: str, same_run: bool) -> None:
    wares = [Ware(str(number)) for number in range(300)]
    results = []
    start = threading.Barrier(2)

    def one(name: str, day: float) -> None:
        with open_store(url) as mine:
            start.wait()
            results.append(take(mine, day, *wares, run_id="same" if same_run else name))

    threads = [threading.Thread(target=one, args=args) for args in (("a", 0), ("b", 1 if not same_run else 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(url) as store:
        assert len(results) == 2
        assert len(queries.queue(store, limit=1000)) == 300
        assert len(queries.history(store, "douyin", "s1", "7")) == (1 if same_run else 2)
        assert custody.verify(store) == ()
    assert sum(done.already_taken for done in results) == (1 if same_run else 0)


@pytest.mark.parametrize(
    ("rereads", "said"),
    [
        (None, "接收运行，共 1 条商品"),
        ("run-000.00", "接收对运行 run-000.00 的补充（图片文字或口播），共 1 条商品"),
    ],
)
def test_the_record_says_what_a_run_brought(rereads: str | None, said: str, store: Store) -> None:
    run = facts("later", 1, scopes=(whole(),))
    run = replace(run, health=replace(run.health, rereads=rereads))
    take_in(store, run, judged([Ware("1")], run.finished_at))
    with store.reading() as connection:
        details = connection.execute(select(tables.custody.c.detail).where(tables.custody.c.action == "run")).scalars()
        assert list(details) == [said]
