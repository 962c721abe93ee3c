"""What is JD's own: its signature, a token host apart, errors told by words, and readings that hold if we guessed wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.api.faults import ApiFault
from crawler.api.gateway import Call
from crawler.api.windows import Window
from crawler.grants.grant import Grant
from crawler.platforms.jd.gateway import JdGateway, sign
from crawler.platforms.jd.page import item
from crawler.platforms.jd.spider import PAGE_SIZE, Spider
from crawler.source import Basis, Source

NOW = datetime(2026, 1, 1, 4, tzinfo=UTC)
BASE = "https://api.jd.com/routerjson"
GRANT = Grant(
    id="g", platform="jd", app_key="1234567890", app_secret="secret-for-tests", access_token="tok", refresh_token="rtk"
)
LIST = "jingdong.ware.read.searchWare4Valid"
DETAIL = "jingdong.ware.read.findWareById"
WANTED = "EC2C28AA2F8866824C727D512AAC14BE"
"""By hand: md5sum of the text that is to be signed."""


def test_a_call_is_one_form_signed_as_reckoned_by_hand() -> None:
    wire = JdGateway().wire(BASE, Call(LIST, {"pageSize": 100, "pageNo": 1}), GRANT, NOW)
    form = dict(parse_qsl(wire.body))
    assert (wire.url, wire.method) == (BASE, "POST")
    assert form["timestamp"] == "2026-01-01 12:00:00"
    assert form["sign"] == WANTED == sign(form, "secret-for-tests")


def test_tokens_are_renewed_on_their_own_host_and_the_record_holds_no_secret() -> None:
    gateway = JdGateway()
    asked = urlsplit(gateway.refresh(BASE, GRANT, NOW).url)
    recorded = urlsplit(gateway.token_address(BASE))
    assert (asked.scheme, asked.netloc, asked.path) == ("https", "open-oauth.jd.com", "/oauth2/refresh_token")
    assert (recorded.netloc, recorded.path, recorded.query) == (asked.netloc, asked.path, "")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": "19", "zh_desc": "token已过期或者不存在，请重新授权"}, "token"),
        ({"code": 18, "en_desc": "Missing access_token"}, "token"),
        ({"code": "12", "zh_desc": "无效签名"}, "operator"),
        ({"code": "21"}, "operator"),
        ({"code": "8"}, "clock"),
        ({"code": "2", "en_desc": "App Call Limited"}, "tomorrow"),
        ({"code": "65"}, "later"),
        ({"code": "24"}, "member"),
        ({"code": "999", "zh_desc": "您的IP不在白名单内"}, "operator"),
        ({"code": "999", "zh_desc": "调用过于频繁"}, "later"),
        ({"code": "999", "zh_desc": "商品不存在"}, "gone"),
        ({"code": "999"}, "bad"),
        ({"code": [], "zh_desc": {}}, "bad"),
        ("no", "bad"),
    ],
)
def test_an_error_is_told_by_its_words_and_by_its_code(error: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as told:
        JdGateway().payload({"error_response": error}, Call(LIST))
    assert told.value.kind == kind


def test_an_error_may_stand_inside_the_wrapper() -> None:
    inside = {"jingdong_ware_read_searchWare4Valid_responce": {"code": "65", "error_description": "系统处理超时"}}
    with pytest.raises(ApiFault) as told:
        JdGateway().payload(inside, Call(LIST))
    assert told.value.kind == "later"


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"a_responce": None}, {"a_responce": []}, {"page": {}}])
def test_an_answer_without_its_wrapper_is_no_answer(answer: Any) -> None:
    with pytest.raises(ApiFault) as told:
        JdGateway().payload(answer, Call(LIST))
    assert told.value.kind == "bad"


@pytest.mark.parametrize("wrapper", ["jingdong_ware_read_findWareById_responce", "ware_read_findWareById_response"])
def test_the_wrapper_is_known_by_its_end(wrapper: str) -> None:
    inner = {"code": "0", "ware": {"wareId": 1}}
    assert JdGateway().payload({wrapper: inner}, Call(DETAIL)) == inner
    with pytest.raises(ApiFault) as told:
        JdGateway().payload({wrapper: {"code": "0", "ware": None}}, Call(DETAIL))
    assert told.value.kind == "gone"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"code": 402, "msg": "refresh_token 无效"}, "member"),
        ({"error_response": {"code": "21", "zh_desc": "无效App Key"}}, "operator"),
        ({"access_token": "a"}, "bad"),
        ({"access_token": "a", "expires_in": "soon"}, "bad"),
        (None, "member"),
    ],
)
def test_a_renewal_that_fails_is_named(answer: Any, kind: str) -> None:
    with pytest.raises(ApiFault) as told:
        JdGateway().refreshed(answer, GRANT, NOW)
    assert told.value.kind == kind


def test_a_grant_without_a_refresh_token_is_the_shops_to_renew() -> None:
    with pytest.raises(ApiFault) as told:
        JdGateway().refresh(BASE, Grant(id="g", platform="jd", app_key="k", app_secret="s"), NOW)
    assert told.value.kind == "member"


@pytest.mark.parametrize(
    ("code", "status"),
    [(8, "on_sale"), ("2", "off_shelf"), (4, "off_shelf"), (520, "reviewing"), (1028, "rejected"), (-1, "deleted")],
)
def test_a_state_may_be_number_or_text(code: Any, status: str) -> None:
    assert item({"ware": {"wareId": 1, "wareStatus": code}}).listing.status == status


def test_values_that_the_documents_do_not_have_are_signalled() -> None:
    odd = item({"ware": {"wareId": 1, "wareStatus": 77, "jdPrice": 1.005}})
    assert set(odd.unknown) == {"wareStatus=77", "jdPrice=1.005"}
    assert (odd.listing.status, odd.listing.price) == ("unknown", None)


def test_bounds_are_widened_and_the_last_page_is_the_last() -> None:
    spider = Spider(Source("s", "jd", start=(BASE,), basis=Basis("grant", grant_id="g")))
    params = spider.list_call("all", 1, Window(NOW, NOW + timedelta(hours=1))).params
    assert (params["startModifiedTime"], params["endModifiedTime"]) == ("2026-01-01 11:59:59", "2026-01-01 13:00:01")
    full = {"page": {"data": [{"wareId": n + 1} for n in range(PAGE_SIZE)], "totalItem": 30_000}}
    assert spider.read_list(full, 99).next == 100
    assert spider.read_list(full, 100).next is None
    assert spider.read_list({"page": {"data": [{"title": "无编号"}], "totalItem": 1}}, 1).faults
    assert spider.read_list({"page": {"totalItem": 0}}, 1).items == ()
    smaller = {"page": {"data": [{"wareId": 1}], "totalItem": 41, "pageSize": 20}}
    assert [spider.read_list(smaller, page).next for page in (1, 2, 3)] == [2, 3, None]


@pytest.mark.parametrize("payload", [None, {}, {"page": None}, {"page": []}, {"page": {}}, {"wares": [{"wareId": 1}]}])
def test_a_list_in_another_form_is_no_empty_shop(payload: Any) -> None:
    spider = Spider(Source("s", "jd", start=(BASE,), basis=Basis("grant", grant_id="g")))
    with pytest.raises(ValueError, match="data"):
        spider.read_list(payload, 1)
