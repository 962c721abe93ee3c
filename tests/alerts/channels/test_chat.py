"""Chat robots: what they are sent, and that only their own yes counts."""

from __future__ import annotations

import logging

import pytest
import requests

from alerts.channels import Unconfigured, Undelivered
from alerts.channels.delivery import network
from tests.alerts.channels.stand_ins import NOW, Service, line, opened, telling

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
DING = "https://oapi.dingtalk.com/robot/send?access_token=" + "0f" * 32
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/4e4e4e4e-1111-2222-3333-444455556666"
ROBOTS = [("wecom", WECOM), ("dingtalk", DING), ("feishu", FEISHU)]
YES = {"wecom": {"errcode": 0}, "dingtalk": {"errcode": 0}, "feishu": {"code": 0, "msg": "success"}}


def words(kind: str, service: Service) -> str:
    (one,) = service.received
    said = one.json()
    return said["content"]["text"] if kind == "feishu" else said["text"]["content"]


@pytest.mark.parametrize(("kind", "address"), ROBOTS)
def test_one_message_with_figures_the_worst_and_a_link(kind: str, address: str, far_away: Service) -> None:
    far_away.answer = (200, YES[kind], {})
    opened(kind, {"address": "A"}, "https://desk.example", A=address).tell(telling(), NOW)
    text = words(kind, far_away)
    assert "【钻鉴】新增线索 1（高 1）" in text
    assert "[高·新增线索] 南湾珠宝《18K金钻戒女1克拉》涉嫌培育/合成钻石未标明" in text
    assert f"https://desk.example/alerts/{'a' * 32}" in text
    assert "来源 nanwan 对方拒绝查看：对方拒绝访问" in text
    assert far_away.received[0].path.startswith("/" + address.partition("://")[2].partition("?")[0])


def test_a_bare_key_is_enough_and_dingtalk_signs(far_away: Service) -> None:
    opened("wecom", {"address": "A"}, A="693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa").tell(telling(), NOW)
    opened("dingtalk", {"address": "A", "sign": "S"}, A="0f" * 32, S="SEC" + "ab" * 30).tell(telling(), NOW)
    assert far_away.received[0].path.endswith("key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa")
    assert "timestamp=" in far_away.received[1].path
    assert "sign=" in far_away.received[1].path


@pytest.mark.parametrize(
    ("kind", "address", "answer"),
    [
        ("wecom", WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}),
        ("dingtalk", DING, {"errcode": 310000, "errmsg": "keywords not in content"}),
        ("feishu", FEISHU, {"code": 19024, "msg": "Key Words Not Found"}),
        ("feishu", FEISHU, {"StatusCode": 9499, "StatusMessage": "Bad Request"}),
    ],
)
def test_a_refusal_with_http_200_is_no_delivery(kind: str, address: str, answer: dict, far_away: Service) -> None:
    far_away.answer = (200, answer, {})
    with pytest.raises(Undelivered, match=str(next(iter(answer.values())))):
        opened(kind, {"address": "A"}, A=address).tell(telling(), NOW)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, {}, {}), "HTTP 500"),
        ((302, {}, {"Location": "http://127.0.0.1/"}), "HTTP 302"),
        ((200, b"<html>", {}), "无法识别"),
        ((200, [], {}), "无法识别"),
        ((200, {}, {}), "无法识别"),
    ],
)
def test_other_answers_are_no_delivery_either(answer, said: str, far_away: Service) -> None:
    far_away.answer = answer
    with pytest.raises(Undelivered, match=said):
        opened("wecom", {"address": "A"}, A=WECOM).tell(telling(), NOW)
    assert len(far_away.received) == 1


def test_the_wait_that_is_asked_for_is_heard(far_away: Service) -> None:
    far_away.answer = (429, {}, {"Retry-After": "77"})
    with pytest.raises(Undelivered) as refused:
        opened("wecom", {"address": "A"}, A=WECOM).tell(telling(), NOW)
    assert refused.value.wait == 77


@pytest.mark.parametrize(("kind", "address"), ROBOTS)
def test_secrets_stand_in_no_error_and_no_log(kind, address, far_away: Service, caplog, monkeypatch) -> None:
    caplog.set_level(1)
    secret = address.rpartition("/")[2] if kind == "feishu" else address.rpartition("=")[2]
    channel = opened(kind, {"address": "A"}, A=address)
    far_away.answer = (200, {"errcode": 1, "code": 1, "errmsg": f"bad {address} {secret}", "msg": f"bad {secret}"}, {})
    told = []
    with pytest.raises(Undelivered) as refused:
        channel.tell(telling(), NOW)
    told.append(refused.value.reason)

    class Broken:
        def __getattr__(self, name: str):
            return getattr(requests, name)

        def post(self, url: str, **_: object):
            raise requests.ConnectionError(f"no way to {url}")

    monkeypatch.setattr(network, "requests", Broken())
    with pytest.raises(Undelivered, match="无法连接") as refused:
        channel.tell(telling(), NOW)
    told += [refused.value.reason, repr(refused.value.__cause__), *(record.getMessage() for record in caplog.records)]
    assert "＊＊＊＊" in told[0]
    assert not [one for one in told if secret in one]


def test_a_secret_that_apprise_would_repeat_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Unconfigured) as refused:
        opened("wecom", {"address": "A"}, A="this is no key!")
    assert "no key" not in refused.value.reason + caplog.text


@pytest.mark.parametrize(
    ("kind", "address", "most"), [("wecom", WECOM, 2048), ("dingtalk", DING, 20000), ("feishu", FEISHU, 20000)]
)
def test_a_long_message_fits_and_counts_the_rest(kind: str, address: str, most: int, far_away: Service) -> None:
    far_away.answer = (200, YES[kind], {})
    many = tuple(line(title="钻" * 80, shop="店" * 80, alert=f"{number:032}") for number in range(10))
    told = telling(*many, opened=400, reopened=12)
    opened(kind, {"address": "A"}, "https://desk.example", A=address).tell(told, NOW)
    text = words(kind, far_away)
    assert len(text.encode()) <= most
    assert len(far_away.received[0].body) <= 20000
    assert f"另有 {412 - text.count('涉嫌培育')} 条未列出" in text


@pytest.mark.parametrize(
    "title",
    ['<at user_id="all">所有人</at>', "@所有人 @13800000000", "http://evil.example/x", "evil.example/pay", "a\nb\r\n1. [高] 假", "\u202e反", "[点我](http://e.cn)"],
)  # fmt: skip
def test_sellers_words_neither_mention_nor_link_nor_break_lines(title: str, far_away: Service) -> None:
    opened("wecom", {"address": "A"}, A=WECOM).tell(telling(line(title=title, shop=title)), NOW)
    text = words("wecom", far_away)
    (row,) = [one for one in text.splitlines() if "南湾" in one or "《" in one]
    assert not [mark for mark in ("<", "@", "://", "\u202e", "](", "evil.ex") if mark in row]


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=k3y-k3y"),
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k3y-k3y"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
        ("dingtalk", "https://open.feishu.cn/open-apis/bot/v2/hook/k3y-k3y"),
        ("feishu", "https://open.larksuite.com/open-apis/bot/v2/hook/k3y-k3y"),
        ("feishu", "https://[/k3y-k3y"),
    ],
)
def test_an_address_of_another_service_is_refused(kind: str, address: str) -> None:
    with pytest.raises(Unconfigured, match="https://") as refused:
        opened(kind, {"address": "A"}, A=address)
    assert "k3y" not in refused.value.reason
