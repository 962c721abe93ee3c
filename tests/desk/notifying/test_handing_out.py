"""``zuanjian report KIND --send``: the file that was written is the file that arrives, once, and the record says so."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from alerts.store import open_store
from tests.alerts.channels.stand_ins import Mailbox, Service, http_service, mail_relay
from tests.alerts.scenes import Ware, take

Run = Callable[..., CompletedProcess[str]]
DAY = "2026-11-02"


@pytest.fixture
def relay() -> Iterator[Mailbox]:
    with mail_relay() as box:
        yield box


@pytest.fixture
def service() -> Iterator[Service]:
    with http_service() as one:
        yield one


@pytest.fixture
def home(tmp_path: Path, relay: Mailbox, service: Service) -> Path:
    """Two items under charge; the office gets the brief as a page by mail, the alliance its figures at a webhook."""
    home = tmp_path / "home"
    home.mkdir()
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store:
        store.upgrade()
        take(store, 0, Ware("1", title="18K金钻戒<script>alert(1)</script>"), Ware("2"))
    notify(home, relay, service)
    return home


def notify(home: Path, relay: Mailbox, service: Service, reports: str = "[daily]") -> None:
    (home / "notify.yml").write_text(
        "desk: https://desk.example\n"
        "channels:\n"
        f"  邮箱: {{kind: email, host: 127.0.0.1, port: {relay.port}, security: none, from: z@watch.example, to: d@office.example}}\n"
        f'  平台: {{kind: webhook, address: HOOK, sign: KEYS, allow: ["127.0.0.1:{service.port}"]}}\n'
        "recipients:\n"
        f"  - {{name: 值班, channels: [邮箱], kinds: [overdue], reports: {reports}}}\n"
        "  - {name: 联盟, channels: [平台], kinds: [overdue], reports: [daily], format: json, role: alliance}\n",
        "utf-8",
    )
    secrets = home / "notify-secrets.yml"
    secrets.write_text(f"HOOK: {service.base}/hook\nKEYS: a key of twenty-four bytes\n", "utf-8")
    secrets.chmod(0o600)


def sent_mail(relay: Mailbox) -> list[email.message.EmailMessage]:
    return [email.message_from_string(text, policy=email.policy.default) for *_, text in relay.mails]  # type: ignore[misc]


def test_the_file_that_was_written_is_the_file_that_arrives(
    zuanjian: Run, home: Path, relay: Mailbox, service: Service
):
    done = zuanjian("report", "daily", "--date", DAY, "--send")
    assert done.returncode == 0, done.stderr
    [mail] = sent_mail(relay)
    [attached] = [part for part in mail.walk() if part.get_filename()]
    content = attached.get_payload(decode=True)
    written = (home / "reports" / f"daily-{DAY}.html").read_bytes()
    assert (attached.get_filename(), content) == (f"daily-{DAY}.html", written)
    assert b"<script>alert" not in content
    assert mail["Subject"] == f"【钻鉴】线索日报 {DAY}"
    digest = hashlib.sha256(content).hexdigest()
    body = mail.get_body(("plain",)).get_content()
    assert f"SHA-256 {digest}" in body
    assert f"https://desk.example/reports/{digest}/daily-{DAY}.html" in body
    [told] = service.received
    [report] = told.json()["data"]["reports"]
    assert report["file"] == f"daily-{DAY}-alliance.json"
    assert hashlib.sha256((home / "reports" / report["file"]).read_bytes()).hexdigest() == report["sha256"]


def test_each_sending_is_on_record_once_however_often_it_is_asked_for(
    zuanjian: Run, home: Path, relay: Mailbox, service: Service
):
    for _ in range(3):
        assert zuanjian("report", "daily", "--date", DAY, "--send").returncode == 0
    assert (len(relay.mails), len(service.received)) == (1, 1)
    again = zuanjian("report", "daily", "--date", DAY, "--send")
    assert f"daily-{DAY}.html 已交付发送过，不再重复" in again.stdout
    with open_store(f"sqlite:///{home / 'zuanjian.db'}") as store, store.reading() as connection:
        from sqlalchemy import select

        from alerts import tables

        entries = connection.execute(select(tables.custody).where(tables.custody.c.action == "sent")).all()
    assert sorted(entry.detail for entry in entries) == [
        f"发送线索日报 {DAY}给值班（渠道 邮箱）",
        f"发送线索日报 {DAY}给联盟（渠道 平台）",
    ]
    assert zuanjian("db", "verify").returncode == 0


def test_a_relay_that_was_down_gets_the_copy_of_that_time(zuanjian: Run, home: Path, relay: Mailbox, service: Service):
    relay.rcpt = b"450 later"
    first = zuanjian("report", "daily", "--date", DAY, "--send")
    assert first.returncode == 1
    assert "邮件服务器拒收（代码 450）" in first.stderr
    path = home / "reports" / f"daily-{DAY}.html"
    before = path.read_bytes()
    path.write_bytes(b"written anew")
    relay.rcpt = b"250 ok"
    assert zuanjian("notify", "retry").returncode == 0
    assert zuanjian("notify", "send").returncode == 0
    [attached] = [part for part in sent_mail(relay)[0].walk() if part.get_filename()]
    assert attached.get_payload(decode=True) == before


@pytest.mark.parametrize("harm", ["altered", "removed"])
def test_a_copy_that_is_not_what_was_to_be_sent_stays_here(
    zuanjian: Run, home: Path, relay: Mailbox, service: Service, harm: str
):
    relay.rcpt = b"450 later"
    zuanjian("report", "daily", "--date", DAY, "--send")
    [kept] = (home / "reports" / "sent").rglob("*.html")
    kept.write_bytes(b"other") if harm == "altered" else kept.unlink()
    relay.rcpt = b"250 ok"
    zuanjian("notify", "retry")
    sent = zuanjian("notify", "send")
    assert (sent.returncode, relay.mails) == (1, [])
    assert f"daily-{DAY}.html 的留存件已不在或已被改动" in sent.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("weekly", "--send"), "没有接收人要 weekly"),
        (("daily", "--send", "-o", "x.html"), "不用 --output"),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_is_written(
    zuanjian: Run, home: Path, arguments: tuple[str, ...], said: str
):
    done = zuanjian("report", *arguments)
    assert (done.returncode, said in done.stderr) == (2, True)
    assert not (home / "reports").exists()


def test_without_a_file_it_is_said_where_it_belongs(zuanjian: Run, home: Path):
    (home / "notify.yml").unlink()
    done = zuanjian("report", "daily", "--send")
    assert (done.returncode, "notify.yml 不存在" in done.stderr) == (2, True)


def test_an_unknown_kind_of_report_is_refused_by_place(zuanjian: Run, home: Path, relay: Mailbox, service: Service):
    notify(home, relay, service, "[yearly]")
    done = zuanjian("report", "daily", "--send")
    assert (done.returncode, "recipients.0.reports" in done.stderr) == (2, True)


def test_what_was_sent_is_listed(zuanjian: Run, home: Path):
    zuanjian("report", "daily", "--date", DAY, "--send")
    listed = json.loads(zuanjian("notify", "list", "--json").stdout)["messages"]
    assert sorted((one["recipient"], one["state"]) for one in listed) == [("值班", "told"), ("联盟", "told")]
    assert f"线索日报 {DAY}" in zuanjian("notify", "list").stdout
