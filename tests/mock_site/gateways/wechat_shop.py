"""The WeChat shop interface as its documents describe it: no signature, a token in the query, a key from page to page."""

from __future__ import annotations

import json
from typing import Any

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "token": (42001, "access_token expired"),
    "throttle": (45011, "api minute-quota reach limit must slower retry next minute"),
    "closed": (48001, "api unauthorized"),
    "quota": (45009, "reach max api daily quota limit"),
    "address": (61004, "access clientip is not registered"),
    "gone": (10020052, "product not found"),
    "refresh": (40125, "invalid appsecret"),
}
_RENEWAL = "cgi-bin/stable_token"


class StandIn(GatewayStandIn):
    platform = "wechat_shop"
    rotates = False
    page_size = 30
    signs = False
    margin = 240.0

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        path = handler.path.partition("?")[0].lstrip("/")
        assert handler.command == "POST"
        return path, json.loads(handler.body), query.get("access_token", "")

    def refused(self, why: str) -> dict[str, Any]:
        code, message = _ERRORS[why]
        return {"errcode": code, "errmsg": message}

    def is_refresh(self, name: str) -> bool:
        return name == _RENEWAL

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == _RENEWAL:
            told = (params["grant_type"], params["appid"], params["secret"])
            if told != ("client_credential", KEY, SECRET):
                raise Fault(self.refused("refresh"))
            self.renewed()
            return {"access_token": self.token, "expires_in": 7200}
        if name == "channels/ec/product/list/get":
            return self._list(params)
        assert name == "channels/ec/product/get", name
        return self._detail(str(params["product_id"]), params.get("data_type", 1))

    def _list(self, params: dict[str, Any]) -> dict[str, Any]:
        assert params["page_size"] <= self.page_size
        start = int(params["next_key"].removeprefix("key-")) if "next_key" in params else 0
        end = start + params["page_size"]
        return {
            "errcode": 0, "errmsg": "ok", "product_ids": self.numbers[start:end],
            "next_key": f"key-{min(end, len(self.numbers))}", "total_num": len(self.numbers),
        }  # fmt: skip

    def _detail(self, number: str, data_type: int) -> dict[str, Any]:
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        shown = {
            "product_id": number, "out_product_id": f"H-{number[-3:]}", "title": f"18K金钻戒 {number[-3:]}号",
            "status": 7 if number in self.unknown else 5, "min_price": 358000, "product_type": 1,
            "brand_id": "2100000000", "head_imgs": [f"https://p.example/{number}.jpg"],
            "desc_info": {"desc": "主石天然钻石，附证书", "imgs": []},
        }  # fmt: skip
        assert data_type == 3
        return {"errcode": 0, "errmsg": "ok", "product": shown, "edit_product": shown}
