"""The Taobao open platform's router as its documents describe it, checked with a signature of its own making."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_GMT8 = timezone(timedelta(hours=8))
_FORMAT = "%Y-%m-%d %H:%M:%S"
_INVALID_SESSION = (27, "Invalid session", "invalid-sessionkey", "SessionKey非法")
_ERRORS: dict[str, tuple[int, str, str, str]] = {
    "signature": (25, "Invalid signature", "", ""),
    "clock": (31, "Invalid Timestamp", "", ""),
    "token": _INVALID_SESSION,
    # A shop that takes its grant back is not told apart from a session that ran out: the renewal is what fails.
    "closed": _INVALID_SESSION,
    "throttle": (7, "App Call Limited", "accesscontrol.limited-by-api-access-count", "This ban will last for 1 more seconds"),
    "quota": (7, "App Call Limited", "accesscontrol.limited-by-app-access-count", "This ban will last for 31062 more seconds"),
    "address": (11, "Insufficient isv permissions", "isv.permission-ip-whitelist-limit", "IP限制不允许访问"),
    "gone": (15, "Remote service error", "isv.item-get-service-error:ITEM_NOT_FOUND", "找不到宝贝"),
    "refresh": (15, "Remote service error", "isv.refresh-token-invalid", "refresh_token无效"),
    "page": (15, "Remote service error", "isv.invalid-parameter:page_no", "页码超过限制"),
}  # fmt: skip
_OF_EVERY_CALL = frozenset({"method", "app_key", "session", "timestamp", "format", "v", "sign_method"})
_BANNERS = ("for_shelved", "sold_out", "violation_off_shelf")


class StandIn(GatewayStandIn):
    """Three of four items are on sale; the others lie in the warehouse, under one banner after the other."""

    platform = "taobao"
    page_size = 200
    windowed = True
    clocked = True

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        form = dict(parse_qsl(handler.body.decode(), keep_blank_values=True, strict_parsing=True))
        sent = form.pop("sign", "")
        joined = "".join(name + form[name] for name in sorted(form)).encode()
        wanted = hmac.digest(SECRET.encode(), joined, form["sign_method"].removeprefix("hmac-")).hex()
        typed = (handler.headers["Content-Type"] or "").startswith("application/x-www-form-urlencoded")
        if sent != wanted.upper() or form["app_key"] != KEY or query or not typed:
            raise Fault(self.refused("signature"))
        if (form["format"], form["v"]) != ("json", "2.0"):
            raise Fault(self.refused("signature"))
        at = datetime.strptime(form["timestamp"], _FORMAT).replace(tzinfo=_GMT8).timestamp()
        if abs(at - self.now()) > 600:
            raise Fault(self.refused("clock"))
        own = {name: value for name, value in form.items() if name not in _OF_EVERY_CALL}
        return form["method"], own, form.get("session", "")

    def refused(self, why: str) -> dict[str, Any]:
        code, message, sub_code, sub_message = _ERRORS[why]
        told = {"code": code, "msg": message, "sub_code": sub_code, "sub_msg": sub_message, "request_id": "1"}
        return {"error_response": {name: value for name, value in told.items() if value != ""}}

    def is_refresh(self, name: str) -> bool:
        return name == "taobao.top.auth.token.refresh"

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        wrapper = f"{name.removeprefix('taobao.').replace('.', '_')}_response"
        if self.is_refresh(name):
            if params["refresh_token"] != self.refresh_token or self.closed:
                raise Fault(self.refused("refresh"))
            self.renewed()
            told = {
                "access_token": self.token, "refresh_token": self.refresh_token, "expires_in": 86400,
                "re_expires_in": 2592000, "taobao_user_nick": "%E6%9F%90",
            }  # fmt: skip
            return {wrapper: {"token_result": json.dumps(told), "request_id": "1"}}
        if name == "taobao.item.seller.get":
            return {wrapper: {"item": self._detail(params["num_iid"]), "request_id": "1"}}
        shelf = "onsale" if name == "taobao.items.onsale.get" else params.get("banner", "for_shelved")
        return {wrapper: {**self._list(shelf, params), "request_id": "1"}}

    def _shelf(self, number: str) -> str:
        place = self.numbers.index(number)
        return _BANNERS[place // 4 % 3] if place % 4 == 3 else "onsale"

    def _list(self, shelf: str, params: dict[str, Any]) -> dict[str, Any]:
        page, size = int(params["page_no"]), int(params["page_size"])
        if page > 101 or size > 200:
            raise Fault(self.refused("page"))
        # The bounds are counted out here, which is the harder of the two.
        since, until = _seconds(params.get("start_modified"), 0), _seconds(params.get("end_modified"), 1 << 40)
        within = [n for n in self.numbers if self._shelf(n) == shelf and since < self.changed[n] < until]
        rows = [{"num_iid": int(n), "modified": "2026-01-01 12:00:00"} for n in within[(page - 1) * size : page * size]]
        # An empty list is left out altogether.
        return {"total_results": len(within), **({"items": {"item": rows}} if rows else {})}

    def _detail(self, number: str) -> dict[str, Any]:
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        shelf = self._shelf(number)
        return {
            "num_iid": int(number), "title": f"18K金钻戒 {number[-3:]}号", "outer_id": f"H-{number[-3:]}",
            "approve_status": "paused" if number in self.unknown else "onsale" if shelf == "onsale" else "instock",
            "violation": shelf == "violation_off_shelf", "num": 0 if shelf == "sold_out" else 3, "price": "3580.00",
            "cid": 50013864, "pic_url": f"https://p.example/{number}.jpg", "desc": "<p>主石天然钻石，附证书</p>",
        }  # fmt: skip


def _seconds(text: str | None, otherwise: int) -> float:
    return datetime.strptime(text, _FORMAT).replace(tzinfo=_GMT8).timestamp() if text else otherwise
