"""What a platform's error means for us: wait, renew, ask somebody, or leave it."""

from __future__ import annotations

from typing import Literal

from crawler.grants.masking import Mask
from crawler.health import Failure

FaultKind = Literal["later", "tomorrow", "token", "member", "operator", "clock", "gone", "beyond", "bad"]
"""later: asked too fast or the platform is busy; tomorrow: the day's quota is used up; token: the access token has run
out and can be renewed; member: the shop must grant anew; operator: our own set-up is at fault (signature, address list);
clock: our time stamp is too far off; gone: the item is no more; beyond: deeper than the platform pages; bad: the rest."""

_FAILURES: dict[FaultKind, tuple[Failure, str]] = {
    "later": ("throttled", "平台要求放慢，等候后仍未放行"),
    "tomorrow": ("budget_spent", "平台当日调用额度已用完"),
    "token": ("grant_refused", "授权令牌已失效，更新后仍不被接受"),
    "member": ("grant_refused", "授权已失效或未包含此项，须请授权方重新授权"),
    "operator": ("not_configured", "接入配置有误（签名、应用权限或 IP 白名单）"),
    "clock": ("not_configured", "本机时间与平台相差过大"),
    "gone": ("vanished", "商品已不存在"),
    "beyond": ("truncated", "超出平台允许的翻页深度"),
    "bad": ("api_error", "平台接口报错"),
}
ENDS_ALL: frozenset[FaultKind] = frozenset({"tomorrow", "member", "operator", "token", "clock"})
"""After these no further call of the same grant can succeed in this run: asking on would only be noise."""


class ApiFault(Exception):
    """An error that a platform reports. ``code`` and ``message`` are the platform's own words."""

    def __init__(self, kind: FaultKind, code: str | int, message: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.kind: FaultKind = kind
        self.code = str(code)
        self.message = message

    def masked(self, mask: Mask) -> ApiFault:
        """The same fault in words that hold no secret: platforms repeat a token that they refuse."""
        return ApiFault(self.kind, mask.text(self.code), mask.text(self.message))

    def named(self) -> tuple[Failure, str]:
        """The failure's name in ``health.json`` and one Chinese sentence with the platform's code and words."""
        failure, reason = _FAILURES[self.kind]
        words = f"{self.code} {self.message}".strip()[:160]
        return failure, f"{reason}（{words}）"
