"""How the WeChat shop interface is called. Its documents: developers.weixin.qq.com/doc/store, "微信小店 API". [A]

Nothing is signed: the access token stands in the query, and the platform looks at the address that asks. Tokens come from
the shop's app id and secret; there is no refresh token. The stable token (``/cgi-bin/stable_token``) is shared by all who
ask for it, so fetching it takes nobody's token away.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.grants.grant import Grant

_CODES: dict[str, FaultKind] = {
    "-1": "later",
    "45011": "later",
    "45009": "tomorrow",
    "40001": "token",
    "42001": "token",
    "48001": "member",
    "45035": "operator",
    "61004": "operator",
    # [C] to be verified with the first grant: older name of the address list, and what product calls answer.
    "40164": "operator",
    "10020050": "member",
    "10020052": "gone",
}
_JSON = {"Content-Type": "application/json"}


class WechatShopGateway(Gateway):
    """Calls are POSTs of JSON to ``<gateway>/<path>``; success is errcode 0."""

    margin: ClassVar[float] = 240.0
    """The next stable token is handed out in the last five minutes of the one before; asked earlier, the platform gives
    the same one again. [C] to be verified with the first grant."""

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        query = urlencode({"access_token": grant.access_token})
        return Wire(f"{self.address(base, call)}?{query}", "POST", _JSON, call.body)

    def payload(self, answer: Any, call: Call) -> Any:
        if isinstance(answer, dict) and str(answer.get("errcode")) == "0":
            return answer
        raise _fault(answer)

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        told = {"grant_type": "client_credential", "appid": grant.app_key, "secret": grant.app_secret}
        return Wire(f"{base}/cgi-bin/stable_token", "POST", _JSON, msgspec.json.encode(told).decode())

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        told = answer if isinstance(answer, dict) else {}
        token, seconds = told.get("access_token"), told.get("expires_in")
        if isinstance(token, str) and token and isinstance(seconds, int):
            return msgspec.structs.replace(grant, access_token=token, expires_at=now + timedelta(seconds=seconds))
        fault = _fault(answer)
        # A secret that no longer opens the shop was changed by the shop: only it can tell us the new one.
        mended: FaultKind = fault.kind if fault.kind in ("later", "tomorrow", "operator") else "member"
        raise ApiFault(mended, fault.code, fault.message)


def _fault(answer: Any) -> ApiFault:
    told = answer if isinstance(answer, dict) else {}
    code = str(told.get("errcode", "answer"))
    return ApiFault(_CODES.get(code, "bad"), code, str(told.get("errmsg", "")))
