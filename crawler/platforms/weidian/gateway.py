"""How the Weidian interface is called. Its documents: open.weidian.com. [C]

All of it to be verified with the first grant. Nothing is signed: calls are forms POSTed to ``<gateway>/api`` with two
fields of JSON, ``public`` (the method, the access token) and ``param``; success is ``status.status_code`` 0. A renewal
asks ``/oauth2/refresh_token`` where the grant has a refresh token, else (an application of the shop's own) ``/token``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant

_CODES: dict[str, FaultKind] = {
    "10013": "token",
    "10016": "token",
    "10026": "token",
    "10023": "member",
}
_WORDS: tuple[tuple[str, FaultKind], ...] = (
    # No list of its numbers is open to everybody; its sentences say what they mean.
    ("白名单", "operator"),
    ("上限", "tomorrow"),
    ("频繁", "later"),
    ("繁忙", "later"),
    ("未授权", "member"),
    ("取消授权", "member"),
)
_VERSION = "1.0"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class WeidianGateway(Gateway):
    """A call's name is its method; it is recorded under an address of its own, though all go to one."""

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        public = {"method": call.name, "access_token": grant.access_token, "version": _VERSION, "format": "json"}
        form = urlencode({"public": msgspec.json.encode(public).decode(), "param": call.body})
        return Wire(f"{base}/api", "POST", _FORM, form)

    def payload(self, answer: Any, call: Call) -> Any:
        told = answer if isinstance(answer, dict) else {}
        status = told.get("status")
        if not isinstance(status, dict):
            raise ApiFault("bad", "answer", "答复中没有 status")
        if str(status.get("status_code")) == "0" and told.get("result") is not None:
            return told["result"]
        code, message = str(status.get("status_code")), str(status.get("status_reason") or "")
        by_words = next((kind for word, kind in _WORDS if word in message), None)
        raise ApiFault(_CODES.get(code) or by_words or "bad", code, message)

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        if grant.refresh_token:
            asked = {"appkey": grant.app_key, "grant_type": "refresh_token", "refresh_token": grant.refresh_token}
            return Wire(f"{base}/oauth2/refresh_token?{urlencode(asked)}", "GET")
        asked = {"appkey": grant.app_key, "grant_type": "client_credential", "secret": grant.app_secret}
        return Wire(f"{base}/token?{urlencode(asked)}", "GET")

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            result = self.payload(answer, Call("token"))
            return msgspec.structs.replace(
                grant,
                access_token=str(result["access_token"]),
                refresh_token=str(result.get("refresh_token") or grant.refresh_token),
                expires_at=now + timedelta(seconds=int(result["expire_in"])),
            )
        except ApiFault as fault:
            kind: FaultKind = fault.kind if fault.kind in ("later", "tomorrow", "operator") else "member"
            raise ApiFault(kind, fault.code, fault.message) from None
        except (TypeError, AttributeError, LookupError, ValueError, OverflowError) as error:
            raise ApiFault("bad", "token", f"更新令牌的答复无法读取（{type(error).__name__}）") from None
