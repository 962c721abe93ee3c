"""How the Xiaohongshu shop interface is called. Its documents: open.xiaohongshu.com, "签名算法" and "获取token". [B]

Every call is a POST of one JSON object to one address; the parameters of the platform and those of the call stand side by
side in it. Only the name, the app and the time are signed: M?appId=A&timestamp=T&version=2.0 and the secret, md5, hex.

[C] to be verified with the first grant: T counts seconds; errors are told apart by their words, for the documents give no
list of codes (-9013, too many calls, is recorded); ends of tokens are milliseconds since 1970; a renewal voids the old
refresh token; a call whose time stamp is far off is refused in words.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec

from crawler.api.faults import ApiFault, FaultKind
from crawler.api.gateway import Call, Gateway, Wire
from crawler.api.record import Record
from crawler.grants.grant import Grant

VERSION = "2.0"
_REFRESH = "oauth.refreshToken"
_WORDS: tuple[tuple[str, FaultKind], ...] = (
    # In this order: a permission that a token lacks is not a token that ran out.
    ("限流", "later"),
    ("频繁", "later"),
    ("繁忙", "later"),
    ("额度", "tomorrow"),
    ("次数", "tomorrow"),
    ("quota", "tomorrow"),
    ("取消授权", "member"),
    ("权限", "member"),
    ("白名单", "operator"),
    ("whitelist", "operator"),
    ("timestamp", "clock"),
    ("时间戳", "clock"),
    ("签名", "operator"),
    ("sign", "operator"),
    ("appid", "operator"),
    ("token", "token"),
    ("授权", "member"),
    ("商品不存在", "gone"),
    ("item not exist", "gone"),
)
_CODES: dict[str, FaultKind] = {"-9013": "later", "401": "token"}
_LATEST_MS = 253_402_300_799_000
"""The last millisecond of the year 9999."""


class XiaohongshuGateway(Gateway):
    """``base`` is the one address; calls are recorded under it by their names."""

    def wire(self, base: str, call: Call, grant: Grant, now: datetime) -> Wire:
        return _posted(base, call, grant, now, {"accessToken": grant.access_token})

    def payload(self, answer: Any, call: Call) -> Any:
        """The answer's ``data``. Some refusals call themselves a success, with a code and without data."""
        record = Record(answer)
        code, data = record.text("error_code", "errorCode", "code"), record.raw("data")
        if record.value.get("success", code == "0") is True and (data is not None or code in (None, "0")):
            return data
        message = record.text("error_msg", "errorMsg", "msg") or ""
        kind = next((kind for word, kind in _WORDS if word in message.lower()), None)
        raise ApiFault(_CODES.get(code or "") or kind or "bad", code or "", message)

    def refresh(self, base: str, grant: Grant, now: datetime) -> Wire:
        if not grant.refresh_token or (grant.refresh_expires_at is not None and grant.refresh_expires_at <= now):
            raise ApiFault("member", "refresh", "更新令牌已过期")
        return _posted(base, Call(_REFRESH), grant, now, {"refreshToken": grant.refresh_token})

    def refreshed(self, answer: Any, grant: Grant, now: datetime) -> Grant:
        try:
            told = Record(self.payload(answer, Call(_REFRESH)))
        except ApiFault as fault:
            # A used or expired refresh token cannot be renewed by us: only the shop can grant anew.
            kind: FaultKind = "member" if fault.kind in ("token", "bad") else fault.kind
            raise ApiFault(kind, fault.code, fault.message) from None
        token = told.text("accessToken")
        if token is None:
            raise ApiFault("bad", "refresh", "答复中没有令牌")
        return msgspec.structs.replace(
            grant,
            access_token=token,
            refresh_token=told.text("refreshToken") or grant.refresh_token,
            expires_at=_instant(told.whole("accessTokenExpiresAt")),
            refresh_expires_at=_instant(told.whole("refreshTokenExpiresAt")),
        )


def sign(app_id: str, secret: str, method: str, timestamp: str) -> str:
    """The signature of a call; ``timestamp`` in seconds since 1970."""
    text = f"{method}?appId={app_id}&timestamp={timestamp}&version={VERSION}{secret}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _posted(base: str, call: Call, grant: Grant, now: datetime, more: dict[str, str]) -> Wire:
    timestamp = str(int(now.timestamp()))
    body = {
        **call.params,
        "appId": grant.app_key,
        "timestamp": timestamp,
        "version": VERSION,
        "method": call.name,
        "sign": sign(grant.app_key, grant.app_secret, call.name, timestamp),
        **more,
    }
    return Wire(base, "POST", {"Content-Type": "application/json;charset=utf-8"}, msgspec.json.encode(body).decode())


def _instant(ms: int | None) -> datetime | None:
    return None if ms is None or ms > _LATEST_MS else datetime.fromtimestamp(ms / 1000, UTC)
