"""How the JD open platform (JOS) is called. Its documents: open.jd.com, "API调用说明" and "授权介绍". [B]

Every parameter but ``sign`` is sorted by name and joined name to value, with the secret before and behind: MD5 in upper hex.
The call's own parameters are one of them, as JSON in ``360buy_param_json``.

[C] to be verified with the first grant: that parameter's name and the version 2.0; the error codes; the renewal of a token
(a plain GET on a host of its own, so a source names ``api.jd.com`` and ``open-oauth.jd.com`` as its hosts).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant
from crawler.shanghai import SHANGHAI

_CODES: dict[str, FaultKind] = {
    "2": "tomorrow",
    "8": "clock",
    "18": "token",
    "19": "token",
    "24": "member",
    **dict.fromkeys(("33", "43", "65"), "later"),
    # Version, time stamp left out, signature, method and application of our own.
    **dict.fromkeys(("4", "5", "7", "11", "12", "14", "15", "20", "21"), "operator"),
}
_WORDS: tuple[tuple[str, FaultKind], ...] = (
    # Codes are known from hearsay, words are hard to mistake: they stand above the code.
    ("白名单", "operator"),
    ("white list", "operator"),
    ("whitelist", "operator"),
    ("access_token", "token"),
    ("token已过期", "token"),
    ("invalid timestamp", "clock"),
    ("不存在的商品", "gone"),
    ("商品不存在", "gone"),
    ("频繁", "later"),
    ("频率", "later"),
    ("超时", "later"),
)
_TOKEN_HOSTS = {"api.jd.com": "open-oauth.jd.com"}
_DETAIL = "findWareById"


class JdGateway(Gateway):
    """Answers are wrapped in ``…_responce`` (sic), errors in ``error_response``; clocks may differ by six minutes."""

    def token_address(self, base: str) -> str:
        parts = urlsplit(base)
        return urlunsplit((parts.scheme, _TOKEN_HOSTS.get(parts.netloc, parts.netloc), "/oauth2/refresh_token", "", ""))

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        params = {
            "method": call.name,
            "app_key": grant.app_key,
            "access_token": grant.access_token,
            "timestamp": now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            "format": "json",
            "v": "2.0",
            "sign_method": "md5",
            "360buy_param_json": call.body,
        }
        body = urlencode({**params, "sign": sign(params, grant.app_secret)})
        return Wire(base, "POST", {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}, body)

    def payload(self, answer: Any, call: Call) -> Any:
        wrapped = answer if isinstance(answer, dict) else {}
        if "error_response" in wrapped:
            raise _fault(wrapped["error_response"])
        inner = next((inner for key, inner in wrapped.items() if key.endswith(("_responce", "_response"))), None)
        if not isinstance(inner, dict):
            raise ApiFault("bad", "wrapper", "应答里没有 _responce")
        if str(inner.get("code", "0")) != "0":
            raise _fault(inner)
        if call.name.endswith(_DETAIL) and inner.get("ware") is None:
            raise ApiFault("gone", "ware", "应答里没有商品")
        return inner

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        if not grant.refresh_token or (grant.refresh_expires_at is not None and grant.refresh_expires_at <= now):
            raise ApiFault("member", "refresh", "没有可用的更新令牌")
        params = {
            "app_key": grant.app_key,
            "app_secret": grant.app_secret,
            "grant_type": "refresh_token",
            "refresh_token": grant.refresh_token,
        }
        return Wire(f"{self.token_address(base)}?{urlencode(params)}", "GET")

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        told = answer if isinstance(answer, dict) else {}
        if not told.get("access_token"):
            fault = _fault(told.get("error_response", told))
            kept = fault.kind in ("later", "tomorrow", "operator")
            raise ApiFault(fault.kind if kept else "member", fault.code, fault.message)
        try:
            return msgspec.structs.replace(
                grant,
                access_token=str(told["access_token"]),
                refresh_token=str(told.get("refresh_token") or grant.refresh_token),
                expires_at=now + timedelta(seconds=int(told["expires_in"])),
            )
        except (KeyError, TypeError, ValueError, OverflowError):
            raise ApiFault("bad", "expires_in", "更新令牌的应答无法读取") from None


def sign(params: Mapping[str, str], secret: str) -> str:
    """The signature of all ``params``, ``sign`` left out."""
    text = "".join(f"{name}{params[name]}" for name in sorted(params) if name != "sign")
    return hashlib.md5(f"{secret}{text}{secret}".encode(), usedforsecurity=False).hexdigest().upper()


def _fault(error: Any) -> ApiFault:
    told = error if isinstance(error, dict) else {}
    code = str(told.get("code", ""))
    words = " ".join(str(told[name]) for name in ("zh_desc", "en_desc", "msg", "error_description") if told.get(name))
    kind = next((kind for part, kind in _WORDS if part in words.lower()), None)
    return ApiFault(kind or _CODES.get(code, "bad"), code, words)
