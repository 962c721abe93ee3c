"""The JD open platform as its documents describe it, checked with a signature of its own making."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_GMT8 = timezone(timedelta(hours=8))
_FORMAT = "%Y-%m-%d %H:%M:%S"
_ERRORS: dict[str, tuple[str, str, str]] = {
    "signature": ("12", "无效签名", "Invalid Signature"),
    "clock": ("8", "非法的时间戳参数", "Invalid Timestamp"),
    "token": ("19", "token已过期或者不存在，请重新授权", "Invalid access_token"),
    "closed": ("24", "该商家无权调用API", "Insufficient vender permissions"),
    "throttle": ("65", "系统处理超时", "Platform system timeout"),
    "quota": ("2", "限制时间内调用失败次数", "App Call Limited"),
    "address": ("67", "请求的IP不在白名单内", "IP not allowed"),
}
_SYSTEM = {"method", "app_key", "access_token", "timestamp", "format", "v", "sign_method", "360buy_param_json"}


class StandIn(GatewayStandIn):
    platform = "jd"
    windowed = True
    clocked = True

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        if handler.path.startswith("/oauth2/refresh_token?"):
            if (query["app_key"], query["app_secret"], query["grant_type"]) != (KEY, SECRET, "refresh_token"):
                raise Fault(self.refused("refresh"))
            return "refresh_token", {"refresh_token": query["refresh_token"]}, ""
        form = dict(parse_qsl(handler.body.decode(), keep_blank_values=True, strict_parsing=True))
        sent = form.pop("sign", "")
        joined = SECRET + "".join(name + form[name] for name in sorted(form)) + SECRET
        wanted = hashlib.md5(joined.encode(), usedforsecurity=False).digest().hex().upper()
        if sent != wanted or set(form) != _SYSTEM or form["app_key"] != KEY or query or form["v"] != "2.0":
            raise Fault(self.refused("signature"))
        at = datetime.strptime(form["timestamp"], _FORMAT).replace(tzinfo=_GMT8).timestamp()
        if abs(at - self.now()) > 360:
            raise Fault(self.refused("clock"))
        return form["method"], json.loads(form["360buy_param_json"]), form["access_token"]

    def refused(self, why: str) -> dict[str, Any]:
        if why == "refresh":
            return {"code": 402, "msg": "refresh_token 无效", "request_id": "1"}
        code, chinese, english = _ERRORS[why]
        return {"error_response": {"code": code, "zh_desc": chinese, "en_desc": english}}

    def is_refresh(self, name: str) -> bool:
        return name == "refresh_token"

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if self.is_refresh(name):
            if params["refresh_token"] != self.refresh_token or self.closed:
                raise Fault(self.refused("refresh"))
            self.renewed()
            return {
                "access_token": self.token, "refresh_token": self.refresh_token, "expires_in": 31103999, "code": 0,
                "token_type": "bearer", "uid": "1",
            }  # fmt: skip
        inner = self._list(params) if name.endswith("searchWare4Valid") else self._detail(str(params["wareId"]))
        return {f"{name.replace('.', '_')}_responce": {"code": "0", "request_id": "1", **inner}}

    def _list(self, params: dict[str, Any]) -> dict[str, Any]:
        page, size = params["pageNo"], params["pageSize"]
        # The bounds are counted out here, which is the harder of the two.
        since = _seconds(params.get("startModifiedTime"), 0)
        until = _seconds(params.get("endModifiedTime"), 1 << 40)
        within = [number for number in self.numbers if since < self.changed[number] < until]
        rows = [
            {"wareId": int(number), "modified": 1767240000000} for number in within[(page - 1) * size : page * size]
        ]
        return {"page": {"data": rows, "totalItem": len(within), "pageNo": page, "pageSize": size}}

    def _detail(self, number: str) -> dict[str, Any]:
        if number in self.gone or number not in self.numbers:
            return {}
        return {
            "ware": {
                "wareId": int(number), "title": f"18K金钻戒 {number[-3:]}号", "itemNum": f"H-{number[-3:]}",
                "wareStatus": 77 if number in self.unknown else 8, "jdPrice": 3580.00, "categoryId": 13062,
                "logo": f"jfs/t1/{number}.jpg", "introduction": "<p>主石天然钻石，附证书</p>",
            }
        }  # fmt: skip


def _seconds(text: str | None, otherwise: int) -> float:
    return datetime.strptime(text, _FORMAT).replace(tzinfo=_GMT8).timestamp() if text else otherwise
