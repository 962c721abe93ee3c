"""The interface of 宝石街, checked with a signature of its own making."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from tests.mock_site.gateways.base import KEY, SECRET, Fault, GatewayStandIn
from tests.mock_site.site import Handler

_ERRORS = {
    "token": 401, "closed": 403, "gone": 404, "signature": 407, "address": 408, "throttle": 429, "quota": 430,
    "refresh": 403,
}  # fmt: skip


class StandIn(GatewayStandIn):
    platform = "gems"
    page_size = 20

    def call(self, handler: Handler, query: dict[str, str]) -> tuple[str, dict[str, Any], str]:
        name = handler.path.partition("?")[0].lstrip("/")
        if name != "token":
            wanted = hmac.new(SECRET.encode(), f"{name}\n".encode() + handler.body, hashlib.sha256).hexdigest()
            if (query["sign"], query["key"]) != (wanted, KEY):
                raise Fault(self.refused("signature"))
        return name, json.loads(handler.body), query.get("token", "")

    def refused(self, why: str) -> dict[str, Any]:
        return {"code": _ERRORS[why], "words": why}

    def is_refresh(self, name: str) -> bool:
        return name == "token"

    def reply(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name == "token":
            if (params["key"], params["secret"], params["refresh"]) != (KEY, SECRET, self.refresh_token):
                raise Fault(self.refused("refresh"))
            self.renewed()
            return {"code": 0, "data": {"access": self.token, "refresh": self.refresh_token, "seconds": 604_800}}
        if name == "items":
            end = params["page"] * params["size"]
            rows = [{"number": number} for number in self.numbers[end - params["size"] : end]]
            return {"code": 0, "data": {"rows": rows, "total": len(self.numbers)}}
        number = params["number"]
        if number in self.gone or number not in self.numbers:
            raise Fault(self.refused("gone"))
        state = 9 if number in self.unknown else 1
        return {
            "code": 0,
            "data": {
                "number": number,
                "title": f"银戒指 {number[-3:]}号",
                "words": "925 银",
                "state": state,
                "fen": 12_800,
            },
        }
