"""How the Douyin shop interface is called. Its documents: op.jinritemai.com, "签名算法" and "授权". [A]

The string to sign is S + "app_key" K "method" M "param_json" P "timestamp" T "v2" + S, HMAC-SHA256 under S, lower hex. P is
compact JSON with sorted keys and no HTML escaping; it is the body as well. T counts seconds since 1970.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant

_CODES: dict[str, FaultKind] = {
    "20000": "later",
    "30001": "member",
    "30002": "operator",
    "40003": "operator",
}
_SUB_CODES: tuple[tuple[str, FaultKind], ...] = (
    # What stands behind the dot says more than the number before it.
    ("access-token-expired", "token"),
    ("access-token-no-existed", "token"),
    ("refresh-token", "member"),
    ("timestamp", "clock"),
    ("quota", "tomorrow"),
    ("limit", "later"),
)


class DouyinGateway(Gateway):
    """Calls go to ``<gateway>/<name with slashes>``; success is code 10000. Access tokens last 7 days, refresh tokens 14."""

    def address(self, base: str, call: Call) -> str:
        return f"{base}/{call.name.replace('.', '/')}"

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        return self._signed(base, call, grant, now, {"access_token": grant.access_token})

    def payload(self, answer: Any, call: Call) -> Any:
        code = str(answer.get("code", "")) if isinstance(answer, dict) else ""
        if code == "10000":
            return answer.get("data")
        sub_code, message = str(answer.get("sub_code", "")), str(answer.get("sub_msg") or answer.get("msg") or "")
        kind = next((kind for part, kind in _SUB_CODES if part in sub_code), None)
        raise ApiFault(kind or _CODES.get(code, "bad"), f"{code} {sub_code}".strip(), message)

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        if not grant.refresh_token or (grant.refresh_expires_at is not None and grant.refresh_expires_at <= now):
            raise ApiFault("member", "refresh", "更新令牌已过期")
        params = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token}
        return self._signed(base, Call("token.refresh", params), grant, now, {})

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            data = self.payload(answer, Call("token.refresh"))
        except ApiFault as fault:
            # An expired refresh token cannot be renewed by us: only the shop can grant anew.
            raise ApiFault("later" if fault.kind == "later" else "member", fault.code, fault.message) from None
        return msgspec.structs.replace(
            grant,
            access_token=str(data["access_token"]),
            refresh_token=str(data["refresh_token"]),
            expires_at=now + timedelta(seconds=int(data["expires_in"])),
            refresh_expires_at=now + timedelta(days=14),
        )

    def _signed(self, base: str, call: Call, grant: Grant, now: datetime, more: dict[str, str]) -> Wire:
        timestamp = str(int(now.timestamp()))
        query = {
            "app_key": grant.app_key,
            "method": call.name,
            "timestamp": timestamp,
            "sign": sign(grant.app_key, grant.app_secret, call, timestamp),
            "v": "2",
            "sign_method": "hmac-sha256",
            **more,
        }
        url = f"{self.address(base, call)}?{urlencode(query)}"
        return Wire(url, "POST", {"Content-Type": "application/json;charset=UTF-8"}, call.body)


def sign(app_key: str, secret: str, call: Call, timestamp: str) -> str:
    """The signature of a call; ``timestamp`` in seconds since 1970."""
    text = f"{secret}app_key{app_key}method{call.name}param_json{call.body}timestamp{timestamp}v2{secret}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
