"""The Youzan interface as far as it is known: a token in the query, errors in an envelope of their own, rotating tokens."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "token": (4202, "请求凭证过期"),
    "throttle": (4101, "请求太频繁"),
    "closed": (4201, "非法的请求凭证"),
    "quota": (4102, "调用额度已用完"),
    "address": (4007, "源IP地址192.0.2.1非法调用有赞云"),
    "refresh": (1105, "refresh_token 已失效"),
}
_RENEWAL = "auth/token"
_LIST = "api/youzan.items.onsale.get/3.0.0"


class StandIn(GatewayStandIn):
    platform = "youzan"
    signs = False

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        assert handler.command == "POST"
        assert handler.headers["Content-Type"].startswith("application/json")
        path = handler.path.partition("?")[0].lstrip("/")
        return path, json.loads(handler.body), query.get("access_token", "")

    def refused(self, why: str) -> dict[str, Any]:
        code, message = _ERRORS[why]
        if why == "refresh":
            return {"success": False, "code": code, "data": None, "message": message}
        return {"gw_err_resp": {"trace_id": "yz7-1", "err_code": code, "err_msg": message}}

    def is_refresh(self, name: str) -> bool:
        return name == _RENEWAL

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == _RENEWAL:
            told = [params[part] for part in ("client_id", "client_secret", "authorize_type", "refresh_token")]
            if told != [KEY, SECRET, "refresh_token", self.refresh_token]:
                raise Fault(self.refused("refresh"))
            self.renewed()
            ends = int((time.time() + 7 * 86400) * 1000)
            data: Any = {"access_token": self.token, "refresh_token": self.refresh_token, "expires": ends}
        else:
            assert name == _LIST, name
            data = self._list(params["page_no"], params["page_size"])
        return {"trace_id": "yz7-1", "code": 200, "success": True, "message": "successful", "data": data}

    def _list(self, page: int, size: int) -> dict[str, Any]:
        assert size <= 300
        return {
            "count": len(self.numbers),
            "items": [
                {
                    "item_id": int(number), "alias": f"a{number}", "title": f"18K金钻戒 {number[-3:]}号",
                    "price": "面议" if number in self.unknown else 358000, "image": f"https://p.example/{number}.jpg",
                }
                for number in self.numbers[(page - 1) * size : page * size]
            ],
        }  # fmt: skip
