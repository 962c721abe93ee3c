"""The Douyin shop interface as its documents describe it, checked with a signature of its own making."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "signature": (40003, "isv.signature-invalid", "签名校验失败"),
    "clock": (40003, "isv.timestamp-invalid", "时间戳不合法"),
    "token": (40003, "isv.access-token-expired", "access_token已过期"),
    "throttle": (20000, "isp.service-busy", "系统繁忙"),
    "closed": (30001, "isv.authorization-closed", "店铺授权已关闭"),
    "quota": (20001, "isp.quota-exceeded", "当日调用次数已达上限"),
    "address": (30002, "isv.ip-invalid", "IP不在白名单"),
    "gone": (50002, "isv.product-not-exist", "商品不存在"),
    "refresh": (40003, "isv.refresh-token-expired", "refresh_token已过期"),
}


class StandIn(GatewayStandIn):
    platform = "douyin"
    windowed = True
    clocked = True

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        body = handler.body.decode()
        signed = SECRET + "".join(
            (
                "app_key", query["app_key"], "method", query["method"], "param_json", body,
                "timestamp", query["timestamp"], "v", query["v"],
            )
        ) + SECRET  # fmt: skip
        wanted = hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256).hex()
        path = handler.path.partition("?")[0]
        canonical = json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if query["sign"] != wanted or query["app_key"] != KEY or body != canonical:
            raise Fault(self.refused("signature"))
        if path != "/" + query["method"].replace(".", "/") or query["sign_method"] != "hmac-sha256":
            raise Fault(self.refused("signature"))
        if abs(int(query["timestamp"]) - self.now()) > 600:
            raise Fault(self.refused("clock"))
        return query["method"], json.loads(body), query.get("access_token", "")

    def refused(self, why: str) -> dict[str, Any]:
        code, sub_code, message = _ERRORS[why]
        return {"code": code, "sub_code": sub_code, "msg": "业务处理失败", "sub_msg": message, "log_id": "1"}

    def is_refresh(self, name: str) -> bool:
        return name == "token.refresh"

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == "token.refresh":
            if params["refresh_token"] != self.refresh_token or self.closed:
                raise Fault(self.refused("refresh"))
            self.renewed()
            data: Any = {
                "access_token": self.token, "refresh_token": self.refresh_token, "expires_in": 604800, "shop_id": 7,
            }  # fmt: skip
        elif name == "product.listV2":
            data = self._list(params)
        else:
            data = self._detail(str(params["product_id"]))
        return {"code": 10000, "msg": "success", "data": data, "log_id": "1"}

    def _list(self, params: dict[str, Any]) -> dict[str, Any]:
        page, size = params["page"], params["size"]
        assert size <= 100
        assert page * size <= 10_000
        # The bounds are counted out.
        since, until = params.get("update_start_time", 0), params.get("update_end_time", 1 << 40)
        within = [number for number in self.numbers if since < self.changed[number] < until]
        shown = within[(page - 1) * size : page * size]
        rows = [{"product_id": int(n), "product_id_str": n, "name": f"钻戒 {n}", "status": 0} for n in shown]
        return {"data": rows, "total": len(within), "page": page, "size": size}

    def _detail(self, number: str) -> dict[str, Any]:
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        return {
            "product_id": int(number), "product_id_str": number, "outer_product_id": f"H-{number[-3:]}",
            "name": f"18K金钻戒 {number[-3:]}号", "status": 0, "check_status": 9 if number in self.unknown else 3,
            "discount_price": 358000, "market_price": 598000, "product_type": 0, "sell_channel": [0, 1],
            "description": "<p>主石天然钻石，附证书</p>", "pic": [f"https://p.example/{number}.jpg"],
        }  # fmt: skip
