"""``notify.yml``: what is wrong is named by file, place and reason, and never repeats what may be a secret."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from alerts.outbox.recipient import Recipient
from crawler.source_reading import SourceRefused
from desk.notifying.file import load_notifications

WHOLE = """\
desk: https://desk.example.org/
channels:
  值班群: {kind: wecom, address: WECOM_DUTY}
  钉钉群: {kind: dingtalk, address: DING, sign: DING_SIGN}
  飞书群: {kind: feishu, address: FEISHU}
  邮箱: {kind: email, host: smtp.example.org, from: a@example.org, to: b@example.org, user: a, password: MAIL}
  平台: {kind: webhook, address: HOOK, sign: HOOK_KEYS, allow: ["10.0.0.5:8443"]}
recipients:
  - {name: 值班, channels: 值班群}
  - name: 法务
    channels: [邮箱, 平台]
    kinds: [opened, decided]
    severities: [high]
    families: [IP]
    shops: [南湾珠宝, 123456]
    platforms: [douyin]
    moves: [refer, undo]
    quiet: 22:00-07:30
    digest: 08:30
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "notify.yml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_is_no_notifications(tmp_path: Path) -> None:
    assert load_notifications(tmp_path / "notify.yml") is None


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    found = load_notifications(written(tmp_path, WHOLE))
    assert found is not None
    assert [(name, one.kind) for name, one in found.channels.items()] == [
        ("值班群", "wecom"), ("钉钉群", "dingtalk"), ("飞书群", "feishu"), ("邮箱", "email"), ("平台", "webhook"),
    ]  # fmt: skip
    assert found.desk == "https://desk.example.org"
    assert found.recipients == (
        Recipient("值班", ("值班群",)),
        Recipient(
            "法务", ("邮箱", "平台"), ("opened", "decided"), ("high",), ("IP",), ("南湾珠宝", "123456"), ("douyin",),
            ("refer", "undo"), (time(22), time(7, 30)), time(8, 30),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("desk: https", "desk: ftp", "desk", "http"),
        ("desk: ", "desks: ", "desks", "未知的键"),
        ("kind: wecom", "kind: wechat", "channels.值班群.kind", "wecom"),
        ("address: WECOM_DUTY", "adress: WECOM_DUTY", "channels.值班群.adress", "未知的键"),
        (", address: FEISHU", "", "channels.飞书群.address", "缺少"),
        ("to: b@example.org", "to: nobody", "channels.邮箱.to", "写法"),
        ("host: smtp", "port: 99999, host: smtp", "channels.邮箱.port", "超出"),
        ('"10.0.0.5:8443"', "10.0.0.5", "channels.平台.allow", "写法"),
        ("channels: 值班群", "channels: 值班", "recipients.0.channels", "值班群"),
        ("{name: 值班, channels: 值班群}", "{name: 值班}", "recipients.0.channels", "至少一个渠道"),
        ("{name: 值班, channels: 值班群}", "值班", "recipients.0", "键"),
        ("name: 值班,", "name: 法务,", "recipients", "重名"),
        ("name: 值班,", 'name: "",', "recipients.0.name", "名称"),
        ("[opened, decided]", "[open]", "recipients.1.kinds", "opened"),
        ("[opened, decided]", "[]", "recipients.1.kinds", "至少一项"),
        ("[high]", "[高]", "recipients.1.severities", "medium"),
        ("[refer, undo]", "[fire]", "recipients.1.moves", "refer"),
        ("22:00-07:30", "22:00", "recipients.1.quiet", "22:00-07:30"),
        ("22:00-07:30", "22:00-22:00", "recipients.1.quiet", "永远"),
        ("22:00-07:30", "25:00-07:30", "recipients.1.quiet", "HH:MM"),
        ("digest: 08:30", "digest: daily", "recipients.1.digest", "hourly"),
        ("digest: 08:30", "digests: 08:30", "recipients.1.digests", "未知的键"),
        (WHOLE, "channels: {}\nrecipients: []\n", "channels", "至少一个渠道"),
        (WHOLE, "recipients: [", "第 1 行", "YAML"),
        (WHOLE, "- a", "", "channels 和 recipients"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, place: str, reason: str) -> None:
    assert old in WHOLE
    path = written(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(SourceRefused) as refused:
        load_notifications(path)
    assert (refused.value.file, refused.value.field.startswith(place)) == (path, True), refused.value.field
    assert reason in refused.value.reason


def test_a_secret_pasted_into_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE.replace("WECOM_DUTY", "'https://qyapi.weixin.qq.com/send?key=s3cr3t'"))
    with pytest.raises(SourceRefused, match="只写密钥的名称") as refused:
        load_notifications(path)
    assert "s3cr3t" not in str(refused.value)
