"""``zuanjian notify`` and the notification at the end of a patrol, from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerts.channels.stand_ins import Service, http_service
from tests.mock_site.routes import product
from tests.mock_site.site import MockSite

SECRET = "s3cr3t-t0ken"
TITLE = "18K金天然钻石戒指 主石为莫桑石"


@pytest.fixture
def service() -> Iterator[Service]:
    with http_service() as one:
        yield one


@pytest.fixture
def site() -> Iterator[MockSite]:
    with MockSite(routes={"/p": lambda handler: handler.send(200, product(TITLE, "p1").encode())}) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path, site: MockSite, service: Service) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "shop.yml").write_text(
        f"platform: web\nstart: {site.url('/p')}\nbasis: open_page\n", "utf-8"
    )
    (tmp_path / "notify.yml").write_text(
        "channels:\n"
        f'  平台: {{kind: webhook, address: HOOK, sign: KEYS, allow: ["127.0.0.1:{service.port}"]}}\n'
        "recipients:\n  - {name: 值班, channels: [平台]}\n",
        "utf-8",
    )
    secrets = tmp_path / "notify-secrets.yml"
    secrets.write_text(f"HOOK: {service.base}/hook?key={SECRET}\nKEYS: a key of twenty-four bytes\n", "utf-8")
    secrets.chmod(0o600)
    return tmp_path


def zuanjian(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk", "--home", str(home), *arguments], capture_output=True, text=True, check=False,
        timeout=110, env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "200"},
    )  # fmt: skip


def test_a_patrol_tells_once(home: Path, service: Service) -> None:
    done = zuanjian(home, "patrol")
    assert (done.returncode, done.stderr) == (0, "")
    assert "通知：送达 1 条" in done.stdout
    (one,) = service.received
    assert one.json()["data"]["counts"] == {"opened": len(one.json()["data"]["lines"])}
    assert one.json()["data"]["lines"][0]["title"] == TITLE
    again = zuanjian(home, "patrol")
    assert (again.returncode, len(service.received)) == (0, 1)
    listed = json.loads(zuanjian(home, "notify", "list", "--json").stdout)
    assert [(message["state"], message["tries"]) for message in listed["messages"]] == [("told", 1)]


def test_a_failure_is_told_listed_and_sent_again(home: Path, service: Service) -> None:
    service.answer = (410, {}, {})
    done = zuanjian(home, "patrol")
    assert done.returncode == 1
    assert "通知未送达 值班（平台）：对方答复 HTTP 410；不再重试" in done.stderr
    listed = zuanjian(home, "notify", "list")
    assert "未能送达" in listed.stdout
    assert "HTTP 410" in listed.stdout
    service.answer = (204, b"", {})
    number = json.loads(zuanjian(home, "notify", "list", "--json").stdout)["messages"][0]["id"]
    assert zuanjian(home, "notify", "retry", "0" * 32).returncode == 2
    assert zuanjian(home, "notify", "retry", number[:8]).returncode == 0
    sent = zuanjian(home, "notify", "send")
    assert (sent.returncode, "送达 1 条" in sent.stdout) == (0, True)
    assert {one.headers["webhook-id"] for one in service.received} == {number}
    everything = "".join((*map(str, (done.stdout, done.stderr, listed.stdout, sent.stdout, sent.stderr)),))
    kept = b"".join(
        path.read_bytes() for path in home.rglob("*") if path.is_file() and path.name != "notify-secrets.yml"
    )
    assert SECRET not in everything
    assert SECRET.encode() not in kept


def test_a_broken_file_holds_everything_back_and_loses_nothing(home: Path, service: Service) -> None:
    good = (home / "notify.yml").read_text("utf-8")
    (home / "notify.yml").write_text(good.replace("[平台]", "[平 台]"), "utf-8")
    done = zuanjian(home, "patrol")
    assert done.returncode == 1
    assert f"{home / 'notify.yml'}：recipients.0.channels" in done.stderr
    assert "待分发" in zuanjian(home, "notify", "list").stdout
    (home / "notify.yml").write_text(good, "utf-8")
    (home / "notify-secrets.yml").chmod(0o644)
    unreadable = zuanjian(home, "notify", "send")
    assert (unreadable.returncode, "chmod 600" in unreadable.stderr, service.received) == (1, True, [])
    (home / "notify-secrets.yml").chmod(0o600)
    assert zuanjian(home, "notify", "send").returncode == 0
    assert len(service.received) == 1


def test_a_source_that_cannot_be_looked_at_is_told(home: Path, service: Service, site: MockSite) -> None:
    (home / "sources" / "shop.yml").write_text("platform: web\nstart: http://127.0.0.1:1/\nbasis: open_page\n", "utf-8")
    (home / "sources" / "bad.yml").write_text("platform: web\n", "utf-8")
    assert zuanjian(home, "patrol").returncode == 1
    (one,) = service.received
    troubles = {trouble["source"]: trouble for trouble in one.json()["data"]["sources"]}
    assert sorted(troubles) == ["bad", "shop"]
    assert "来源文件有误" in troubles["bad"]["reason"]


def test_trying_a_recipient_or_a_channel(home: Path, service: Service) -> None:
    for name in ("值班", "平台"):
        done = zuanjian(home, "notify", "test", name)
        assert (done.returncode, done.stdout) == (0, "平台：已送达\n")
    assert service.received[0].json()["data"]["sources"][0]["reason"] == "这是一条试发的通知，无须处理"
    unknown = zuanjian(home, "notify", "test", "某人")
    assert (unknown.returncode, "没有名为“某人”" in unknown.stderr) == (2, True)
    service.answer = (500, {}, {})
    failed = zuanjian(home, "notify", "test", "值班")
    assert (failed.returncode, "HTTP 500" in failed.stderr) == (1, True)


def test_without_a_file_nothing_is_told_and_patrol_says_nothing_of_it(home: Path, service: Service) -> None:
    (home / "notify.yml").unlink()
    done = zuanjian(home, "patrol")
    assert (done.returncode, "通知" in done.stdout + done.stderr) == (0, False)
    assert "没有设置通知" in zuanjian(home, "notify", "send").stdout
    assert zuanjian(home, "notify", "list").stdout == "没有通知\n"
