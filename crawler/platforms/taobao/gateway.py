"""How the Taobao open platform (TOP) is called. Its documents: open.taobao.com, "调用API" and "用户授权". [A]

Every parameter but ``sign`` is sorted by name and joined name to value; HMAC-SHA256 of that under the secret in upper hex
(``md5`` and ``hmac`` are older ways of the same). All of it is a form that is posted to one address, the router.
Error codes, and the renewal by ``taobao.top.auth.token.refresh``: [C] to be verified with the first grant.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant
from crawler.shanghai import SHANGHAI

_CODES: dict[str, FaultKind] = {
    **dict.fromkeys(("4", "5", "6", "7", "8", "10", "13"), "later"),
    "12": "member",
    "26": "token",
    "27": "token",
    "31": "clock",
    # Method, format, signature, application and version of our own: nobody but us can put them right.
    **dict.fromkeys(("9", "11", "21", "22", "23", "24", "25", "28", "29", "30", "32", "33", "34", "42"), "operator"),
}
_SUB_CODES: tuple[tuple[str, FaultKind], ...] = (
    # What the sub code says stands above the number, which is 15 for all that went wrong behind the router.
    ("ip-whitelist", "operator"),
    ("sessionkey", "token"),
    ("session-expired", "token"),
    ("item-is-delete", "gone"),
    ("item-not-exist", "gone"),
    ("item_not_found", "gone"),
    ("page-no", "beyond"),
    ("page_no", "beyond"),
    ("isp.", "later"),
)
_BAN = re.compile(r"last for (\d{1,9}) more second")
_LONG_BAN = 3600
"""Seconds: a ban that outlasts an hour is the day's quota, not a question of pace."""
REFRESH = "taobao.top.auth.token.refresh"


class TaobaoGateway(Gateway):
    """Answers are wrapped in ``…_response``, errors in ``error_response``; clocks may differ by ten minutes."""

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        return _signed(base, call, grant, now, {"session": grant.access_token})

    def payload(self, answer: Any, call: Call) -> Any:
        wrapped = answer if isinstance(answer, dict) else {}
        if "error_response" in wrapped:
            raise _fault(wrapped["error_response"])
        # The documents drop "taobao." from the wrapper's name, but not for every call.
        for key, inner in wrapped.items():
            if key.endswith("_response"):
                return inner
        raise ApiFault("bad", "wrapper", "应答里没有 _response")

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        """Only applications ordered in the service market are handed a refresh token; others are granted anew."""
        if not grant.refresh_token or (grant.refresh_expires_at is not None and grant.refresh_expires_at <= now):
            raise ApiFault("member", "refresh", "没有可用的更新令牌")
        return _signed(base, Call(REFRESH, {"refresh_token": grant.refresh_token}), grant, now, {})

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            told = self.payload(answer, Call(REFRESH))
        except ApiFault as fault:
            kept = fault.kind in ("later", "tomorrow", "operator", "clock")
            raise ApiFault(fault.kind if kept else "member", fault.code, fault.message) from None
        try:
            result = told["token_result"]
            result = msgspec.json.decode(result) if isinstance(result, str) else result
            again = result.get("re_expires_in")
            return msgspec.structs.replace(
                grant,
                access_token=str(result["access_token"]),
                refresh_token=str(result.get("refresh_token") or grant.refresh_token),
                expires_at=now + timedelta(seconds=int(result["expires_in"])),
                refresh_expires_at=now + timedelta(seconds=int(again)) if again else grant.refresh_expires_at,
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, msgspec.DecodeError):
            raise ApiFault("bad", "token_result", "更新令牌的应答无法读取") from None


def sign(params: Mapping[str, str], secret: str, method: str = "hmac-sha256") -> str:
    """The signature of all ``params`` (``sign`` left out): ``method`` is hmac-sha256, hmac (with MD5) or md5."""
    text = "".join(f"{name}{params[name]}" for name in sorted(params) if name != "sign")
    if method == "md5":
        return hashlib.md5(f"{secret}{text}{secret}".encode(), usedforsecurity=False).hexdigest().upper()
    digest = hashlib.md5 if method == "hmac" else hashlib.sha256
    return hmac.new(secret.encode(), text.encode(), digest).hexdigest().upper()


def _signed(base: str, call: Call, grant: Grant, now: datetime, more: dict[str, str]) -> Wire:
    params = {
        **{name: str(value) for name, value in call.params.items()},
        "method": call.name,
        "app_key": grant.app_key,
        "timestamp": now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
        "format": "json",
        "v": "2.0",
        "sign_method": "hmac-sha256",
        **more,
    }
    body = urlencode({**params, "sign": sign(params, grant.app_secret)})
    return Wire(base, "POST", {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}, body)


def _fault(error: Any) -> ApiFault:
    told = error if isinstance(error, dict) else {}
    code, sub_code = str(told.get("code", "")), str(told.get("sub_code") or "")
    message = str(told.get("sub_msg") or told.get("msg") or "")
    kind = next((kind for part, kind in _SUB_CODES if part in sub_code.lower()), None) or _CODES.get(code, "bad")
    ban = _BAN.search(message)
    if ban is not None:
        kind = "tomorrow" if int(ban[1]) > _LONG_BAN else "later"
    return ApiFault(kind, f"{code} {sub_code}".strip(), message)
