"""Who gets in: nobody without a session, no post from elsewhere, no second chance for a guessed password."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from desk.web.access import COOKIE, OPEN, safe_next
from desk.web.app import create_app
from desk.web.guard import BODY_LIMIT, HEADERS
from desk.web.settings import WebSettings
from tests.desk.web.conftest import BASE, PASSWORD

UNKNOWN = [
    "/nothing",
    "/docs",
    "/openapi.json",
    "/login/",
    "/static/../desk.css",
    "/healthz/x",
    "//login",
    "/static/other.css",
]


def all_routes(app):
    """Newer FastAPI keeps an included router whole, older ones copy its routes."""
    for route in app.routes:
        yield from route.original_router.routes if hasattr(route, "original_router") else (route,)


def closed_routes(app):
    for route in all_routes(app):
        for method in sorted(route.methods - {"HEAD"}):
            if route.path not in OPEN:
                yield method, route.path.format(alert_id="A-1", digest="ab" * 32, file="daily.html")


def test_every_route_but_the_open_ones_needs_a_session(app, stranger):
    closed = list(closed_routes(app))
    assert ("GET", "/") in closed
    assert ("POST", "/alerts/A-1/decision") in closed
    for method, path in closed:
        answer = stranger.request(method, path)
        if method == "GET":
            assert (answer.status_code, answer.headers["location"].split("=")[0]) == (303, "/login?next"), path
        else:
            assert answer.status_code == 401, path


def test_open_addresses_exist(app):
    assert set(OPEN) <= {route.path for route in all_routes(app)}


@pytest.mark.parametrize("path", UNKNOWN)
def test_unknown_addresses_tell_a_stranger_nothing(stranger, path):
    assert stranger.get(f"{BASE}{path}").status_code == 303
    assert stranger.post(f"{BASE}{path}").status_code == 401


@pytest.mark.parametrize("token", ["", "x", "wang", "\xff", "a" * 5000])
def test_a_made_up_cookie_is_no_session(stranger, token):
    answer = stranger.get("/", headers={"Cookie": f"{COOKIE}={token}".encode("latin-1")})
    assert answer.status_code == 303


def test_signing_in_leads_on_and_the_cookie_is_out_of_reach_of_scripts(stranger):
    answer = stranger.post("/login", data={"name": "wang", "password": PASSWORD, "next": "/coverage?day=2026-11-22"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/coverage?day=2026-11-22")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(("secure", "base"), [(True, BASE), (False, "https://desk.test")])
def test_cookie_is_secure_where_the_desk_is(store, clock, secure, base):
    client = TestClient(create_app(store, WebSettings(now=clock, secure_cookie=secure)), base_url=base)
    answer = client.post(
        "/login", data={"name": "wang", "password": PASSWORD}, headers={"Origin": base}, follow_redirects=False
    )
    assert "; Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("wang", "wrong"), ("nobody", PASSWORD), ("", ""), ("wang", ""), ("<script>", "x")],
)
def test_wrong_credentials_all_get_the_same_answer(stranger, name, password):
    answer = stranger.post("/login", data={"name": name, "password": password})
    assert answer.status_code == 401
    assert "用户名或密码不正确" in answer.text
    assert "<script>" not in answer.text
    assert "set-cookie" not in answer.headers


def test_many_wrong_passwords_lock_even_the_right_one_out_for_a_while(stranger, clock):
    def attempt(password):
        return stranger.post("/login", data={"name": "wang", "password": password}).status_code

    for _ in range(10):
        assert attempt("wrong") == 401
    assert attempt(PASSWORD) == 401
    clock.pass_by(hours=2)
    assert attempt(PASSWORD) == 303


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/alerts/A-1", "/alerts/A-1"),
        ("/?day=all", "/?day=all"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/\t/evil.example", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_after_signing_in_only_this_desk_follows(target, goes):
    assert safe_next(target) == goes


@pytest.mark.parametrize(("minutes", "lives"), [(119, True), (120, False), (121, False)])
def test_an_idle_session_ends(reviewer, clock, minutes, lives):
    clock.pass_by(minutes=minutes)
    assert (reviewer.get("/").status_code == 200) == lives


def test_a_session_ends_after_its_hours_however_busy(reviewer, clock):
    for _ in range(11):
        clock.pass_by(hours=1)
        assert reviewer.get("/").status_code == 200
    clock.pass_by(hours=1)
    assert reviewer.get("/").status_code == 303


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(reviewer):
    token = reviewer.cookies[COOKIE]
    assert reviewer.post("/logout").headers["location"] == "/login"
    assert reviewer.get("/", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 303


def test_signing_in_again_replaces_the_old_session(reviewer):
    token = reviewer.cookies[COOKIE]
    reviewer.post("/login", data={"name": "wang", "password": PASSWORD})
    assert reviewer.cookies[COOKIE] != token
    assert reviewer.get("/", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Origin": BASE}, True),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://desk.test:81"}, False),
        ({"Origin": "http://desk.test.evil.example"}, False),
        ({"Origin": "http://user@desk.test"}, False),
        ({"Origin": BASE, "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Referer": BASE + "/"}, False),
    ],
)
def test_only_our_own_pages_may_post(app, headers, allowed):
    client = TestClient(app, base_url=BASE, follow_redirects=False)
    answer = client.post("/login", data={"name": "wang", "password": PASSWORD}, headers=headers)
    assert answer.status_code == (303 if allowed else 403)
    assert ("set-cookie" in answer.headers) == allowed


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_changing_method_is_checked(reviewer, method):
    assert reviewer.request(method, "/alerts/A-1/undo", headers={"Origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(("size", "status"), [(BODY_LIMIT - 1, 401), (BODY_LIMIT, 401), (BODY_LIMIT + 1, 413)])
def test_large_bodies_are_refused(stranger, size, status):
    body = b"name=" + b"a" * (size - 5)
    answer = stranger.post("/login", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/login"), ("GET", "/"), ("GET", "/healthz"), ("GET", "/static/desk.css"), ("POST", "/nothing")],
)
def test_every_answer_forbids_what_we_do_not_use(stranger, method, path):
    answer = stranger.request(method, path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_pages_live_by_their_own_policy(reviewer):
    for path in ("/", "/coverage", "/login", "/nothing"):
        text = reviewer.get(path).text
        assert "<script" not in text
        assert "style=" not in text
        assert "http://" not in text.replace(BASE, "")


def test_a_desk_with_users_has_no_set_up(stranger):
    assert stranger.get("/setup?token=").status_code == 404
