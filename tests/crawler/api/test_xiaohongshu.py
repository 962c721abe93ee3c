"""Xiaohongshu: what is signed, its errors, its renewals, and what is said of an item with many SKUs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.grants.grant import Grant
from crawler.platforms.xiaohongshu.gateway import XiaohongshuGateway
from crawler.platforms.xiaohongshu.page import item
from crawler.platforms.xiaohongshu.spider import Spider
from crawler.source import Basis, Source

BASE = "https://gateway.example/common_controller"
NOW = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
GRANT = Grant(
    id="g",
    platform="xiaohongshu",
    app_key="xhs1",
    app_secret="secret-for-tests",
    access_token="tok",
    refresh_token="r-1",
)
CALL = Call("product.getItemInfo", {"itemId": "a1", "pageNo": 1, "pageSize": 100})
# printf 'product.getItemInfo?appId=xhs1&timestamp=1700000000&version=2.0secret-for-tests' | md5sum
SIGNED = "1fba3b58d20a4eb7e189a371a604bb50"


def test_one_object_is_posted_to_the_one_address() -> None:
    wire = XiaohongshuGateway().wire(BASE, CALL, GRANT, NOW)
    assert (wire.url, wire.method) == (BASE, "POST")
    assert json.loads(wire.body) == {
        "itemId": "a1", "pageNo": 1, "pageSize": 100, "appId": "xhs1", "timestamp": "1700000000", "version": "2.0",
        "method": "product.getItemInfo", "sign": SIGNED, "accessToken": "tok",
    }  # fmt: skip


def test_neither_the_token_nor_the_parameters_are_signed() -> None:
    other = msgspec.structs.replace(GRANT, access_token="tok-2")
    wire = XiaohongshuGateway().wire(BASE, Call("product.getItemInfo", {"itemId": "b2"}), other, NOW)
    assert json.loads(wire.body)["sign"] == SIGNED


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"success": False, "error_code": -9013, "error_msg": "触发Method维度的限流"}, "later"),
        ({"success": False, "error_code": -9014, "error_msg": "触发应用维度的限流"}, "later"),
        ({"success": False, "error_code": 401, "error_msg": ""}, "token"),
        ({"success": False, "error_code": 7, "error_msg": "accessToken已过期"}, "token"),
        ({"success": False, "error_code": 7, "error_msg": "token没有该接口权限"}, "member"),
        ({"success": False, "error_code": 7, "error_msg": "店铺已取消授权"}, "member"),
        ({"success": False, "error_code": 7, "error_msg": "sign校验失败"}, "operator"),
        ({"success": False, "error_code": 7, "error_msg": "timestamp不合法"}, "clock"),
        ({"success": False, "error_code": 7, "error_msg": "当日调用额度已用完"}, "tomorrow"),
        ({"success": False, "error_code": 7, "error_msg": "商品不存在"}, "gone"),
        ({"success": False, "error_code": 7, "error_msg": "授权已过期，请刷新accessToken"}, "token"),
        ({"success": False, "error_code": 7, "error_msg": "店铺授权已失效"}, "member"),
        ({"success": False, "error_code": 7, "error_msg": "当日调用次数已达上限"}, "tomorrow"),
        ({"success": False, "error_code": 7, "error_msg": "pageSize超过上限"}, "bad"),
        ({"success": False, "code": 7, "msg": "内部错误"}, "bad"),
        ({"success": True, "error_code": 50209, "error_msg": "参数有误"}, "bad"),
        ({"success": False, "error_code": 0, "data": {"id": 1}}, "bad"),
        ({"data": {"id": 1}}, "bad"),
        ({}, "bad"),
        ([], "bad"),
        (None, "bad"),
    ],
)
def test_errors_are_told_apart(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        XiaohongshuGateway().payload(answer, CALL)
    assert raised.value.kind == kind


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        ({"success": True, "error_code": 0, "data": {"id": 1}}, {"id": 1}),
        ({"success": True, "data": {"id": 1}}, {"id": 1}),
        ({"error_code": 0, "data": {"id": 1}}, {"id": 1}),
        ({"success": True, "error_code": 0, "data": None}, None),
    ],
)
def test_a_success_carries_its_data(answer: Any, data: Any) -> None:
    assert XiaohongshuGateway().payload(answer, CALL) == data


def test_a_renewal_sends_no_access_token_and_takes_over_the_next_pair() -> None:
    sent = json.loads(XiaohongshuGateway().refresh(BASE, GRANT, NOW).body)
    assert (sent["method"], sent["refreshToken"], "accessToken" in sent) == ("oauth.refreshToken", "r-1", False)
    ends = int((NOW + timedelta(days=7)).timestamp() * 1000)
    data = {
        "accessToken": "tok-2", "refreshToken": "r-2", "accessTokenExpiresAt": ends, "refreshTokenExpiresAt": str(ends),
    }  # fmt: skip
    renewed = XiaohongshuGateway().refreshed({"success": True, "error_code": 0, "data": data}, GRANT, NOW)
    assert (renewed.access_token, renewed.refresh_token) == ("tok-2", "r-2")
    assert renewed.expires_at == renewed.refresh_expires_at == NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"success": False, "error_code": 7, "error_msg": "refreshToken已失效"}, "member"),
        ({"success": False, "error_code": -9013, "error_msg": "限流"}, "later"),
        ({"success": True, "error_code": 0, "data": {"sellerId": "s"}}, "bad"),
    ],
)
def test_a_renewal_that_fails_asks_the_shop_unless_it_is_put_off(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        XiaohongshuGateway().refreshed(answer, GRANT, NOW)
    assert raised.value.kind == kind


def test_without_a_refresh_token_only_the_shop_can_help() -> None:
    with pytest.raises(ApiFault) as raised:
        XiaohongshuGateway().refresh(BASE, msgspec.structs.replace(GRANT, refresh_token=""), NOW)
    assert raised.value.kind == "member"


@pytest.mark.parametrize(
    ("buyable", "status", "signals"),
    [
        ([True, False], "on_sale", 0),
        ([False, False], "off_shelf", 0),
        (["maybe", False], "unknown", 1),
        (["maybe", True], "on_sale", 1),
        ([None], "unknown", 0),
        ([], "unknown", 0),
    ],
)
def test_an_item_is_on_sale_if_any_of_its_skus_can_be_bought(buyable: list[Any], status: str, signals: int) -> None:
    mapped = item({"itemInfo": {"id": "a1", "name": "戒指"}, "skuInfos": [{"buyable": each} for each in buyable]})
    assert mapped.listing.status == status
    assert len(mapped.unknown) == signals


def test_skus_that_were_not_shown_are_named() -> None:
    mapped = item({"itemInfo": {"id": "a1", "name": "戒指"}, "skuInfos": [{"id": "s1", "buyable": True}], "total": 130})
    assert mapped.unknown == ("skuInfos=1/130",)


def test_an_amount_with_a_fraction_is_signalled_and_no_price() -> None:
    mapped = item({"itemInfo": {"id": "a1", "name": "戒指"}, "skuInfos": [{"price": 69.9, "originalPrice": "99.00"}]})
    assert mapped.listing.price is None
    assert "price=69.9" in mapped.unknown


@pytest.mark.parametrize(
    ("payload", "page", "following"),
    [
        ({"itemDetailV3s": [{"id": "a"}] * 50, "total": 51}, 1, 2),
        ({"itemDetailV3s": [{"id": "a"}], "total": 51}, 2, None),
        ({"itemDetailV3s": [{"id": "a"}] * 20, "total": 51, "pageSize": 20}, 2, 3),
        ({"itemDetailV3s": [{"id": "a"}] * 50}, 1, 2),
        ({"itemDetailV3s": [], "total": 51}, 1, None),
    ],
)
def test_where_the_list_ends(payload: Any, page: int, following: int | None) -> None:
    spider = Spider(Source(name="s", platform="xiaohongshu", start=(BASE,), basis=Basis("grant", grant_id="g")))
    assert spider.read_list(payload, page).next == following
