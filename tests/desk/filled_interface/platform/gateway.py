"""How the interface of 宝石街 is called: a small platform, described here as its documents would.

Calls go by POST to ``<gateway>/<name>``, parameters as JSON; ``sign`` is HMAC-SHA256 under the app's secret over the name, a
line feed and the body, hex. ``code`` 0 is success.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant

_JSON = {"Content-Type": "application/json"}
_CODES: dict[object, FaultKind] = {
    401: "token", 403: "member", 404: "gone", 407: "operator", 408: "operator", 429: "later", 430: "tomorrow",
}  # fmt: skip


def sign(secret: str, call: Call) -> str:
    """The signature of a call, lower-case hex."""
    return hmac.digest(secret.encode(), f"{call.name}\n{call.body}".encode(), "sha256").hex()


class GemsGateway(Gateway):
    """Signing, errors and renewal; pure."""

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        query = {"key": grant.app_key, "token": grant.access_token, "sign": sign(grant.app_secret, call)}
        return Wire(f"{self.address(base, call)}?{urlencode(query)}", "POST", _JSON, call.body)

    def payload(self, answer: Any, call: Call) -> Any:
        if not isinstance(answer, dict) or "code" not in answer:
            raise ApiFault("bad", "form")
        if answer["code"] != 0:
            raise ApiFault(_CODES.get(answer["code"], "bad"), str(answer["code"]), str(answer.get("words", "")))
        return answer.get("data")

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        told = {"key": grant.app_key, "secret": grant.app_secret, "refresh": grant.refresh_token}
        return Wire(self.token_address(base), "POST", _JSON, msgspec.json.encode(told).decode())

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        pair = self.payload(answer, Call("token"))
        ends = now + timedelta(seconds=pair["seconds"])
        return msgspec.structs.replace(
            grant, access_token=pair["access"], refresh_token=pair["refresh"], expires_at=ends
        )
