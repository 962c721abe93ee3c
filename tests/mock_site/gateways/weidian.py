"""The Weidian interface as far as it is known: forms with two fields of JSON, renewals asked by address."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "token": (10013, "access_token无效"),
    "throttle": (10001, "调用过于频繁，请稍后再试"),
    "closed": (10017, "店铺已取消授权"),
    "quota": (10018, "当日调用次数已达上限"),
    "address": (10019, "IP不在白名单"),
    "refresh": (10023, "refresh_token过期"),
}
_RENEWALS = ("oauth2/refresh_token", "token")


class StandIn(GatewayStandIn):
    platform = "weidian"
    rotates = False
    page_size = 50
    signs = False

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        path = handler.path.partition("?")[0].lstrip("/")
        if path in _RENEWALS:
            assert handler.command == "GET"
            return path, dict(query), ""
        assert (handler.command, path, query) == ("POST", "api", {})
        form = dict(parse_qsl(handler.body.decode(), strict_parsing=True))
        public = json.loads(form["public"])
        assert public["format"] == "json"
        return public["method"], json.loads(form["param"]), public["access_token"]

    def refused(self, why: str) -> dict[str, Any]:
        code, message = _ERRORS[why]
        return {"status": {"status_code": code, "status_reason": message}}

    def is_refresh(self, name: str) -> bool:
        return name in _RENEWALS

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name in _RENEWALS:
            wanted = (
                {"grant_type": "client_credential", "appkey": KEY, "secret": SECRET} if name == "token"
                else {"grant_type": "refresh_token", "appkey": KEY, "refresh_token": "rtk-1"}
            )  # fmt: skip
            if params != wanted:
                raise Fault(self.refused("refresh"))
            self.renewed()
            result: Any = {"access_token": self.token, "expire_in": 90000}
        else:
            assert name == "vdian.item.list.get", name
            result = self._list(params["page_num"], params["page_size"])
        return {"status": {"status_code": 0, "status_reason": "success"}, "result": result}

    def _list(self, page: int, size: int) -> dict[str, Any]:
        assert size <= self.page_size
        items = [
            {
                "itemid": number, "itemName": f"18K金钻戒 {number[-3:]}号", "price": "3580.00", "stock": 1, "skus": [],
                "imgs": [f"https://p.example/{number}.jpg"], "merchant_code": f"H-{number[-3:]}",
                "status": "frozen" if number in self.unknown else "onsale",
            }
            for number in self.numbers[(page - 1) * size : page * size]
        ]  # fmt: skip
        return {"items": items, "item_num": len(items), "total_num": len(self.numbers)}
