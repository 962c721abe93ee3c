"""The Kuaishou shop interface as its documents describe it, checked with a signature of its own making."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "signature": (21, "签名校验失败"),
    "clock": (22, "timestamp 不合法"),
    "token": (28, "TOKEN过期"),
    "throttle": (1016, f"Exceed qps limit, KEY [apiId:open.item.get;appkey:{KEY}], MAX_QPS [20.0]"),
    "closed": (24, "AUTHORIZATION_REVOKED"),
    "quota": (1017, f"Exceed quota limit, KEY [appkey:{KEY}]"),
    "address": (27, "调用方不在IP白名单内"),
    "gone": (802001, "商品不存在"),
    "refresh": (100200102, "refreshToken.discarded"),
}
_SIGNED = ("access_token", "appkey", "method", "param", "signMethod", "timestamp", "version")
_REFRESH = "oauth2.refresh_token"


class StandIn(GatewayStandIn):
    platform = "kuaishou"
    page_size = 20
    clocked = True
    cart: ClassVar[dict[str, Any]] = {}
    """Item number -> what the live room's cart says of it; what is not named does not lie in it."""
    no_live = False
    """The shop's permission does not hold for its live rooms."""

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        path = handler.path.partition("?")[0]
        if path == "/oauth2/refresh_token":
            form = dict(parse_qsl(handler.body.decode()))
            if handler.command != "POST" or (form["app_id"], form["app_secret"]) != (KEY, SECRET):
                raise Fault(self.refused("signature"))
            return _REFRESH, form, ""
        signed = "".join(f"{name}={query[name]}&" for name in _SIGNED) + f"signSecret={SECRET}"
        wanted = base64.b64encode(hmac.digest(SECRET.encode(), signed.encode(), "sha256")).decode()
        if query["sign"] != wanted or query["appkey"] != KEY or set(query) != {*_SIGNED, "sign"}:
            raise Fault(self.refused("signature"))
        if path != "/" + query["method"].replace(".", "/") or query["signMethod"] != "HMAC_SHA256":
            raise Fault(self.refused("signature"))
        if abs(int(query["timestamp"]) / 1000 - self.now()) > 600:
            raise Fault(self.refused("clock"))
        return query["method"], json.loads(query["param"]), query["access_token"]

    def refused(self, why: str) -> dict[str, Any]:
        code, message = _ERRORS[why]
        return {"result": code, "error_msg": message}

    def is_refresh(self, name: str) -> bool:
        return name == _REFRESH

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == _REFRESH:
            if params["refresh_token"] != self.refresh_token or self.closed:
                raise Fault(self.refused("refresh"))
            self.renewed()
            return {
                "result": 1, "access_token": self.token, "expires_in": 172_800, "refresh_token": self.refresh_token,
                "refresh_token_expires_in": 15_000_000,
            }  # fmt: skip
        if name == "open.item.list.get":
            return {"result": 1, "data": self._list(params)}
        if name == "open.live.shop.item.check.oncar":
            if self.no_live:
                raise Fault({"result": 29, "error_msg": "token中无scope权限"})
            return {
                "result": 1,
                "data": {"itemId": params["itemId"], "liveCarItem": self.cart.get(str(params["itemId"]), False)},
            }
        return {"result": 1, "data": self._detail(params["kwaiItemId"])}

    def _list(self, params: dict[str, Any]) -> dict[str, Any]:
        page, size = params["pageNumber"], params["pageSize"]
        assert size == self.page_size
        rows = [{"kwaiItemId": int(n), "title": f"钻戒 {n}"} for n in self.numbers[(page - 1) * size : page * size]]
        count = len(self.numbers)
        return {
            "items": rows, "totalItemCount": count, "totalPage": -(-count // size), "currentPageNumber": page,
            "pageSize": size,
        }  # fmt: skip

    def _detail(self, asked: int) -> dict[str, Any]:
        number = str(asked)
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        return {
            "kwaiItemId": asked, "relItemId": 0, "title": f"18K金钻戒 {number[-3:]}号", "price": 358_000,
            "auditStatus": 9 if number in self.unknown else 2, "onOfflineStatus": 1,
            "details": "主石天然钻石，附证书", "mainImageUrl": f"https://p.example/{number}.jpg",
        }  # fmt: skip
