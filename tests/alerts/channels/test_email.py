"""E-mail: one mail, one Message-ID over all tries, and the server's own yes."""

from __future__ import annotations

import email
import email.policy

import pytest

from alerts.channels import Unconfigured, Undelivered
from tests.alerts.channels.stand_ins import NOW, Mailbox, opened, telling

BASE = {"host": "127.0.0.1", "from": "zuanjian@watch.example", "to": "duty@office.example", "security": "none"}


def settings(relay: Mailbox, **more: object) -> dict[str, object]:
    return {**BASE, "port": relay.port, **more}


def test_a_mail(relay: Mailbox) -> None:
    opened("email", settings(relay), "https://desk.example").tell(telling(id="ab" * 16), NOW)
    ((sender, to, text),) = relay.mails
    mail = email.message_from_string(text, policy=email.policy.default)
    assert ("zuanjian@watch.example" in sender, [one for one in to if "duty@office.example" in one]) == (True, to)
    assert mail["Subject"] == "【钻鉴】新增线索 1（高 1）"
    assert mail.get_all("Message-ID") == [f"<{'ab' * 16}@watch.example>"]
    assert mail.get_content_type() == "text/plain"
    assert "南湾珠宝《18K金钻戒女1克拉》" in mail.get_content()


def test_the_second_try_carries_the_same_message_id(relay: Mailbox) -> None:
    channel = opened("email", settings(relay))
    for _ in range(2):
        channel.tell(telling(), NOW)
    first, second = (email.message_from_string(text)["Message-ID"] for *_, text in relay.mails)
    assert first == second


def test_with_a_password(relay: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    channel = opened("email", settings(relay, user="duty", password="PW"), PW="correct-horse")
    channel.tell(telling(), NOW)
    relay.auth = b"535 correct-horse is wrong"
    with pytest.raises(Undelivered, match="用户名或密码") as refused:
        channel.tell(telling(), NOW)
    assert "correct-horse" not in refused.value.reason + caplog.text
    assert len(relay.mails) == 1


@pytest.mark.parametrize(("answer", "final"), [(b"450 later", False), (b"550 nobody", True)])
def test_a_mailbox_that_is_refused(relay: Mailbox, answer: bytes, final: bool) -> None:
    relay.rcpt = answer
    with pytest.raises(Undelivered, match=answer[:3].decode()) as refused:
        opened("email", settings(relay)).tell(telling(), NOW)
    assert (refused.value.final, relay.mails) == (final, [])


def test_nobody_answers(relay: Mailbox) -> None:
    with pytest.raises(Undelivered, match="无法连接邮件服务器"):
        opened("email", {**BASE, "port": 1}).tell(telling(), NOW)


def test_a_user_without_a_password_is_refused_at_once() -> None:
    with pytest.raises(Unconfigured, match="一并写明"):
        opened("email", {**BASE, "user": "duty"})


def test_no_password_goes_out_in_the_clear() -> None:
    with pytest.raises(Unconfigured, match="明文"):
        opened("email", {**BASE, "host": "smtp.office.example", "user": "duty", "password": "PW"}, PW="correct-horse")
