"""Youzan shops: the token in the query, errors in three envelopes, renewals by refresh token or by the shop's number."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.platforms.youzan.gateway import YouzanGateway
from crawler.platforms.youzan.page import item
from crawler.platforms.youzan.spider import Spider
from tests.mock_site.gateways.youzan import StandIn

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
BASE = "https://open.youzan.example"
GATEWAY = YouzanGateway()
GRANT = StandIn(0).grant()
LIST = Call("youzan.items.onsale.get", {"page_no": 1, "page_size": 100})


def test_a_call_goes_to_its_version_with_the_token_in_the_query() -> None:
    wire = GATEWAY.wire(BASE, LIST, GRANT, NOW)
    assert GATEWAY.address(BASE, LIST) == f"{BASE}/api/youzan.items.onsale.get/3.0.0"
    assert wire.url == f"{BASE}/api/youzan.items.onsale.get/3.0.0?access_token=atk-1"
    assert json.loads(wire.body) == {"page_no": 1, "page_size": 100}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"gw_err_resp": {"err_code": 4101, "err_msg": "请求太频繁"}}, "later"),
        ({"code": 123000042, "success": False, "message": "请求被限流"}, "later"),
        ({"code": 99, "success": False, "message": "请求被限流"}, "later"),
        ({"gw_err_resp": {"err_code": 4202, "err_msg": "请求凭证过期"}}, "token"),
        ({"gw_err_resp": {"err_code": "4203", "err_msg": "Token 不存在"}}, "token"),
        ({"gw_err_resp": {"err_code": 4201, "err_msg": "非法的请求凭证"}}, "member"),
        ({"gw_err_resp": {"err_code": 4204, "err_msg": "无权限访问"}}, "member"),
        ({"gw_err_resp": {"err_code": 4007, "err_msg": "源IP地址192.0.2.1非法调用有赞云"}}, "operator"),
        ({"gw_err_resp": {"err_code": 4007, "err_msg": "非法的请求姿势"}}, "bad"),
        ({"error_response": {"code": 50000, "msg": "未知"}}, "bad"),
        ({"code": 200, "success": False, "data": {"items": []}}, "bad"),
        ({"code": 5001, "success": True, "data": {"items": []}}, "bad"),
        ({}, "bad"), ([], "bad"), (None, "bad"),
    ],
)  # fmt: skip
def test_each_error_has_its_kind(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.payload(answer, LIST)
    assert raised.value.kind == kind


@pytest.mark.parametrize("answer", [{"code": 200, "success": True, "data": {"items": []}}, {"response": {"items": []}}])
def test_both_envelopes_of_success_are_opened(answer: Any) -> None:
    assert GATEWAY.payload(answer, LIST) == {"items": []}


def test_a_refresh_token_goes_before_the_shops_number() -> None:
    by_token = GATEWAY.refresh(BASE, StandIn(0).grant(more={"grant_id": "92732278"}), NOW)
    assert by_token.url == f"{BASE}/auth/token"
    assert json.loads(by_token.body)["authorize_type"] == "refresh_token"
    ended = StandIn(0).grant(more={"grant_id": "92732278"}, refresh_expires_at=NOW)
    assert json.loads(GATEWAY.refresh(BASE, ended, NOW).body) == {
        "authorize_type": "silent", "client_id": GRANT.app_key, "client_secret": GRANT.app_secret, "grant_id": "92732278",
    }  # fmt: skip
    with pytest.raises(ApiFault) as raised:
        GATEWAY.refresh(BASE, StandIn(0).grant(refresh_token=""), NOW)
    assert raised.value.kind == "member"


@pytest.mark.parametrize(
    ("stated", "ends"),
    [
        (1_795_000_000_000, datetime.fromtimestamp(1_795_000_000, UTC)),
        (1_795_000_000, datetime.fromtimestamp(1_795_000_000, UTC)),
        ("604800", NOW + timedelta(days=7)),
    ],
)
def test_the_end_of_a_token_is_read_in_whichever_way_it_is_stated(stated: Any, ends: datetime) -> None:
    answer = {"code": 200, "success": True, "data": {"access_token": "new", "expires": stated, "refresh_token": "r2"}}
    fresh = GATEWAY.refreshed(answer, GRANT, NOW)
    assert (fresh.access_token, fresh.refresh_token, fresh.expires_at) == ("new", "r2", ends)
    assert fresh.refresh_expires_at == NOW + timedelta(days=28)


def test_a_renewal_without_a_refresh_token_keeps_the_old_one() -> None:
    answer = {"code": 200, "success": True, "data": {"access_token": "new", "expires": 604800}}
    assert GATEWAY.refreshed(answer, GRANT, NOW).refresh_token == GRANT.refresh_token


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"success": False, "code": 1103, "data": None, "message": "Client 不存在"}, "member"),
        ({"gw_err_resp": {"err_code": 4101}}, "later"),
        ({"code": 200, "data": {"access_token": "new"}}, "bad"),
        ({"code": 200, "data": {"access_token": "new", "expires": 1e300}}, "bad"),
        ({"code": 200, "data": []}, "bad"),
    ],
)
def test_a_refused_renewal_says_who_can_mend_it(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.refreshed(answer, GRANT, NOW)
    assert raised.value.kind == kind


def test_pages_are_counted_by_the_rows_that_came() -> None:
    spider = Spider.__new__(Spider)
    rows = [{"item_id": n} for n in range(1, 21)]
    assert spider.read_list({"items": rows, "count": 45}, 2).next == 3
    assert spider.read_list({"items": rows, "count": 40}, 2).next is None
    assert spider.read_list({"items": rows}, 2).next == 3
    assert spider.read_list({"items": [], "count": 45}, 3).next is None
    assert len(spider.read_list({"items": [{"title": "无编号"}, 7, *rows], "count": 22}, 1).faults) == 2


@pytest.mark.parametrize(
    ("fields", "signal"),
    [
        ({"price": 12.5}, "price=12.5"),
        ({"price": "面议"}, "price=面议"),
        ({"item_imgs": {"a": 1}}, "item_imgs={'a': 1}"),
    ],
)
def test_what_is_not_understood_is_signalled(fields: dict[str, Any], signal: str) -> None:
    assert item({"item_id": "1", "title": "金戒指", **fields}).unknown == (signal,)


@pytest.mark.parametrize(("origin", "fen"), [("499", 49900), ("¥1,299", None), ("专柜价三千", None), ("12.345", None)])
def test_a_struck_price_in_the_shops_own_words_is_no_amount_and_no_fault(origin: str, fen: int | None) -> None:
    mapped = item({"item_id": "1", "price": 100, "origin": origin})
    assert mapped.listing.price is not None
    assert (mapped.listing.price.market_fen, mapped.unknown) == (fen, ())


@pytest.mark.parametrize("alias", ["a/../b", "字", "a b", ""])
def test_an_alias_that_is_none_makes_no_address(alias: str) -> None:
    assert item({"item_id": "1", "alias": alias}).listing.url is None
