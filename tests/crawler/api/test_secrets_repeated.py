"""A platform that repeats our secrets in its answers: nothing that is kept holds them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways import platforms, stand_in
from tests.mock_site.gateways.base import SECRET, GatewayStandIn
from tests.mock_site.site import Handler, MockSite

SECRETS = (SECRET, "atk-", "rtk-")


class Echo:
    """Stands before a gateway and adds to each of its answers the secrets with which it was called."""

    def __init__(self, shop: GatewayStandIn, packed: bool) -> None:
        self.shop, self.packed = shop, packed
        self.said = 0

    def __call__(self, handler: Handler) -> None:
        send = handler.wfile
        answer: list[bytes] = []
        handler.wfile = _Catcher(answer)  # type: ignore[assignment]
        self.shop.answer(handler)
        handler.wfile = send
        _, _, body = b"".join(answer).partition(b"\r\n\r\n")
        said = f"令牌 {self.shop.token}/{self.shop.refresh_token} 密钥 {SECRET} 无效"
        told = self._with(json.loads(body), said) | {"echo": said}
        self.said += 1
        out = json.dumps(told).encode()
        if self.packed:
            handler.send(200, gzip.compress(out), "application/json", content_encoding="gzip", x_token=self.shop.token)
        else:
            handler.send(200, out, "application/json", x_token=self.shop.token)

    def _with(self, value: Any, said: str) -> Any:
        """The words of an error, wherever the platform puts them."""
        if isinstance(value, dict):
            return {k: said if "msg" in k.lower() and v else self._with(v, said) for k, v in value.items()}
        return value


class _Catcher:
    def __init__(self, into: list[bytes]) -> None:
        self.write = into.append


@pytest.mark.parametrize("platform", platforms())
@pytest.mark.parametrize("trouble", ["none", "closed", "exhausted"])
def test_nothing_that_is_kept_holds_a_secret_that_was_repeated(
    platform: str, trouble: str, pull: Pull, home: Path
) -> None:
    shop = stand_in(platform, 2)
    if trouble != "none":
        setattr(shop, trouble, True)
    echo = Echo(shop, packed=trouble == "none")
    with MockSite(otherwise=echo) as site:
        run = pull(source_of(platform, site), shop.grant())
    assert echo.said
    if trouble == "none":
        assert run.health.counts["listings"] == 2
    else:
        assert run.health.not_seen
    for path in home.rglob("*"):
        if path.is_file() and path.parent.name != "grants":
            content = path.read_bytes()
            content += gzip.decompress(content) if path.suffix == ".gz" else b""
            for secret in SECRETS:
                assert secret.encode() not in content, (path, secret)
