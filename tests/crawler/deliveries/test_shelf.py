"""Recorded shelves of live rooms: items with their places, explanations and the words that belong to them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.deliveries.delivery import Context, DeliveryRefused, Row, digest, kind_of, read_delivery
from crawler.listing import Utterance
from crawler.shelf import LiveSession, ShelfEntry, ShelfEvent

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOM = "7300000000000000001"


def at(seconds: int) -> str:
    return (START + timedelta(seconds=seconds)).isoformat()


def line(seconds: int, payload: dict[str, Any]) -> str:
    return json.dumps({"at": at(seconds), "room_id": ROOM, "payload": payload}, ensure_ascii=False)


def promotion(promotion_id: str, title: str, **more: Any) -> dict[str, Any]:
    known = {"promotion_id": promotion_id, "product_id": f"36{promotion_id}", "title": title, "price": 99_800}
    return known | {"min_price": 89_900, "max_price": 99_800, "in_stock": True} | more


def explain(promotion_id: str, index: int, kind: str = "2") -> dict[str, Any]:
    return {"update_product_info": [{"promotion_id": promotion_id, "index": str(index), "explain_type": kind}]}


SESSION = json.dumps({"session": {"platform": "douyin", "room_id": ROOM, "started_at": at(0), "anchor_name": "甲"}})
LIST = {"promotions": [promotion("11", "翡翠付款链接"), promotion("22", "银链"), promotion("11", "翡翠付款链接")]}


def entries(rows: list[Row]) -> dict[str, ShelfEntry]:
    found = [record for row in rows for record in row.shelf if isinstance(record, ShelfEntry)]
    return {entry.promotion_id or entry.item_id or "": entry for entry in found}


def events(rows: list[Row]) -> list[tuple[str, str | None]]:
    return [(r.event, r.promotion_id) for row in rows for r in row.shelf if isinstance(r, ShelfEvent)]


def test_the_same_promotion_twice_is_one_item_in_two_places(deliver):
    rows = deliver("货架.jsonl", "\n".join([SESSION, line(10, LIST)]))
    listings = [row.listing for row in rows if row.listing]
    assert [(one.platform, one.item_id, one.title) for one in listings] == [
        ("douyin", "3611", "翡翠付款链接"),
        ("douyin", "3622", "银链"),
    ]
    assert (listings[0].price.sale_fen, listings[0].price.max_fen) == (89_900, 99_800)
    assert (listings[0].room.id, listings[0].room.anchor) == (ROOM, "甲")
    assert listings[0].observed_at == START + timedelta(seconds=10)
    assert {key: entry.positions for key, entry in entries(rows).items()} == {"11": (1, 3), "22": (2,)}
    assert [r.started_at for row in rows for r in row.shelf if isinstance(r, LiveSession)] == [START]


def test_explanations_are_windows_and_another_item_ends_them(deliver):
    messages = [line(60, explain("11", 1)), line(90, explain("22", 2)), line(120, explain("22", 2, "1"))]
    rows = deliver("货架.jsonl", "\n".join([SESSION, line(10, LIST), *messages]))
    found = entries(rows)
    assert [(w.start, w.end) for w in found["11"].explained] == [
        (START + timedelta(seconds=60), START + timedelta(seconds=90))
    ]
    assert [(w.start, w.end) for w in found["22"].explained] == [
        (START + timedelta(seconds=90), START + timedelta(seconds=120))
    ]
    assert events(rows) == [
        ("explain_start", "11"), ("explain_end", "11"), ("explain_start", "22"), ("explain_end", "22")
    ]  # fmt: skip


def test_an_item_gets_the_words_of_its_time_and_no_others(tmp_path):
    path = tmp_path / "货架.jsonl"
    messages = [line(60, explain("11", 1)), line(90, explain("22", 2)), line(120, explain("22", 2, "1"))]
    path.write_text("\n".join([SESSION, line(10, LIST), *messages]), "utf-8")
    said = tuple(
        Utterance(start_ms=start * 1000, end_ms=(start + 5) * 1000, text=words)
        for start, words in ((5, "开场"), (57, "来看一号"), (70, "这是天然翡翠"), (100, "银链"), (130, "收尾"))
    )
    asked: list[str] = []

    def speech(room: str) -> tuple[Utterance, ...]:
        asked.append(room)
        return said if room == ROOM else ()

    rows = list(read_delivery(path, Context(sha256=digest(path), speech=speech)))
    words = {row.listing.item_id: [u.text for u in row.listing.speech] for row in rows if row.listing}
    assert words == {"3611": ["来看一号", "这是天然翡翠"], "3622": ["银链"]}
    assert asked == [ROOM]


def test_a_campaign_price_holds_only_in_its_window(deliver):
    extra = {"campaign_price": "66600", "campaign_start_time": at(0), "campaign_end_time": at(100)}
    listed = {"promotions": [promotion("11", "银链", extra=extra)]}
    (inside,) = [r.listing for r in deliver("a.jsonl", line(50, listed)) if r.listing]
    (outside,) = [r.listing for r in deliver("a.jsonl", line(150, listed)) if r.listing]
    assert (inside.price.campaign_fen, outside.price.campaign_fen) == (66_600, None)


def test_what_changes_between_looks_is_an_event(deliver):
    later = {"promotions": [promotion("22", "银链", in_stock=False), promotion("11", "翡翠付款链接", min_price=79_900)]}
    common = {"roomId": ROOM, "createTime": str(int((START + timedelta(seconds=99)).timestamp() * 1000))}
    shopping = {"updated_product_ids": ["3622"], "sold_out": False, "common": common}
    rows = deliver("a.jsonl", "\n".join([SESSION, line(10, LIST), line(50, later), json.dumps(shopping)]))
    assert sorted(events(rows)) == [
        ("moved", "11"), ("moved", "22"), ("price_changed", "11"), ("restocked", "22"), ("sold_out", "22")
    ]  # fmt: skip
    assert [one.listing.status for one in rows if one.listing] == ["on_sale", "on_sale"]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            {"room": {"id": 9, "authorId": 7, "userName": "乙", "title": "夜场", "publishTime": "1700000000000",
                      "skuList": [{"sku": "100", "title": "足金手链", "price": "1999.00", "img": "a.jpg"}]}},
            ("jd", "100", "足金手链", 199_900, "9"),
        ),
        (
            {"product_list": [{"product_id": 10000000000000001, "product_name": "银戒", "product_price": 990}]},
            ("wechat_shop", "10000000000000001", "银戒", 990, "a"),
        ),
        (
            {"result": 1, "data": {"itemId": 55, "liveCarItem": {"title": "玉镯", "price": 12_300}}},
            ("kuaishou", "55", "玉镯", 12_300, "a"),
        ),
    ],
)  # fmt: skip
def test_every_platform_comes_to_the_same_listing(deliver, payload, expected):
    rows = deliver("a.json", json.dumps(payload))
    (one,) = [row.listing for row in rows if row.listing]
    assert (one.platform, one.item_id, one.title, one.price.sale_fen, one.room.id) == expected
    assert [problem for row in rows for problem in row.problems] == []


def test_an_item_without_a_title_stands_on_the_shelf_only(deliver):
    rows = deliver("a.json", json.dumps({"itemId": "55", "liveCarItem": True}))
    assert [row.listing for row in rows] == [None]
    assert not rows[0].refused
    assert "只记入货架" in rows[0].problems[0].reason
    assert entries(rows)["55"].listing is None
    with pytest.raises(DeliveryRefused, match="不认识的货架载荷"):
        deliver("b.json", json.dumps({"x": {"liveCarItem": True}}))


def test_bad_ids_lines_and_payloads_cost_themselves_alone(deliver):
    bad = {"promotions": [{"promotion_id": 3.6e18, "title": "坏"}, promotion("22", "银链"), 7]}
    rows = deliver("a.jsonl", "\n".join([line(1, bad), "{", '{"x": 1}', "[]", line(2, explain("22", 1))]))
    assert [row.listing.item_id for row in rows if row.listing] == ["3622"]
    assert [(p.row, p.kind) for row in rows for p in row.problems if row.refused] == [
        (1, "damaged_id"), (2, "bad_row"), (3, "bad_row"), (4, "bad_row")
    ]  # fmt: skip
    assert "没有开播时间" in " ".join(p.reason for row in rows for p in row.problems if row.remark)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.json", json.dumps(LIST), "shelf"),
        ("a.jsonl", json.dumps(LIST), "shelf"),
        ("a.json", json.dumps({"sentence_info": [{"text": '"promotions": 你好'}]}), "transcript"),
        ("a.jsonl", '{"platform":"other","item_id":"1","title":"\\"skuList\\":"}', "jsonl"),
        ("a.json", "", "transcript"),
    ],
)
def test_the_content_tells_a_recording_from_what_shares_its_name(tmp_path: Path, name, content, kind):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert kind == kind_of(path).NAME


@pytest.mark.parametrize("content", ["", "[]", "7", "{", '{"promotions": 3}', "[" * 3_000, '{"payload": "{"}'])
def test_nothing_readable_is_refused(deliver, content):
    with pytest.raises(DeliveryRefused):
        deliver("a.json", content, kind="shelf")
