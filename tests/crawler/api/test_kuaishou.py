"""Kuaishou: its signature, its errors, its renewals and where its list ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import msgspec
import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.grants.grant import Grant
from crawler.health import Scope
from crawler.platforms.kuaishou.gateway import KuaishouGateway, sign
from crawler.platforms.kuaishou.page import item
from crawler.platforms.kuaishou.spider import Spider
from crawler.shelf import ShelfEntry
from crawler.source import Basis, Source
from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways.kuaishou import StandIn

BASE = "https://gateway.example"
NOW = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
GRANT = Grant(
    id="g", platform="kuaishou", app_key="ks1", app_secret="secret-for-tests", access_token="tok", refresh_token="r-1",
    refresh_expires_at=NOW + timedelta(days=9),
)  # fmt: skip
LIST = Call("open.item.list.get", {"pageNumber": 1, "pageSize": 20})
SIGNED = "ugZNXD4S/FeOTEvTLXQWA8PnNCbjmiqcAjeOl3hyh/k="


def test_the_signature_is_that_of_the_parameters_before_they_are_written_into_an_address() -> None:
    wire = KuaishouGateway().wire(BASE, LIST, GRANT, NOW)
    query = dict(parse_qsl(urlsplit(wire.url).query))
    assert (wire.method, wire.body) == ("GET", "")
    assert query.pop("sign") == SIGNED == sign("secret-for-tests", query)
    assert query["timestamp"] == "1700000000000"
    assert query["param"] == '{"pageNumber":1,"pageSize":20}'
    assert wire.url.startswith(f"{BASE}/open/item/list/get?")
    assert "sign=ugZNXD4S%2FFeOTEvTLXQWA8PnNCbjmiqcAjeOl3hyh%2Fk%3D" in wire.url


def test_a_secret_of_its_own_for_signing_is_used_where_the_grant_has_one() -> None:
    grant = msgspec.structs.replace(GRANT, app_secret="for-tokens-only", more={"signSecret": "secret-for-tests"})
    wire = KuaishouGateway().wire(BASE, LIST, grant, NOW)
    assert parse_qs(urlsplit(wire.url).query)["sign"] == [SIGNED]
    assert "for-tokens-only" in KuaishouGateway().refresh(BASE, grant, NOW).body


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"result": 24, "error_msg": "AUTHORIZATION_REVOKED"}, "member"),
        ({"result": 24, "error_msg": ""}, "member"),
        ({"result": 28, "error_msg": "TOKEN过期"}, "token"),
        ({"result": 28, "error_msg": "鉴权失败"}, "token"),
        ({"result": 29, "error_msg": "token中无scope权限"}, "member"),
        (
            {"result": 9, "error_msg": "Exceed qps limit, KEY [apiId:open.item.get;appkey:ks1], MAX_QPS [300.0]"},
            "later",
        ),
        ({"result": 9, "error_msg": "Exceed quota limit, KEY [appkey:ks1]"}, "tomorrow"),
        ({"result": 29, "error_msg": "用户未授权"}, "member"),
        ({"result": 21, "error_msg": "签名校验失败"}, "operator"),
        ({"result": 21, "error_msg": "IP不在白名单"}, "operator"),
        ({"result": 22, "error_msg": "timestamp 不合法"}, "clock"),
        ({"result": 802001, "error_msg": "商品不存在"}, "gone"),
        ({"result": 802002, "error_msg": "商品标签有误"}, "bad"),
        ({"result": "0"}, "bad"),
        ({}, "bad"),
        ([], "bad"),
        (None, "bad"),
    ],
)
def test_errors_are_told_apart(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        KuaishouGateway().payload(answer, LIST)
    assert raised.value.kind == kind


def test_a_renewal_hands_out_the_next_pair_and_says_when_it_ends() -> None:
    answer = {
        "result": 1, "access_token": "tok-2", "refresh_token": "r-2", "expires_in": 172800, "refresh_token_expires_in": 60,
    }  # fmt: skip
    renewed = KuaishouGateway().refreshed(answer, GRANT, NOW)
    assert (renewed.access_token, renewed.refresh_token) == ("tok-2", "r-2")
    assert renewed.expires_at == NOW + timedelta(hours=48)
    assert renewed.refresh_expires_at == NOW + timedelta(seconds=60)


def test_a_renewal_that_does_not_state_the_end_of_the_permission_does_not_move_it() -> None:
    answer = {"result": 1, "access_token": "tok-2", "refresh_token": "r-2", "expires_in": 172800}
    assert KuaishouGateway().refreshed(answer, GRANT, NOW).refresh_expires_at == GRANT.refresh_expires_at


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"result": 100200102, "error": "access_denied", "error_msg": "refreshToken.discarded"}, "member"),
        ({"result": 100200500, "error": "server_error"}, "member"),
        ({"result": 5, "error_msg": "系统繁忙"}, "later"),
        ({"result": 1, "access_token": "tok-2"}, "bad"),
    ],
)
def test_a_renewal_that_fails_asks_the_shop_unless_it_is_put_off(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        KuaishouGateway().refreshed(answer, GRANT, NOW)
    assert raised.value.kind == kind


def test_without_a_refresh_token_that_lasts_only_the_shop_can_help() -> None:
    for changes in ({"refresh_token": ""}, {"refresh_expires_at": NOW}):
        with pytest.raises(ApiFault) as raised:
            KuaishouGateway().refresh(BASE, msgspec.structs.replace(GRANT, **changes), NOW)
        assert raised.value.kind == "member"


@pytest.mark.parametrize(
    ("states", "status", "signals"),
    [
        ({"auditStatus": 2, "onOfflineStatus": 1}, "on_sale", 0),
        ({"onOfflineStatus": 1}, "on_sale", 0),
        ({"auditStatus": 2, "shelfStatus": 1}, "on_sale", 0),
        ({"auditStatus": 2, "onOfflineStatus": 1, "shelfStatus": 0}, "off_shelf", 0),
        ({"auditStatus": 0, "onOfflineStatus": 1}, "reviewing", 0),
        ({"auditStatus": 1, "onOfflineStatus": 0}, "rejected", 0),
        ({"auditStatus": 9, "onOfflineStatus": 1}, "unknown", 1),
        ({"auditStatus": 2, "onOfflineStatus": 9}, "unknown", 1),
        ({"auditStatus": 2}, "unknown", 0),
        ({}, "unknown", 0),
    ],
)
def test_the_audit_stands_above_the_shelf(states: dict[str, int], status: str, signals: int) -> None:
    mapped = item({"kwaiItemId": 1, "title": "钻戒", **states})
    assert mapped.listing.status == status
    assert len(mapped.unknown) == signals


def test_a_part_of_a_fen_is_signalled_and_no_price() -> None:
    mapped = item({"kwaiItemId": 1, "title": "钻戒", "price": 12.5, "skuList": [{"skuSalePrice": "12.5"}]})
    assert mapped.listing.price is None
    assert set(mapped.unknown) == {"price=12.5", "skuSalePrice=12.5"}


@pytest.mark.parametrize(
    ("payload", "page", "following"),
    [
        ({"items": [{"kwaiItemId": 1}], "totalPage": 2}, 1, 2),
        ({"items": [{"kwaiItemId": 1}], "totalPage": 2}, 2, None),
        ({"items": [{"kwaiItemId": 1}], "totalItemCount": 21}, 1, 2),
        ({"items": [{"kwaiItemId": 1}], "totalItemCount": 21}, 2, None),
        ({"items": [{"kwaiItemId": 1}] * 10, "totalItemCount": 21, "pageSize": 10}, 2, 3),
        ({"items": [{"kwaiItemId": 1}] * 20}, 1, 2),
        ({"items": [{"kwaiItemId": 1}] * 19}, 1, None),
        ({"items": [], "totalPage": 5}, 3, None),
    ],
)
def test_where_the_list_ends(payload: Any, page: int, following: int | None) -> None:
    spider = Spider(Source(name="s", platform="kuaishou", start=(BASE,), basis=Basis("grant", grant_id="g")))
    assert spider.read_list(payload, page).next == following


def test_a_list_that_counts_rows_and_shows_none_is_not_an_empty_shop(pull: Pull) -> None:
    class Renamed(StandIn):
        def _list(self, params: dict[str, Any]) -> dict[str, Any]:
            page = super()._list(params)
            page["renamed"] = page.pop("items")
            return page

    with (shop := Renamed(3)).serving() as site:
        run = pull(source_of("kuaishou", site), shop.grant())
    assert [miss.kind for miss in run.health.not_seen] == ["parse_failed"]
    assert not any(scope.complete for scope in run.health.looked)


def test_the_live_rooms_cart_is_asked_for_each_item_where_the_source_wants_it(pull: Pull) -> None:
    shop = StandIn(4)
    first, second, third, _ = shop.numbers
    shop.cart = {first: True, second: {"kwaiItemId": int(second), "price": 1}, third: "maybe"}
    with shop.serving() as site:
        plain = pull(source_of("kuaishou", site), shop.grant())
        asked = len(shop.asked)
        run = pull(source_of("kuaishou", site, on_cart=True, live_room="直播间1"), None)
    assert (list(plain.shelf()), asked) == ([], 5)
    assert shop.names()[asked + 5 :] == ["open.live.shop.item.check.oncar"] * 4, "the shop first, its cart afterwards"
    stood = [one for one in run.shelf() if isinstance(one, ShelfEntry)]
    assert [(one.item_id, one.room_id, one.explain_state) for one in stood] == [
        (first, "直播间1", "on_shelf"), (second, "直播间1", "on_shelf")
    ]  # fmt: skip
    assert all(one.last_seen and one.source and one.source.grant_id == "grant-1" for one in stood)
    assert [(miss.kind, miss.room) for miss in run.health.not_seen] == [("unknown_value", "直播间1")]
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=4),)
    run.verify()


def test_a_permission_without_live_rooms_costs_nothing_of_the_shop(pull: Pull) -> None:
    shop = StandIn(4)
    shop.no_live = True
    with shop.serving() as site:
        run = pull(source_of("kuaishou", site, on_cart=True), shop.grant())
    assert run.health.counts["listings"] == 4
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=4),)
    assert {miss.kind for miss in run.health.not_seen} == {"grant_refused"}
    assert list(run.shelf()) == []
