"""How the Youzan interface is called. Its documents: doc.youzanyun.com, "API 调用" and "错误码". [C]

All of it to be verified with the first grant. Nothing is signed: calls are POSTs of JSON to
``<gateway>/api/<name>/<version>`` with the access token in the query, for a token in a header or in the body is not looked
at. Every error comes with HTTP 200, in one of three shapes: ``gw_err_resp`` (the gateway's own), ``error_response`` (older
calls), or ``success`` false with ``code`` and ``message``. A renewal asks ``/auth/token``, by the refresh token where the
grant has one, else (an application of the shop's own) by the shop's number, ``grant_id`` in the grant's ``more``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant

_CODES: dict[str, FaultKind] = {
    "4101": "later",
    "500100004": "later",
    "123000042": "later",
    "4202": "token",
    "4203": "token",
    # The shop has closed its grant or let it run out (4201), or the package of calls does not hold this one (4204).
    "4201": "member",
    "4204": "member",
    "122001001": "gone",
    "123005001": "gone",
}
_WORDS: tuple[tuple[str, FaultKind], ...] = (
    # 4007 stands for several things, an address that is not on the list among them.
    ("源IP", "operator"),
    ("白名单", "operator"),
    ("额度", "tomorrow"),
    ("限流", "later"),
)
_VERSION = "3.0.0"
_REFRESH_DAYS = 28
_JSON = {"Content-Type": "application/json"}
_EPOCH = 10**9
"""A life in seconds is below this, a time since 1970 above, in milliseconds again a thousand times above."""


class YouzanGateway(Gateway):
    """A call's name is its method; all calls are of version 3.0.0."""

    def address(self, base: str, call: Call) -> str:
        return f"{base}/api/{call.name}/{_VERSION}"

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        query = urlencode({"access_token": grant.access_token})
        return Wire(f"{self.address(base, call)}?{query}", "POST", _JSON, call.body)

    def payload(self, answer: Any, call: Call) -> Any:
        told = answer if isinstance(answer, dict) else {}
        error = told.get("gw_err_resp") or told.get("error_response")
        if isinstance(error, dict):
            raise _fault(error)
        data = told.get("data", told.get("response"))
        if str(told.get("code", 200)) != "200" or told.get("success") is False or data is None:
            raise _fault(told)
        return data

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        asked = {"client_id": grant.app_key, "client_secret": grant.app_secret}
        if grant.refresh_token and (grant.refresh_expires_at is None or grant.refresh_expires_at > now):
            asked |= {"authorize_type": "refresh_token", "refresh_token": grant.refresh_token}
        elif shop := grant.more.get("grant_id"):
            asked |= {"authorize_type": "silent", "grant_id": shop}
        else:
            raise ApiFault("member", "refresh", "没有可用的更新令牌")
        return Wire(f"{base}/auth/token", "POST", _JSON, msgspec.json.encode(asked, order="deterministic").decode())

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            data = self.payload(answer, Call("token"))
            token = str(data["access_token"])
            ends = _end(data.get("expires", data.get("expires_in")), now)
        except ApiFault as fault:
            kind: FaultKind = fault.kind if fault.kind in ("later", "tomorrow", "operator") else "member"
            raise ApiFault(kind, fault.code, fault.message) from None
        except (TypeError, AttributeError, LookupError, ValueError, OverflowError) as error:
            raise ApiFault("bad", "token", f"更新令牌的答复无法读取（{type(error).__name__}）") from None
        fresh = str(data.get("refresh_token") or "")
        return msgspec.structs.replace(
            grant,
            access_token=token,
            expires_at=ends,
            refresh_token=fresh or grant.refresh_token,
            refresh_expires_at=now + timedelta(days=_REFRESH_DAYS) if fresh else grant.refresh_expires_at,
        )


def _end(stated: Any, now: datetime) -> datetime:
    """When a token ends: stated in milliseconds or seconds since 1970, or as a life in seconds."""
    number = int(stated)
    if number < _EPOCH:
        return now + timedelta(seconds=number)
    return datetime.fromtimestamp(number / 1000 if number >= _EPOCH * 1000 else number, UTC)


def _fault(error: dict[str, Any]) -> ApiFault:
    code = str(error.get("err_code", error.get("code", "answer")))
    message = str(error.get("err_msg") or error.get("msg") or error.get("message") or "")
    by_words = next((kind for word, kind in _WORDS if word in message), None)
    return ApiFault(_CODES.get(code) or by_words or "bad", code, message)
