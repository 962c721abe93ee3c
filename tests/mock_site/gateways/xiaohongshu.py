"""The Xiaohongshu shop interface as its documents describe it, checked with a signature of its own making."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "signature": (-1001, "签名校验失败"),
    "clock": (-1002, "timestamp不合法"),
    "token": (401, "accessToken已过期"),
    "throttle": (-9013, "触发Method维度的限流"),
    "closed": (-1003, "店铺已取消授权"),
    "quota": (-1004, "当日调用额度已用完"),
    "address": (-1005, "IP不在白名单"),
    "gone": (-1006, "商品不存在"),
    "refresh": (-1007, "refreshToken已失效"),
}
_OURS = ("appId", "timestamp", "version", "method", "sign", "accessToken")
_REFRESH = "oauth.refreshToken"


class StandIn(GatewayStandIn):
    platform = "xiaohongshu"
    page_size = 50
    clocked = True

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        sent: dict[str, Any] = json.loads(handler.body)
        name = sent["method"]
        signed = name + "?appId=" + sent["appId"] + "&timestamp=" + sent["timestamp"] + "&version=2.0" + SECRET
        wanted = hashlib.new("md5", signed.encode(), usedforsecurity=False).hexdigest()
        if sent["sign"] != wanted or sent["appId"] != KEY or sent["version"] != "2.0" or query:
            raise Fault(self.refused("signature"))
        if handler.command != "POST" or not handler.headers["Content-Type"].startswith("application/json"):
            raise Fault(self.refused("signature"))
        if abs(int(sent["timestamp"]) - self.now()) > 600:
            raise Fault(self.refused("clock"))
        return name, {key: value for key, value in sent.items() if key not in _OURS}, sent.get("accessToken", "")

    def refused(self, why: str) -> dict[str, Any]:
        code, message = _ERRORS[why]
        return {"success": False, "error_code": code, "error_msg": message}

    def is_refresh(self, name: str) -> bool:
        return name == _REFRESH

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == _REFRESH:
            if params != {"refreshToken": self.refresh_token} or self.closed:
                raise Fault(self.refused("refresh"))
            self.renewed()
            ends = int(self.now() + 7 * 86_400) * 1000
            data: Any = {
                "accessToken": self.token, "accessTokenExpiresAt": ends, "refreshToken": self.refresh_token,
                "refreshTokenExpiresAt": ends * 2, "sellerId": "s1", "sellerName": "某珠宝店",
            }  # fmt: skip
        elif name == "product.searchItemList":
            data = self._list(params)
        else:
            data = self._detail(params["itemId"])
        return {"success": True, "error_code": 0, "data": data}

    def _list(self, params: dict[str, Any]) -> dict[str, Any]:
        page, size = params["pageNo"], params["pageSize"]
        assert size == self.page_size
        assert params["searchParam"] == {}
        rows = [{"id": number, "name": f"钻戒 {number}"} for number in self.numbers[(page - 1) * size : page * size]]
        return {"currentPage": page, "pageSize": size, "total": len(self.numbers), "itemDetailV3s": rows}

    def _detail(self, number: str) -> dict[str, Any]:
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        sku = {
            "id": f"{number}9", "price": 358_000, "originalPrice": 598_000, "stock": 3,
            "buyable": "maybe" if number in self.unknown else True,
        }  # fmt: skip
        told = {"id": number, "name": f"18K金钻戒 {number[-3:]}号", "images": [f"https://p.example/{number}.jpg"]}
        return {"total": 1, "itemInfo": told, "skuInfos": [sku], "pageNO": 1, "pageSize": 100}
