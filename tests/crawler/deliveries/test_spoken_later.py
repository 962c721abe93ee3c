"""Transcripts that arrive after their shelf: items get the words of their explanations, and only where the session is certain."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.deliveries.importing import import_file
from crawler.deliveries.spoken_later import Joined, join_later
from crawler.run_file import Run

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOM, SESSION = "7300000000000000001", "7400000000000000009"


def shelf(*titles: str | None, started: datetime | None = START, session: str | None = None) -> str:
    """A recording in which each item is explained for a minute, the first from the first minute on."""
    header = {
        "platform": "douyin",
        "room_id": ROOM,
        "started_at": started and started.isoformat(),
        "session_id": session,
    }
    lines: list[dict[str, Any]] = [{"session": header}]

    def seen(minute: float, payload: dict[str, Any]) -> None:
        at = ((started or START) + timedelta(minutes=minute)).isoformat()
        lines.append({"at": at, "room_id": ROOM, "payload": payload})

    listed = [{"promotion_id": f"1{n}", "product_id": f"36{n}", "title": title, "price": 99_800} for n, title in enumerate(titles) if title]  # fmt: skip
    seen(0, {"promotions": listed})
    for n, _ in enumerate(titles):
        explained = [{"promotion_id": f"1{n}", "index": str(n + 1), "explain_type": "2"}]
        seen(n + 1, {"update_product_info": explained})
    last = [{"promotion_id": f"1{len(titles) - 1}", "index": "1", "explain_type": "1"}]
    seen(len(titles) + 1, {"update_product_info": last})
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def srt(*said: tuple[int, str]) -> str:
    return "\n\n".join(
        f"{n}\n00:{s // 60:02}:{s % 60:02},000 --> 00:{s // 60:02}:{s % 60 + 4:02},000\n{words}"
        for n, (s, words) in enumerate(said, 1)
    )


SAID = srt((10, "开场"), (70, "这款是天然翡翠"), (130, "银链看一下"), (200, "收尾"))

Deliver = Callable[[str, str], Run]


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    def _deliver(name: str, content: str) -> Run:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return import_file(path, tmp_path / "runs", tmp_path / "evidence", now=NOW).run

    return _deliver


def joined(heard: Run, called: str | None = None) -> list[Joined]:
    return list(join_later(heard, heard.path.parent, now=NOW, called=called))


def words(run: Run) -> dict[str, list[str]]:
    return {one.item_id: [u.text for u in one.speech] for _, one in run.listings()}


def test_items_get_the_words_of_their_time_in_a_run_that_reads_the_shelf_again(deliver: Deliver) -> None:
    before = deliver("货架.jsonl", shelf("翡翠付款链接", "银链", "玉佩"))
    assert words(before) == {"360": [], "361": [], "362": []}
    (one,) = joined(deliver(f"{ROOM}.srt", SAID))
    assert one.run is not None
    one.run.verify()
    assert (one.shelf, one.run.id, one.run.health.rereads) == (before.id, f"{before.id}-speech1", before.id)
    assert words(one.run) == {"360": ["这款是天然翡翠"], "361": ["银链看一下"], "362": ["收尾"]}
    was = {listing.item_id: listing for _, listing in before.listings()}
    for _, listing in one.run.listings():
        assert (listing.title, listing.price, listing.observed_at) == (
            was[listing.item_id].title, was[listing.item_id].price, was[listing.item_id].observed_at
        )  # fmt: skip
    assert one.run.manifest.delivered is not None
    assert one.run.manifest.delivered.name == f"{ROOM}.srt"
    before.verify()


def test_either_order_gives_the_same_words(deliver: Deliver) -> None:
    deliver("先.jsonl", shelf("翡翠付款链接", "银链"))
    (one,) = joined(deliver(f"{ROOM}.srt", SAID))
    assert one.run is not None
    assert words(deliver("后.jsonl", shelf("翡翠付款链接", "银链") + "\n")) == words(one.run)


def test_the_same_transcript_twice_joins_once_and_a_corrected_one_again(deliver: Deliver) -> None:
    before = deliver("货架.jsonl", shelf("翡翠付款链接", "银链"))
    heard = deliver(f"{ROOM}.srt", SAID)
    assert [one.before for one in (*joined(heard), *joined(heard))] == [False, True]
    (again,) = joined(deliver(f"{ROOM}.srt", SAID.replace("天然翡翠", "翡翠B货")))
    assert again.run is not None
    assert again.run.id == f"{before.id}-speech2"
    assert words(again.run) == {"360": ["这款是翡翠B货"]}
    assert [one.before for one in joined(heard)] == [True]


def test_an_item_without_a_title_is_a_listing_once_something_was_said_of_it(deliver: Deliver) -> None:
    before = deliver("货架.jsonl", shelf("翡翠付款链接", None))
    assert words(before) == {"360": []}
    (one,) = joined(deliver(f"{ROOM}.srt", SAID))
    assert one.run is not None
    assert words(one.run) == {"360": ["这款是天然翡翠"], "11": ["银链看一下"]}


def test_words_are_not_laid_to_goods_of_another_session_of_the_room(deliver: Deliver) -> None:
    first = deliver("一.jsonl", shelf("翡翠付款链接", session=SESSION))
    second = deliver("二.jsonl", shelf("银链", started=START + timedelta(days=1)))
    by_room = joined(deliver(f"{ROOM}.srt", SAID))
    assert {one.shelf for one in by_room} == {first.id, second.id}
    assert all(one.run is None and "哪一场不明" in one.reason for one in by_room)
    # The same bytes under another name are the same run; the name they come under now says whose words they are.
    (by_session,) = joined(deliver(f"{SESSION}.srt", SAID), SESSION)
    assert by_session.shelf == first.id
    assert by_session.run is not None
    assert words(by_session.run) == {"360": ["这款是天然翡翠"]}


def test_what_cannot_be_placed_in_time_is_said(deliver: Deliver) -> None:
    deliver("货架.jsonl", shelf("翡翠付款链接", started=None))
    (one,) = joined(deliver(f"{ROOM}.srt", SAID))
    assert one.run is None
    assert "没有开播时间" in one.reason


@pytest.mark.parametrize("name", ["晚场.srt", "7300000000000000002.srt"])
def test_another_name_is_another_session(deliver: Deliver, name: str) -> None:
    deliver("货架.jsonl", shelf("翡翠付款链接"))
    assert joined(deliver(name, SAID)) == []


def test_a_damaged_shelf_is_named_and_keeps_no_other_from_its_words(deliver: Deliver) -> None:
    broken = deliver("一.jsonl", shelf("翡翠付款链接"))
    whole = deliver("二.jsonl", shelf("银链"))
    (broken.path / "shelf.jsonl").write_bytes(b"{")
    told = {one.shelf: one for one in joined(deliver(f"{ROOM}.srt", SAID))}
    assert "损坏" in told[broken.id].reason
    assert told[whole.id].run is not None
