"""Signed webhooks: checked with the verifier of the documentation, and never sent inside unasked."""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from requests import Timeout

from alerts.channels import Unconfigured, Undelivered
from alerts.channels.delivery import guarded
from alerts.channels.delivery.guarded import guarded_post
from tests.alerts.channels.stand_ins import NOW, Service, certified, http_service, line, opened, telling

DOCS = Path(__file__).parents[3] / "docs" / "webhooks.md"
NEW, OLD = "whsec_" + base64.b64encode(b"n" * 32).decode(), "an old key of enough bytes"


@pytest.fixture(scope="module")
def verified() -> Callable[..., bool]:
    """The verifier that the documentation prints."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    scope: dict[str, Callable[..., bool]] = {}
    exec(code, scope)  # noqa: S102 - our own documentation
    return scope["verified"]


def webhook(service: Service, *keys: str, allow: bool = True):
    settings = {"address": "URL", "sign": "KEYS", **({"allow": [f"127.0.0.1:{service.port}"]} if allow else {})}
    return opened("webhook", settings, "https://desk.example", URL=service.base + "/hook?token=s3cr3t-t0ken", KEYS=keys)


def test_the_documented_verifier_takes_it_and_nothing_else(service: Service, verified) -> None:
    webhook(service, NEW).tell(telling(id="ab" * 16), NOW)
    (one,) = service.received
    now = NOW.timestamp()
    assert verified(one.headers, one.body, NEW, now)
    assert one.headers["webhook-id"] == "ab" * 16
    assert not verified(one.headers, one.body + b" ", NEW, now)
    assert not verified({**one.headers, "webhook-id": "cd" * 16}, one.body, NEW, now)
    assert not verified({**one.headers, "webhook-timestamp": str(int(now) + 1)}, one.body, NEW, now)
    assert not verified(one.headers, one.body, OLD, now)
    assert [verified(one.headers, one.body, NEW, now + late) for late in (-301, -300, 300, 301)] == [
        False,
        True,
        True,
        False,
    ]


def test_two_keys_while_they_change(service: Service, verified) -> None:
    webhook(service, NEW, OLD).tell(telling(), NOW)
    (one,) = service.received
    assert verified(one.headers, one.body, NEW, NOW.timestamp())
    assert verified(one.headers, one.body, OLD, NOW.timestamp())


def test_every_try_has_the_same_id_and_body_and_its_own_time(service: Service) -> None:
    channel = webhook(service, NEW)
    for late in (0, 90):
        channel.tell(telling(), NOW + timedelta(seconds=late))
    first, second = service.received
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]


def test_the_body(service: Service) -> None:
    webhook(service, NEW).tell(telling(line(title='"<script>\u0000')), NOW)
    said = service.received[0].json()
    assert (said["type"], said["timestamp"]) == ("zuanjian.notice", "2026-11-22T01:00:00Z")
    data = said["data"]
    assert (data["recipient"], data["counts"], data["kinds"]) == ("值班", {"opened": 1}, {"opened": "新增线索"})
    assert data["lines"][0]["title"] == '"<script>\u0000'


@pytest.mark.parametrize(
    ("status", "final", "wait"), [(500, False, None), (404, True, None), (410, True, None), (429, False, 60.0), (301, False, None)]
)  # fmt: skip
def test_refusals(service: Service, status: int, final: bool, wait: float | None, caplog) -> None:
    caplog.set_level(1)
    service.answer = (
        status,
        b"",
        {"Retry-After": "60", "Location": "http://169.254.169.254/"} if status in (429, 301) else {},
    )
    with pytest.raises(Undelivered, match=str(status)) as refused:
        webhook(service, NEW).tell(telling(), NOW)
    assert refused.value.final == final
    assert status == 301 or refused.value.wait == wait
    assert "s3cr3t" not in refused.value.reason + caplog.text
    assert len(service.received) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "[::1]", "2130706433", "0x7f.1"])
def test_inside_is_refused_before_anything_is_sent(host: str) -> None:
    channel = opened("webhook", {"address": "URL", "sign": "KEYS"}, URL=f"https://{host}/hook", KEYS=OLD)
    with pytest.raises(Undelivered, match="内部网络") as refused:
        channel.tell(telling(), NOW)
    assert refused.value.final


def test_a_name_that_leads_inside_is_refused(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(host: str, port: int, **_: object):
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("93.184.215.14", port)), (*kind, ("127.0.0.1", port))]

    monkeypatch.setattr(guarded.socket, "getaddrinfo", lookup)
    url = f"https://hooks.example:{service.port}/hook"
    with pytest.raises(Undelivered, match="内部网络"):
        opened("webhook", {"address": "URL", "sign": "KEYS"}, URL=url, KEYS=OLD).tell(telling(), NOW)
    assert service.received == []


def test_what_is_allowed_is_this_port_alone(service: Service) -> None:
    settings = {"address": "URL", "sign": "KEYS", "allow": [f"127.0.0.1:{service.port + 1}"]}
    with pytest.raises(Unconfigured, match="https"):
        opened("webhook", settings, URL=service.base, KEYS=OLD)
    with pytest.raises(Undelivered, match="内部网络"):
        opened("webhook", settings, URL=service.base.replace("http", "https"), KEYS=OLD).tell(telling(), NOW)
    assert service.received == []


@pytest.mark.parametrize(("name", "known"), [("localhost", True), ("localhost", False), ("other.example", True)])
def test_the_certificate_is_checked(name: str, known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = certified(tmp_path, name)
    if known:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls[1]))
    else:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    with http_service(tls) as secure:
        settings = {"address": "URL", "sign": "KEYS", "allow": [f"localhost:{secure.port}"]}
        channel = opened("webhook", settings, URL=f"https://localhost:{secure.port}/hook", KEYS=OLD)
        if name == "localhost" and known:
            channel.tell(telling(), NOW)
        else:
            with pytest.raises(Undelivered, match="证书"):
                channel.tell(telling(), NOW)
        assert len(secure.received) == (name == "localhost" and known)


def test_whoever_never_finishes_his_answer_is_left(service: Service) -> None:
    gone = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            talk, _ = server.accept()
            with talk, suppress(OSError):
                talk.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not gone.wait(0.02):
                    talk.sendall(b"a")

        thread = threading.Thread(target=trickle)
        thread.start()
        port = server.getsockname()[1]
        try:
            with pytest.raises(Timeout):
                guarded_post(f"http://127.0.0.1:{port}/", b"{}", {}, (f"127.0.0.1:{port}",), 0.3)
        finally:
            gone.set()
            thread.join()


def test_a_proxy_of_the_environment_is_not_asked(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    webhook(service, NEW).tell(telling(), NOW)
    assert len(service.received) == 1


@pytest.mark.parametrize(
    ("url", "keys", "said"),
    [
        ("ftp://hooks.example/", OLD, "URL 不是"),
        ("https://user:s3cr3t@hooks.example/", OLD, "URL 不是"),
        ("http://hooks.example/", OLD, "https"),
        ("https://[broken/", OLD, "URL 不是"),
        ("https://hooks.example/", "short-s3cr3t", "24 字节"),
        ("https://hooks.example/", "whsec_s3cr3t!", "24 字节"),
    ],
)
def test_bad_settings_are_named_without_the_secret(url: str, keys: str, said: str) -> None:
    with pytest.raises(Unconfigured, match=said) as refused:
        opened("webhook", {"address": "URL", "sign": "KEYS"}, URL=url, KEYS=keys)
    assert "s3cr3t" not in refused.value.reason
