"""Weidian shops: forms of two JSON fields, a token among them; renewals by refresh token or by the shop's own secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.platforms.weidian.gateway import WeidianGateway
from crawler.platforms.weidian.page import item
from crawler.platforms.weidian.spider import Spider
from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways.weidian import StandIn

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
BASE = "https://api.vdian.example"
GATEWAY = WeidianGateway()
GRANT = StandIn(0).grant()
LIST = Call("vdian.item.list.get", {"page_num": 1, "page_size": 50, "status": 1})


def test_a_call_is_a_form_whose_address_holds_no_token() -> None:
    wire = GATEWAY.wire(BASE, LIST, GRANT, NOW)
    assert (wire.url, wire.method) == (f"{BASE}/api", "POST")
    form = dict(parse_qsl(wire.body))
    public = {"method": "vdian.item.list.get", "access_token": "atk-1", "version": "1.0", "format": "json"}
    assert json.loads(form["public"]) == public
    assert json.loads(form["param"]) == LIST.params


@pytest.mark.parametrize(
    ("code", "reason", "kind"),
    [
        (10013, "access_token无效", "token"), (10016, "", "token"), (10026, "", "token"), (10023, "", "member"),
        ("10013", "", "token"), (1, "调用过于频繁", "later"), (1, "系统繁忙", "later"), (1, "次数已达上限", "tomorrow"),
        (1, "IP不在白名单", "operator"), (1, "店铺已取消授权", "member"), (1, "别的", "bad"), (0, "success", "bad"),
    ],
)  # fmt: skip
def test_each_error_has_its_kind(code: int | str, reason: str, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.payload({"status": {"status_code": code, "status_reason": reason}}, LIST)
    assert raised.value.kind == kind


@pytest.mark.parametrize("answer", [None, [], {}, {"result": {"items": []}}, {"status": "ok", "result": {}}])
def test_an_answer_without_a_status_is_no_success(answer: Any) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.payload(answer, LIST)
    assert raised.value.kind == "bad"


def test_a_renewal_keeps_what_the_answer_does_not_replace() -> None:
    answer = {"status": {"status_code": 0}, "result": {"access_token": "new", "expire_in": "90000"}}
    fresh = GATEWAY.refreshed(answer, GRANT, NOW)
    assert (fresh.access_token, fresh.refresh_token) == ("new", GRANT.refresh_token)
    assert fresh.expires_at == NOW + timedelta(hours=25)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"status": {"status_code": 10023}}, "member"), ({"status": {"status_code": 1}}, "member"),
        ({"status": {"status_code": 1, "status_reason": "系统繁忙"}}, "later"),
        ({"status": {"status_code": 0}, "result": {"access_token": "new"}}, "bad"),
        ({"status": {"status_code": 0}, "result": [1]}, "bad"),
    ],
)  # fmt: skip
def test_a_refused_renewal_says_who_can_mend_it(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as raised:
        GATEWAY.refreshed(answer, GRANT, NOW)
    assert raised.value.kind == kind


def test_a_shops_own_application_is_renewed_by_its_secret(pull: Pull) -> None:
    shop = StandIn(2)
    with shop.serving() as site:
        run = pull(source_of("weidian", site), shop.grant(access_token="", refresh_token=""))
    assert shop.names()[0] == "token"
    assert run.health.counts["listings"] == 2


def test_pages_are_counted_by_the_rows_that_came() -> None:
    spider = Spider.__new__(Spider)
    rows = [{"itemid": str(n)} for n in range(1, 31)]
    assert spider.read_list({"items": rows, "total_num": 95}, 3).next == 4
    assert spider.read_list({"items": rows, "total_num": 90}, 3).next is None
    assert spider.read_list({"items": [], "total_num": 95}, 4).next is None
    with pytest.raises(ValueError, match="items"):
        spider.read_list({"total_num": 95}, 1)


@pytest.mark.parametrize(
    ("fields", "signal"),
    [
        ({"price": "12.345"}, "price=12.345"), ({"status": "frozen"}, "status=frozen"), ({"stock": -1}, "stock=-1"),
        ({"skus": [{"price": "面议"}]}, "price=面议"), ({"skus": "无"}, "skus=无"), ({"imgs": [[]]}, "imgs=[]"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_signalled(fields: dict[str, Any], signal: str) -> None:
    assert item({"itemid": "1", "itemName": "金戒指", **fields}).unknown == (signal,)
