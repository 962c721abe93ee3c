"""What is Taobao's own: signatures, packed properties, errors told by sub codes, four lists and their depth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.api.windows import Window
from crawler.grants.grant import Grant
from crawler.platforms.taobao.gateway import TaobaoGateway, sign
from crawler.platforms.taobao.page import item
from crawler.platforms.taobao.props import aliases, props, typed
from crawler.platforms.taobao.spider import PAGE_SIZE, Spider
from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways import stand_in

NOW = datetime(2026, 1, 1, 4, tzinfo=UTC)
GRANT = Grant(id="g", platform="taobao", app_key="1234567890", app_secret="secret-for-tests", access_token="sess")
BASE = "https://eco.taobao.com/router/rest"


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("md5", "D075D1BAA4843081449BE2A535A7C6BE"),
        ("hmac-sha256", "199B0A2393790CE1AF744A659CC0AED3F177F90D60BA23DA00E0CEB738100D80"),
    ],
)
def test_a_signature_is_as_reckoned_by_hand(method: str, wanted: str) -> None:
    params = {
        "method": "taobao.items.onsale.get", "app_key": "1234567890", "session": "sess", "format": "json", "v": "2.0",
        "timestamp": "2026-01-01 12:00:00", "fields": "num_iid,title", "page_no": "1", "sign_method": method,
    }  # fmt: skip
    assert sign(params, "secret-for-tests", method) == wanted
    assert sign({**params, "sign": "x"}, "secret-for-tests", method) == wanted


def test_a_call_is_one_form_in_the_time_of_china() -> None:
    call = Call("taobao.items.onsale.get", {"fields": "num_iid,title", "page_no": 1})
    wire = TaobaoGateway().wire(BASE, call, GRANT, NOW)
    form = dict(parse_qsl(wire.body))
    assert (wire.url, wire.method) == (BASE, "POST")
    assert form["timestamp"] == "2026-01-01 12:00:00"
    assert form["sign"] == "199B0A2393790CE1AF744A659CC0AED3F177F90D60BA23DA00E0CEB738100D80"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": 27, "msg": "Invalid session", "sub_code": "invalid-sessionkey"}, "token"),
        ({"code": "26", "msg": "Missing Session"}, "token"),
        ({"code": 15, "sub_code": "session-expired"}, "token"),
        ({"code": 25, "msg": "Invalid signature"}, "operator"),
        ({"code": 11, "sub_code": "isv.permission-ip-whitelist-limit"}, "operator"),
        ({"code": 12, "msg": "Insufficient user permissions"}, "member"),
        ({"code": 31}, "clock"),
        ({"code": 7, "sub_msg": "This ban will last for 1 more seconds"}, "later"),
        ({"code": 7, "sub_msg": "This ban will last for 31062 more seconds"}, "tomorrow"),
        ({"code": 7, "msg": "App Call Limited"}, "later"),
        ({"code": 15, "sub_code": "isp.top-remote-service-unavailable"}, "later"),
        ({"code": 15, "sub_code": "isv.item-get-service-error:ITEM_NOT_FOUND"}, "gone"),
        ({"code": 15, "sub_code": "isv.item-is-delete:invalid-numIid-or-iid"}, "gone"),
        ({"code": 15, "sub_code": "isv.invalid-parameter:page_no"}, "beyond"),
        ({"code": 41, "msg": "Invalid arguments"}, "bad"),
        ({"code": None, "sub_code": 5, "sub_msg": ["x"]}, "bad"),
        ("Invalid session", "bad"),
        (None, "bad"),
    ],
)
def test_an_error_is_told_by_its_sub_code_before_its_code(error: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as told:
        TaobaoGateway().payload({"error_response": error}, Call("taobao.item.seller.get"))
    assert told.value.kind == kind


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"item": {}}, {"request_id": "1"}])
def test_an_answer_without_its_wrapper_is_no_answer(answer: Any) -> None:
    with pytest.raises(ApiFault) as told:
        TaobaoGateway().payload(answer, Call("taobao.item.seller.get"))
    assert told.value.kind == "bad"


@pytest.mark.parametrize("wrapper", ["item_seller_get_response", "taobao_item_seller_get_response"])
def test_the_wrapper_may_carry_the_whole_name(wrapper: str) -> None:
    assert TaobaoGateway().payload({wrapper: {"item": {}}}, Call("taobao.item.seller.get")) == {"item": {}}


def test_a_session_without_a_refresh_token_is_the_shops_to_renew() -> None:
    with pytest.raises(ApiFault) as told:
        TaobaoGateway().refresh(BASE, GRANT, NOW)
    assert told.value.kind == "member"


@pytest.mark.parametrize(
    "result", [None, "{", "[]", "{}", {"access_token": "a"}, {"access_token": "a", "expires_in": "x"}]
)
def test_a_renewal_that_cannot_be_read_is_named(result: Any) -> None:
    with pytest.raises(ApiFault) as told:
        TaobaoGateway().refreshed({"top_auth_token_refresh_response": {"token_result": result}}, GRANT, NOW)
    assert told.value.kind == "bad"


def test_marks_inside_properties_come_back_as_written() -> None:
    read = [(p.pid, p.vid, p.name, p.value) for p in props("1:2:材#cln#质:金#scln#银;3:-4:名:a:b;5:6;;7:8::")]
    assert read == [("1", "2", "材:质", "金;银"), ("3", None, "名", "a:b"), ("7", "8", None, None)]
    assert aliases("1:2:白#cln#18K;3:4;5:6: ") == {("1", "2"): "白:18K"}


@pytest.mark.parametrize(
    ("pids", "text", "read"),
    [
        ("1,2", "甲,乙;丙;丁", [("1", None, "甲"), ("2", None, "乙"), ("2", "丙", "丁")]),
        ("1", "甲;乙", [("1", None, "甲"), ("1", "乙", None)]),
        ("1", "甲,乙", [("1", None, "甲,乙")]),
        ("1,2", "甲", [("1,2", None, "甲")]),
        (None, "甲", [("", None, "甲")]),
        ("1", None, []),
        ("1", "", []),
    ],
)
def test_what_a_seller_typed_in_is_never_lost(pids: str | None, text: str | None, read: list[Any]) -> None:
    assert [(p.pid, p.name, p.value) for p in typed(pids, text)] == read


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"approve_status": "onsale", "num": 0}, "on_sale"),
        ({"approve_status": "instock", "num": 3}, "off_shelf"),
        ({"approve_status": "instock", "num": 0}, "sold_out"),
        ({"approve_status": "instock", "num": 0, "violation": True}, "banned"),
        ({"approve_status": "paused"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_why_an_item_is_not_on_sale_is_told(fields: dict[str, Any], status: str) -> None:
    assert item({"item": {"num_iid": 1, **fields}}).listing.status == status


def test_values_that_the_documents_do_not_have_are_signalled() -> None:
    odd = item(
        {"item": {"num_iid": 1, "approve_status": "paused", "type": "lease", "price": "1.005", "violation": "?"}}
    )
    assert set(odd.unknown) == {"approve_status=paused", "type=lease", "price=1.005"}
    assert odd.listing.price is None
    assert odd.listing.product_kind == "other"


@pytest.mark.parametrize(("value", "brand"), [("无品牌", None), ("other/其他", None), ("某某", "某某")])
def test_a_brand_that_says_none_is_none(value: str, brand: str | None) -> None:
    read = item({"item": {"num_iid": 1, "props_name": f"20000:33:品牌:{value}"}}).listing.brand
    assert (read.name if read else None) == brand


def spider() -> Spider:
    from crawler.source import Basis, Source

    return Spider(Source("s", "taobao", start=(BASE,), basis=Basis("grant", grant_id="g")))


def test_bounds_are_widened_and_written_in_the_time_of_china() -> None:
    call = spider().list_call("sold_out", 2, Window(NOW, NOW + timedelta(hours=1)))
    assert call.name == "taobao.items.inventory.get"
    assert (call.params["banner"], call.params["page_no"]) == ("sold_out", 2)
    assert (call.params["start_modified"], call.params["end_modified"]) == (
        "2026-01-01 11:59:59",
        "2026-01-01 13:00:01",
    )


@pytest.mark.parametrize("items", [{"item": [{"num_iid": 1}]}, [{"num_iid": "1"}]])
def test_a_list_reads_the_same_with_and_without_its_inner_name(items: Any) -> None:
    assert spider().read_list({"items": items, "total_results": 1}, 1).items[0].item_id == "1"


def test_a_list_never_asks_for_a_page_that_is_refused() -> None:
    full = {"items": {"item": [{"num_iid": n + 1} for n in range(PAGE_SIZE)]}, "total_results": 30_000}
    assert spider().read_list(full, 99).next == 100
    assert spider().read_list(full, 100).next is None
    assert spider().read_list({"total_results": 0}, 1).items == ()
    short = {"items": {"item": [{"num_iid": 1}, {"title": "无编号"}, 7]}, "total_results": PAGE_SIZE + 1}
    assert spider().read_list(short, 1).next == 2
    assert spider().read_list(short, 2).next is None
    assert len(spider().read_list(short, 1).faults) == 2
    assert spider().item_call("9").params["num_iid"] == "9"


@pytest.mark.parametrize("payload", [None, {}, {"items": None}, {"items": []}, {"item": [{"num_iid": 1}]}])
def test_a_list_in_another_form_is_no_empty_shop(payload: Any) -> None:
    with pytest.raises(ValueError, match="item"):
        spider().read_list(payload, 1)


def test_on_sale_and_in_the_warehouse_are_both_read(pull: Pull) -> None:
    shop = stand_in("taobao", 12)
    with shop.serving() as site:
        run = pull(source_of("taobao", site), shop.grant())
    states = sorted(str(listing.status) for _, listing in run.listings())
    assert states == ["banned", "off_shelf", *["on_sale"] * 9, "sold_out"]


def test_a_list_that_counts_rows_and_shows_none_is_named(pull: Pull) -> None:
    shop = stand_in("taobao", 1)
    shop.reply = lambda name, params: {"x_response": {"total_results": 1, "goods": [1]}}  # type: ignore[method-assign]
    with shop.serving() as site:
        run = pull(source_of("taobao", site), shop.grant())
    assert {miss.kind for miss in run.health.not_seen} == {"parse_failed"}
    assert not any(scope.complete for scope in run.health.looked)
