"""One patrol over four shops behind interfaces and one delivered package, one of the shops broken; and the brief says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from tests.mock_site.gateways import stand_in
from tests.mock_site.gateways.base import KEY, SECRET, GatewayStandIn

PLATFORMS = ("douyin", "taobao", "kuaishou", "wechat_shop")
BROKEN = "kuaishou"


def zuanjian(home: Path, *arguments: str, told: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "ZUANJIAN_GRANT_KEY"} | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "desk", "--home", str(home), *arguments]
    return subprocess.run(
        command, input=told, capture_output=True, text=True, env=environment, check=False, timeout=120
    )


def connect(home: Path, shop: GatewayStandIn, host: str) -> None:
    """What an operator does for one shop: put its grant into the vault, and write its source."""
    grant = {"app_key": KEY, "app_secret": SECRET, "access_token": shop.token, "refresh_token": shop.refresh_token}
    told = json.dumps({**grant, "expires_at": "2099-01-01T00:00:00Z", "holder": f"{shop.platform} 某店"})
    added = zuanjian(home, "grant", "add", f"{shop.platform}-7", "--platform", shop.platform, told=told)
    assert added.returncode == 0, added.stderr
    source = {
        "platform": shop.platform, "start": f"http://{host}", "hosts": host,
        "basis": {"kind": "grant", "grant_id": f"{shop.platform}-7"}, "options": {"throttle_seconds": 0},
        "shop": {"id": f"shop-{shop.platform}", "name": f"{shop.platform} 某店"},
    }  # fmt: skip
    (home / "sources").mkdir(exist_ok=True)
    (home / "sources" / f"{shop.platform}-shop.yml").write_text(yaml.safe_dump(source, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module")
def patrolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str], str]:
    home = tmp_path_factory.mktemp("home")
    assert zuanjian(home, "grant", "key").returncode == 0
    delivered = home / "delivered.csv"
    delivered.write_text("商品ID,商品名称,价格\n3600000000000000077,CVD钻石项链 50分,1999\n", "utf-8")
    with ExitStack() as serving:
        for platform in PLATFORMS:
            shop = stand_in(platform, 4)
            shop.closed = platform == BROKEN
            connect(home, shop, serving.enter_context(shop.serving()).host)
        done = zuanjian(home, "patrol")
    imported = zuanjian(home, "import", str(delivered))
    assert imported.returncode == 0, imported.stderr
    brief = home / "brief.html"
    reported = zuanjian(home, "report", "daily", "-o", str(brief))
    assert reported.returncode == 0, reported.stderr
    return home, done, brief.read_text("utf-8")


def test_the_patrol_is_done_in_part_and_names_the_broken_shop(
    patrolled: tuple[Path, subprocess.CompletedProcess[str], str],
) -> None:
    _, done, _ = patrolled
    assert done.returncode == 1, done.stderr
    said = done.stdout + done.stderr
    assert f"{BROKEN}-shop" in said
    assert "Traceback" not in said
    assert SECRET not in said


@pytest.mark.parametrize("platform", [p for p in PLATFORMS if p != BROKEN])
def test_the_other_shops_were_seen_whole(
    platform: str, patrolled: tuple[Path, subprocess.CompletedProcess[str], str]
) -> None:
    home, _, _ = patrolled
    (run,) = (home / "runs").glob(f"{platform}-shop-*")
    health = json.loads((run / "health.json").read_text("utf-8"))
    assert health["verdict"] == "healthy"
    assert health["counts"]["listings"] == 4


def test_the_brief_says_what_was_not_looked_at_and_why(
    patrolled: tuple[Path, subprocess.CompletedProcess[str], str],
) -> None:
    _, _, brief = patrolled
    assert f"{BROKEN}-shop" in brief
    assert "授权失效或未包含此项" in brief
    for platform in PLATFORMS:
        assert f"{platform}-shop" in brief
    assert "CVD钻石项链" in brief
