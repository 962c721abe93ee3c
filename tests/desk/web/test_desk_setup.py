"""The first user: made once, with the printed address, and nobody can guess their way in before."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from alerts.users import has_users
from desk.web.app import create_app
from desk.web.settings import WebSettings
from tests.desk.web.conftest import BASE, PASSWORD


@pytest.fixture
def users_known() -> bool:
    return False


@pytest.fixture
def fresh(store, clock) -> TestClient:
    app = create_app(store, WebSettings(now=clock, setup_token="one-time"))
    return TestClient(app, base_url=BASE, headers={"Origin": BASE}, follow_redirects=False)


def set_up(client, **changes):
    form = {"token": "one-time", "name": "li", "display": "李工", "password": PASSWORD, "again": PASSWORD}
    return client.post("/setup", data={**form, **changes})


def test_first_administrator_is_made_once_with_the_printed_address(fresh, store):
    assert fresh.get("/setup?token=one-time").status_code == 200
    answer = set_up(fresh)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "李工" in fresh.get("/").text
    assert set_up(fresh, name="second").status_code == 404
    assert fresh.get("/setup?token=one-time").status_code == 404


@pytest.mark.parametrize("token", ["", "one-tim", "one-time ", "ONE-TIME", "\u4e00"])
def test_without_the_printed_token_there_is_no_set_up(fresh, store, token):
    assert fresh.get("/setup", params={"token": token}).status_code == 404
    assert set_up(fresh, token=token).status_code == 404
    assert not has_users(store)


def test_set_up_refusals_keep_what_was_typed(fresh, store):
    answer = set_up(fresh, again="different")
    assert answer.status_code == 422
    assert "两次输入的密码不一致" in answer.text
    assert 'value="李工"' in answer.text
    assert PASSWORD not in answer.text
    assert set_up(fresh, password="1", again="1").status_code == 422
    assert not has_users(store)


def test_sign_in_page_points_to_the_printed_address_until_somebody_is_there(fresh):
    assert "一次性地址" in fresh.get("/login").text
    set_up(fresh)
    fresh.cookies.clear()
    assert "一次性地址" not in fresh.get("/login").text
