"""How the Kuaishou shop interface is called. Its documents: open.kwaixiaodian.com, "API调用说明" and "APP授权说明". [B]

What is signed are the seven parameters as they are read, not as they are written into an address: ``name=value`` in the
order of names, joined by ``&``, and ``&signSecret=`` S at the end; HMAC-SHA256 under S, base64. Times count milliseconds.
S is ``signSecret`` of the grant's ``more``, which the platform gives out beside the app's secret; without it that one.

[C] to be verified with the first grant: reading goes by GET; errors are told apart by their words, for the documents give
no list of codes (24 with AUTHORIZATION_REVOKED is recorded); a call whose time stamp is far off is refused in words.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.api.record import Record
from crawler.grants.grant import Grant

_REFRESH = "oauth2.refresh_token"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_WORDS: tuple[tuple[str, FaultKind], ...] = (
    # In this order: "token中无scope权限" speaks of a permission, not of a token that ran out, and what is exceeded names
    # the app and the item besides.
    ("qps", "later"),
    ("限流", "later"),
    ("繁忙", "later"),
    ("quota", "tomorrow"),
    ("额度", "tomorrow"),
    ("revoked", "member"),
    ("取消授权", "member"),
    ("scope", "member"),
    ("权限", "member"),
    ("白名单", "operator"),
    ("whitelist", "operator"),
    ("timestamp", "clock"),
    ("时间戳", "clock"),
    ("签名", "operator"),
    ("验签", "operator"),
    ("signature", "operator"),
    ("token", "token"),
    ("鉴权", "token"),
    ("授权", "member"),
    ("商品不存在", "gone"),
)
_CODES: dict[str, FaultKind] = {"24": "member", "1017": "tomorrow", "100200101": "operator", "100200102": "token"}


class KuaishouGateway(Gateway):
    """Calls go to ``<gateway>/<name with slashes>``; ``result`` 1 is success. Access tokens last 48 hours; a refresh token
    lasts 180 days from the shop's permission on, and each renewal voids it and hands out the next.
    """

    def address(self, base: str, call: Call) -> str:
        return f"{base}/{call.name.replace('.', '/')}"

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        query = {
            "access_token": grant.access_token,
            "appkey": grant.app_key,
            "method": call.name,
            "param": call.body,
            "signMethod": "HMAC_SHA256",
            "timestamp": str(int(now.timestamp() * 1000)),
            "version": "1",
        }
        query["sign"] = sign(grant.more.get("signSecret") or grant.app_secret, query)
        return Wire(f"{self.address(base, call)}?{urlencode(query)}", "GET", _FORM)

    def payload(self, answer: Any, call: Call) -> Any:
        """The answer's ``data``; the whole answer where it has none, as with tokens."""
        code = str(answer.get("result", "")) if isinstance(answer, dict) else ""
        if code == "1":
            return answer.get("data", answer)
        record = Record(answer)
        message = " ".join(filter(None, (record.text("error"), record.text("error_msg", "msg"))))
        kind = next((kind for word, kind in _WORDS if word in message.lower()), None)
        raise ApiFault(kind or _CODES.get(code, "bad"), code, message)

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        if not grant.refresh_token or (grant.refresh_expires_at is not None and grant.refresh_expires_at <= now):
            raise ApiFault("member", "refresh", "更新令牌已过期")
        form = {
            "grant_type": "refresh_token",
            "refresh_token": grant.refresh_token,
            "app_id": grant.app_key,
            "app_secret": grant.app_secret,
        }
        return Wire(f"{base}/oauth2/refresh_token", "POST", _FORM, urlencode(form))

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            data = self.payload(answer, Call(_REFRESH))
        except ApiFault as fault:
            # A used or expired refresh token cannot be renewed by us: only the shop can grant anew.
            kind: FaultKind = "member" if fault.kind in ("token", "bad") else fault.kind
            raise ApiFault(kind, fault.code, fault.message) from None
        told = Record(data)
        token, renewal, lasts = told.text("access_token"), told.text("refresh_token"), told.whole("expires_in")
        if token is None or renewal is None or lasts is None:
            raise ApiFault("bad", "refresh", "答复中没有令牌")
        ends = told.whole("refresh_token_expires_in")
        return msgspec.structs.replace(
            grant,
            access_token=token,
            refresh_token=renewal,
            expires_at=now + timedelta(seconds=lasts),
            # The next refresh token ends when the first would have ended.
            refresh_expires_at=grant.refresh_expires_at if ends is None else now + timedelta(seconds=ends),
        )


def sign(secret: str, params: dict[str, str]) -> str:
    """The signature of a call's parameters, before any of them is written into an address."""
    text = "&".join(f"{name}={params[name]}" for name in sorted(params)) + f"&signSecret={secret}"
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), hashlib.sha256)).decode()
