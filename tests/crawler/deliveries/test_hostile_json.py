"""Whatever stands in a delivered JSON file: it is read, or refused by name, and a run can be written from it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.deliveries.delivery import Context, DeliveryRefused, read_delivery
from crawler.listing import decode_listing, encode_listing
from crawler.shelf import decode_shelf, encode_shelf

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=5),
    st.sampled_from(["", "0", "-1", "1e9", "9" * 30, "\ud800", "\x00", "2026-11-22", "0001-01-01T00:00:00+23:00"]),
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)

AT = "2026-11-22T12:00:00Z"
GOOD: list[tuple[str, Any]] = [
    ("transcript", {"sentence_info": [{"start": 1, "end": 2, "text": "好"}]}),
    ("transcript", {"result": [{"utterances": [{"start_time": 1, "end_time": 2, "text": "好", "definite": True}]}]}),
    ("transcript", [{"output": {"sentence": {"begin_time": 1, "end_time": 2, "text": "好"}}}]),
    ("transcript", {"segments": [{"start": 0.1, "end": 2.5, "text": "好", "no_speech_prob": 0.9, "avg_logprob": -2}]}),
    ("transcript", {"content": {"orderResult": {"lattice": [{"json_1best": {"st": {"bg": "1", "ed": "2", "rt": [
        {"ws": [{"cw": [{"w": "好", "sc": 1}, {"w": "号", "sc": 0}]}]}]}}}]}}}),
    ("shelf", [
        {"session": {"platform": "douyin", "room_id": "1", "started_at": AT, "anchor_name": "甲"}},
        {"at": AT, "room_id": "1", "payload": {"promotions": [
            {"promotion_id": "1", "product_id": "2", "title": "银链", "price": 5, "min_price": 4, "in_stock": True,
             "extra": {"campaign_price": "3", "campaign_start_time": AT, "campaign_end_time": AT}}]}},
        {"at": AT, "payload": {"update_product_info": [{"promotion_id": "1", "index": "2", "explain_type": "2"}],
                               "update_category_info": [{"name": "全部", "promotion_ids": ["1"]}]}},
        {"updated_product_ids": ["2"], "updated_product_info": {"title": "x"}, "sold_out": True,
         "common": {"roomId": 1, "createTime": "1700000000000"}},
    ]),
    ("shelf", {"room": {"id": 1, "publishTime": "1700000000000", "skuList": [{"sku": "1", "title": "t", "price": "5"}]}}),
    ("shelf", {"data": {"itemId": 5, "liveCarItem": {"title": "玉镯", "price": 1}}}),
    ("shelf", {"product_list": [{"product_id": 1, "product_name": "银戒", "product_price": 990}]}),
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(document)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed


@pytest.mark.parametrize(("kind", "document"), GOOD, ids=lambda value: value if isinstance(value, str) else "")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_place_replaced_by_anything(tmp_path: Path, kind: str, document: Any, data: st.DataObject):
    place = data.draw(st.sampled_from(places(document)))
    path = tmp_path / "a.json"
    path.write_text(json.dumps(put(document, place, data.draw(ANYTHING))), "utf-8")
    try:
        rows = list(read_delivery(path, Context(sha256="0" * 64), kind))
    except DeliveryRefused:
        return
    for row in rows:
        if row.listing is not None:
            assert decode_listing(encode_listing(row.listing)) == row.listing
        for record in row.shelf:
            assert decode_shelf(encode_shelf(record)) == record
        json.dumps([(p.field, p.reason, p.raw) for p in row.problems], ensure_ascii=False).encode()
