"""WeChat shops: the token in the query, renewed by app id and secret; a walk by keys; codes of every state."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.api.spider import Listed
from crawler.platforms.wechat_shop.gateway import WechatShopGateway
from crawler.platforms.wechat_shop.page import item
from crawler.platforms.wechat_shop.spider import Spider
from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways.wechat_shop import StandIn

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
BASE = "https://api.weixin.example"
GATEWAY = WechatShopGateway()
GRANT = StandIn(0).grant(access_token="atk/1+=")


def read(**fields: Any) -> Any:
    return item({"product": {"product_id": "1", "title": "金戒指", **fields}})


def test_a_call_carries_its_token_in_the_query_and_is_recorded_without_it() -> None:
    call = Call("channels/ec/product/get", {"product_id": "10000187654321098", "data_type": 3})
    wire = GATEWAY.wire(BASE, call, GRANT, NOW)
    assert GATEWAY.address(BASE, call) == f"{BASE}/channels/ec/product/get"
    assert wire.url.startswith(f"{BASE}/channels/ec/product/get?")
    assert parse_qs(urlsplit(wire.url).query) == {"access_token": ["atk/1+="]}
    assert (wire.method, json.loads(wire.body)) == ("POST", {"product_id": "10000187654321098", "data_type": 3})


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (-1, "later"), (45011, "later"), (45009, "tomorrow"), (40001, "token"), (42001, "token"), (48001, "member"),
        (61004, "operator"), (45035, "operator"), (10020052, "gone"), (47001, "bad"), ("45009", "tomorrow"),
    ],
)  # fmt: skip
def test_each_error_means_what_the_documents_say(code: int | str, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.payload({"errcode": code, "errmsg": "words"}, Call("x"))
    assert (raised.value.kind, raised.value.code, raised.value.message) == (kind, str(code), "words")


@pytest.mark.parametrize("answer", [None, [], "ok", {}, {"product_ids": []}, {"errcode": None}])
def test_an_answer_without_a_code_is_no_success(answer: Any) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.payload(answer, Call("x"))
    assert raised.value.kind == "bad"


def test_the_stable_token_is_asked_for_with_the_secret_and_takes_nobody_elses_away() -> None:
    wire = GATEWAY.refresh(BASE, GRANT, NOW)
    assert (wire.url, wire.method) == (f"{BASE}/cgi-bin/stable_token", "POST")
    told = json.loads(wire.body)
    assert told == {"grant_type": "client_credential", "appid": GRANT.app_key, "secret": GRANT.app_secret}
    fresh = GATEWAY.refreshed({"access_token": "new", "expires_in": 7200}, GRANT, NOW)
    assert (fresh.access_token, fresh.expires_at) == ("new", NOW + timedelta(hours=2))
    assert fresh.refresh_token == GRANT.refresh_token


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"errcode": 40125, "errmsg": "invalid appsecret"}, "member"),
        ({"errcode": 40001, "errmsg": "invalid credential"}, "member"),
        ({"errcode": 61004}, "operator"), ({"errcode": 40164}, "operator"), ({"errcode": -1}, "later"),
        ({"errcode": 45009}, "tomorrow"), ({"access_token": "", "expires_in": 7200}, "member"), ([], "member"),
    ],
)  # fmt: skip
def test_a_refused_renewal_says_who_can_mend_it(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.refreshed(answer, GRANT, NOW)
    assert raised.value.kind == kind


def test_a_secret_that_opens_nothing_is_the_members_to_mend(pull: Pull) -> None:
    shop = StandIn(2)
    with shop.serving() as site:
        run = pull(source_of("wechat_shop", site), shop.grant(access_token="", app_secret="another"))
    assert {miss.kind for miss in run.health.not_seen} == {"grant_refused"}
    assert len(shop.asked) == 1


def test_a_page_follows_the_key_until_one_comes_without_rows() -> None:
    spider = Spider.__new__(Spider)
    assert spider.list_call("all", "", None).params == {"page_size": 30}
    assert spider.list_call("all", "k1", None).params == {"page_size": 30, "next_key": "k1"}
    first = spider.read_list({"product_ids": ["7", 3600000000000000001], "next_key": "k1", "total_num": 2}, "")
    assert first.items == (
        Listed("7", {"product_id": "7"}),
        Listed("3600000000000000001", {"product_id": 3600000000000000001}),
    )
    assert first.next == "k1"
    assert spider.read_list({"product_ids": [], "next_key": "k1", "total_num": 2}, "k1").next is None
    assert spider.read_list({"product_ids": ["7"], "next_key": "", "total_num": 1}, "k1").next is None


def test_a_row_that_is_no_number_is_named_and_the_others_are_read() -> None:
    page = Spider.__new__(Spider).read_list({"product_ids": ["7", 3.6e18, None, {}], "total_num": 4}, "")
    assert [row.item_id for row in page.items] == ["7"]
    assert len(page.faults) == 3


@pytest.mark.parametrize("payload", [{}, {"product_ids": {}}, {"product_ids": None, "total_num": 5}])
def test_a_list_that_is_none_is_not_an_empty_shop(payload: Any) -> None:
    with pytest.raises(ValueError, match="product_ids"):
        Spider.__new__(Spider).read_list(payload, "")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (0, "off_shelf"), (5, "on_sale"), (6, "deleted"), (9, "deleted"), (11, "off_shelf"), (13, "banned"),
        (14, "off_shelf"), (15, "off_shelf"), (20, "banned"), ("5", "on_sale"),
    ],
)  # fmt: skip
def test_every_state_is_known(code: int | str, status: str) -> None:
    mapped = read(status=code)
    assert (mapped.listing.status, mapped.unknown) == (status, ())


@pytest.mark.parametrize(
    ("fields", "signal"),
    [
        ({"status": 7}, "status=7"), ({"product_type": 9}, "product_type=9"), ({"min_price": 12.5}, "min_price=12.5"),
        ({"skus": [{"sale_price": "12.50"}]}, "sale_price=12.50"), ({"head_imgs": "x"}, "head_imgs=x"),
    ],
)  # fmt: skip
def test_what_the_documents_do_not_have_is_signalled_once(fields: dict[str, Any], signal: str) -> None:
    assert read(**fields).unknown == (signal,)


def test_no_brand_is_no_brand() -> None:
    assert read(brand_id="2100000000").listing.brand is None
    assert read(brand_id=2100000000).listing.brand is None
    assert read(brand_id="10001234").listing.brand.id == "10001234"


@pytest.mark.parametrize("depth", [100, 5000])
def test_deep_nesting_upsets_nothing(depth: int) -> None:
    value: Any = "底"
    for _ in range(depth):
        value = {"a": [value]}
    assert read(attrs=value, desc_info=value, status=value).listing.title == "金戒指"
