"""Who is signed in. Deny by default: every address needs a session unless it stands in OPEN.

Sessions live in this process: a random token in a cookie that scripts cannot read, only its hash kept
here. Restarting the desk signs everybody out; a stolen copy of the database signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "zuanjian_desk"
OPEN = frozenset({"/login", "/setup", "/healthz", "/static/desk.css", "/static/icon.svg"})
"""The only addresses that a stranger may reach, compared whole: nothing is open because of how it begins."""


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in person until ``expires`` (UTC), or until idle for too long."""

    name: str
    display: str
    role: str
    expires: datetime
    seen: datetime


class Sessions:
    """Sessions by the hash of their token; safe to use from several threads."""

    def __init__(self, now: Callable[[], datetime], lasting: timedelta, idle: timedelta) -> None:
        self._now = now
        self._lasting = lasting
        self._idle = idle
        self._open: dict[bytes, Session] = {}
        self._lock = threading.Lock()

    def open(self, name: str, display: str, role: str) -> str:
        """A new token for the cookie; it is known nowhere else."""
        token = secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            # Ended sessions leave here, so that the table holds living ones only.
            self._open = {key: s for key, s in self._open.items() if self._lives(s, now)}
            self._open[_hash(token)] = Session(name, display, role, now + self._lasting, now)
        return token

    def find(self, token: str | None) -> Session | None:
        """The living session of a token, noted as used now."""
        if not token:
            return None
        now = self._now()
        key = _hash(token)
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if not self._lives(session, now):
                del self._open[key]
                return None
            self._open[key] = session = replace(session, seen=now)
            return session

    def close(self, token: str | None) -> None:
        with self._lock:
            self._open.pop(_hash(token or ""), None)

    def _lives(self, session: Session, now: datetime) -> bool:
        return now < session.expires and now - session.seen < self._idle


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


class Gate:
    """Stands before the application, so that not even an unknown address answers a stranger.

    A reader is sent to sign in and comes back to where they were going; any other request gets 401.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, refuse: Callable[[Request], Response]) -> None:
        self._app = app
        self._sessions = sessions
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)
        session = self._sessions.find(request.cookies.get(COOKIE))
        scope.setdefault("state", {})["session"] = session
        if session is not None or scope["path"] in OPEN:
            await self._app(scope, receive, send)
        elif request.method == "GET":
            await RedirectResponse(f"/login?next={quote(_wanted(request))}", 303)(scope, receive, send)
        else:
            await self._refuse(request)(scope, receive, send)


def _wanted(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def safe_next(target: str) -> str:
    """Where to go after signing in: an address of this desk, else the first page.

    ``//host`` and ``/\\host`` are other people's addresses to a browser, and control characters are
    dropped by it before it looks.
    """
    local = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if local else "/"


def session_of(request: Request) -> Session:
    """The session that the gate let through."""
    session: Session = request.state.session
    return session
