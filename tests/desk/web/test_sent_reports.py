"""Reports that were handed out are fetched from the desk by those who may see them, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from alerts import tables
from alerts.users import add_user
from desk.web.app import create_app
from desk.web.settings import WebSettings
from tests.desk.web.conftest import BASE, PASSWORD
from tests.reports.briefs import ring

DIGEST = "ab" * 32


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    folder = tmp_path / "sent" / DIGEST
    folder.mkdir(parents=True)
    (folder / "daily-2026-11-22.html").write_text("<script>1</script>")
    (folder / "daily-2026-11-22-alliance.html").write_text("masked")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "sent"


@pytest.fixture
def app(store, clock, sent):
    return create_app(store, WebSettings(now=clock, sent=sent))


def signed_in(app, store, role: str) -> TestClient:
    if role != "reviewer":
        add_user(store, "li", PASSWORD, role, "李")
    client = TestClient(app, base_url=BASE, headers={"Origin": BASE}, follow_redirects=False)
    name = "wang" if role == "reviewer" else "li"
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
    return client


@pytest.mark.parametrize(
    ("role", "file", "status"),
    [
        ("reviewer", "daily-2026-11-22.html", 200),
        ("reviewer", "daily-2026-11-22-alliance.html", 200),
        ("reader", "daily-2026-11-22-alliance.html", 200),
        ("reader", "daily-2026-11-22.html", 404),
        ("reviewer", "daily-2026-11-23.html", 404),
        ("reviewer", "..%2F..%2Fsecret.html", 404),
    ],
)
def test_who_gets_what(app, store, role, file, status):
    answer = signed_in(app, store, role).get(f"/reports/{DIGEST}/{file}")
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize("digest", ["..", "AB" * 32, "ab" * 31, "%2e%2e"])
def test_a_place_that_is_no_hash_is_nowhere(app, store, digest):
    assert signed_in(app, store, "reviewer").get(f"/reports/{digest}/secret.html").status_code == 404


@pytest.mark.parametrize(("role", "shown"), [("reviewer", True), ("reader", False)])
def test_the_brief_of_the_day_is_masked_for_who_takes_it_and_on_record(app, store, seen, role, shown):
    seen(ring(title="18K金钻戒女1克拉 订购电话13800138000"))
    answer = signed_in(app, store, role).get("/brief")
    assert answer.status_code == 200
    assert ("13800138000" in answer.text) is shown
    with store.reading() as connection:
        [entry] = connection.execute(select(tables.custody).where(tables.custody.c.action == "export")).all()
    assert (entry.actor, "线索日报" in entry.detail) == ("wang" if role == "reviewer" else "li", True)


def test_a_stranger_is_asked_to_sign_in(app):
    client = TestClient(app, base_url=BASE, follow_redirects=False)
    assert client.get(f"/reports/{DIGEST}/daily-2026-11-22.html").status_code in (303, 401)
