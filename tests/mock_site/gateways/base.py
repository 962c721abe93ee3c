"""GatewayStandIn: what all stand-ins of interfaces share: a shelf, a grant with rotating tokens, and ways to misbehave."""

from __future__ import annotations

import json
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from crawler.grants.grant import Grant
from tests.mock_site.site import Handler, MockSite

SECRET = "secret-for-tests"
KEY = "1234567890"
HTML = "<html><body>gateway</body></html>"


@dataclass(frozen=True)
class Asked:
    """One call as the gateway understood it: its name, parameters, and the token it carried."""

    name: str
    params: dict[str, Any]
    token: str


class Fault(Exception):
    """An error to answer with; the words are the platform's own."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(str(answer))
        self.answer = answer


class GatewayStandIn(ABC):
    """One shop behind one platform's interface. ``asked`` is its diary; the switches below make it misbehave.

    ``changed``: item number -> seconds since 1970 of its last change. Its own check of a signature is what proves ours.
    """

    platform: ClassVar[str]
    rotates: ClassVar[bool] = True
    """Whether a refresh voids the old refresh token."""
    page_size: ClassVar[int] = 100
    """Rows of one page of its list."""
    windowed: ClassVar[bool] = False
    signs: ClassVar[bool] = True
    clocked: ClassVar[bool] = False
    """Whether a time stamp that is too far off is refused."""
    margin: ClassVar[float] = 600.0
    """Seconds before its end at which this platform hands out the next access token."""

    def __init__(self, items: int) -> None:
        self.asked: list[Asked] = []
        self.stock(items)
        self.token, self.refresh_token = "atk-1", "rtk-1"
        self.refreshes = 0
        self.throttled = 0
        """Each call is put off so many times before it is answered."""
        self._put_off: Counter[str] = Counter()
        self.closed = self.exhausted = self.outlawed = self.torn = False
        """closed: the shop took its grant back; exhausted: the day's quota is used up; outlawed: our address is not on
        the list; torn: every answer is HTML."""
        self.unknown: set[str] = set()
        """Items with a state that the documents do not have."""
        self.gone: set[str] = set()
        """Items that the list shows and that cannot be had."""
        self.ahead = 0.0
        """Seconds that this gateway's clock is ahead of ours."""
        self._lock = threading.Lock()

    def stock(self, items: int) -> None:
        """Put so many items on the shelf; their numbers have the length that real ones have."""
        self.numbers = [str(3_600_000_000_000_000_001 + n) for n in range(items)]
        self.changed = dict.fromkeys(self.numbers, 1_760_000_000)

    @contextmanager
    def serving(self) -> Iterator[MockSite]:
        with MockSite(otherwise=self.answer) as site:
            yield site

    def grant(self, **changes: Any) -> Grant:
        """The grant as the shop gave it."""
        told: dict[str, Any] = {
            "id": "grant-1", "platform": self.platform, "app_key": KEY, "app_secret": SECRET, "access_token": "atk-1",
            "refresh_token": "rtk-1", "expires_at": datetime.now(UTC) + timedelta(days=7),
        }  # fmt: skip
        return Grant(**(told | changes))

    def expire(self) -> None:
        """The access token runs out before its time."""
        self.token = "atk-run-out"

    def now(self) -> float:
        return time.time() + self.ahead

    def names(self) -> list[str]:
        """The names of all calls in order."""
        return [asked.name for asked in self.asked]

    @abstractmethod
    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        """Check the signature and take a request apart: name, parameters, token. Raises Fault.

        The parameters are those of the call itself: a call that is asked again has the same ones.
        """

    @abstractmethod
    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        """The whole answer to a call that was let in. Raises Fault."""

    @abstractmethod
    def refused(self, why: str) -> dict[str, Any]:
        """The platform's own error for ``signature``, ``clock``, ``token``, ``throttle``, ``closed``, ``quota``,
        ``address``, ``gone`` or ``refresh``.
        """

    def is_refresh(self, name: str) -> bool:
        return False

    def renewed(self) -> None:
        """Hand out the next pair of tokens."""
        self.refreshes += 1
        self.token, self.refresh_token = f"atk-{self.refreshes + 1}", f"rtk-{self.refreshes + 1}"

    def answer(self, handler: Handler) -> None:
        """Answer one request, well or ill, as the switches say."""
        query = dict(parse_qsl(urlsplit(handler.path).query, keep_blank_values=True))
        with self._lock:
            try:
                answer = self._let_in(handler, query)
            except Fault as fault:
                answer = fault.answer
        if self.torn:
            handler.send(200, HTML.encode())
            return
        dated = {"date": datetime.fromtimestamp(self.now(), UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")}
        handler.send_response_only(200)
        body = json.dumps(answer, ensure_ascii=False).encode()
        for name, value in {
            "Content-Type": "application/json;charset=UTF-8", "Content-Length": str(len(body)), "Date": dated["date"],
        }.items():  # fmt: skip
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def _let_in(self, handler: Handler, query: dict[str, str]) -> dict[str, Any]:
        name, params, token = self.call(handler, query)
        self.asked.append(Asked(name, params, token))
        if self.outlawed:
            raise Fault(self.refused("address"))
        if self.is_refresh(name):
            return self.reply(name, params)
        if self.closed:
            raise Fault(self.refused("closed"))
        if token != self.token:
            raise Fault(self.refused("token"))
        if self.exhausted:
            raise Fault(self.refused("quota"))
        asked = f"{name} {json.dumps(params, sort_keys=True)}"
        if self._put_off[asked] < self.throttled:
            self._put_off[asked] += 1
            raise Fault(self.refused("throttle"))
        return self.reply(name, params)
