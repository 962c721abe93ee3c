"""Signing in and out, and the one-time page that makes the first user."""

from __future__ import annotations

import hmac
import threading
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.users import UserRefused, add_user, check_password, has_users
from alerts.values import User
from desk.web.access import COOKIE, safe_next
from desk.web.errors import Refused
from desk.web.rendering import page
from desk.web.settings import WebSettings

router = APIRouter()

NOT_ACCEPTED = "用户名或密码不正确，或该用户因多次输错已暂时锁定。"
"""One sentence for all: which of them it was would tell a stranger which names exist."""

_HASHING = threading.BoundedSemaphore(2)
"""A password check costs tens of megabytes for a moment; a flood of them must queue, not pile up."""
_FIRST_USER = threading.Lock()


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    waiting = request.app.state.settings.setup_token is not None and not has_users(request.app.state.store)
    return page(request, "login.html", next=safe_next(next), name="", error="", first=waiting)


@router.post("/login")
def login(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    settings: WebSettings = request.app.state.settings
    with _HASHING:
        user = check_password(request.app.state.store, name, password, at=settings.now())
    if user is None:
        return page(request, "login.html", 401, next=safe_next(next), name=name, error=NOT_ACCEPTED, first=False)
    return _signed_in(request, user, safe_next(next))


@router.post("/logout")
def logout(request: Request) -> Response:
    request.app.state.sessions.close(request.cookies.get(COOKIE))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/setup")
def setup_page(request: Request, token: Annotated[str, Query()] = "") -> Response:
    _require_setup(request, token)
    return page(request, "setup.html", token=token, name="", display="", error="")


@router.post("/setup")
def setup(
    request: Request,
    token: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    display: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    typed = {"token": token, "name": name, "display": display}
    with _FIRST_USER:
        _require_setup(request, token)
        if password != again:
            return page(request, "setup.html", 422, **typed, error="两次输入的密码不一致。")
        try:
            store, now = request.app.state.store, request.app.state.settings.now()
            user = add_user(store, name, password, "admin", display, at=now)
        except UserRefused as refusal:
            return page(request, "setup.html", 422, **typed, error=refusal.reason)
    return _signed_in(request, user, "/")


def _require_setup(request: Request, token: str) -> None:
    """Only with the printed token, and only while there is nobody; otherwise the page does not exist."""
    wanted = request.app.state.settings.setup_token
    known = wanted is not None and hmac.compare_digest(token.encode("utf-8", "replace"), wanted.encode())
    if not known or has_users(request.app.state.store):
        raise Refused(404, "该地址不存在或已经使用过。")


def _signed_in(request: Request, user: User, target: str) -> Response:
    settings: WebSettings = request.app.state.settings
    request.app.state.sessions.close(request.cookies.get(COOKIE))
    answer = RedirectResponse(target, 303)
    answer.set_cookie(
        COOKIE,
        request.app.state.sessions.open(user.name, user.display, user.role),
        max_age=int(settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookie or request.url.scheme == "https",
    )
    return answer
