"""Time stamps and the agent's name from the command line: told as they are, made up for later, nothing pretended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mock_site.routes import product
from tests.mock_site.site import MockSite
from tests.time_authority import TimeAuthority, open_authority


def zuanjian(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk", "--home", str(home), *arguments],
        capture_output=True, text=True, check=False, timeout=110, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.fixture
def site() -> Iterator[MockSite]:
    with MockSite(routes={"/p": lambda handler: handler.send(200, product("金手镯", "p1").encode())}) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path, site: MockSite) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "shop.yml").write_text(
        f"platform: web\nstart: {site.url('/p')}\nbasis: open_page\n", encoding="utf-8"
    )
    return tmp_path


def configure(home: Path, authority: TimeAuthority) -> None:
    authority.pem(home / "root.pem")
    (home / "stamps.yml").write_text(f"url: {authority.url}\nroots: root.pem\n", encoding="utf-8")


def test_a_crawl_is_stamped_where_an_authority_is_configured(home: Path) -> None:
    with open_authority() as authority:
        configure(home, authority)
        done = zuanjian(home, "crawl", "shop")
        checked = zuanjian(home, "evidence", "stamp")
    assert (done.returncode, done.stderr) == (0, "")
    assert "序号 1000，由 127.0.0.1 加盖，已核对" in done.stdout
    assert len(list((home / "runs" / ".stamps").glob("shop-*.tsr"))) == 1
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "已有，核对无误" in checked.stdout
    assert len(authority.asked) == 1


def test_without_a_stamp_it_is_said_so_and_made_up_for_later(home: Path) -> None:
    done = zuanjian(home, "crawl", "shop")
    assert done.returncode == 0
    assert "未加盖时间戳：未配置时间戳服务" in done.stdout
    assert zuanjian(home, "evidence", "stamp").returncode == 2
    with open_authority() as authority:
        configure(home, authority)
        authority.http = 503
        failed = zuanjian(home, "crawl", "shop")
        authority.http = 200
        later = zuanjian(home, "evidence", "stamp")
    assert failed.returncode == 1
    assert "未加盖时间戳" in failed.stderr
    assert "HTTP 503" in failed.stderr
    assert "zuanjian evidence stamp shop-" in failed.stderr
    assert later.returncode == 0
    assert later.stdout.count("补盖") == 2


def test_a_run_that_was_altered_is_not_stamped(home: Path) -> None:
    zuanjian(home, "crawl", "shop")
    (run,) = (home / "runs").glob("shop-*")
    with (run / "listings.jsonl").open("ab") as file:
        file.write(b"{}\n")
    with open_authority() as authority:
        configure(home, authority)
        done = zuanjian(home, "evidence", "stamp", run.name)
    assert done.returncode == 1
    assert "sha256" in done.stderr
    assert authority.asked == []


def test_whoever_asks_others_hosts_without_a_contact_is_told(home: Path) -> None:
    other = home / "sources" / "other.yml"
    other.write_text("platform: web\nstart: https://shop.invalid/\nbasis: open_page\n", encoding="utf-8")
    assert "来源“other”没有写明 contact" in zuanjian(home, "sources").stderr
    other.write_text(other.read_text("utf-8") + "contact: https://alliance.example/crawler\n", encoding="utf-8")
    listed = zuanjian(home, "sources")
    assert (listed.returncode, listed.stderr) == (0, "")


def test_the_contact_stands_in_every_request(home: Path, site: MockSite) -> None:
    source = home / "sources" / "shop.yml"
    source.write_text(source.read_text("utf-8") + "contact: https://alliance.example/crawler\n", encoding="utf-8")
    zuanjian(home, "crawl", "shop")
    agents = {asked.headers["User-Agent"] for asked in site.asked}
    assert len(agents) == 1
    agent = agents.pop()
    assert agent.startswith("Zuanjian/")
    assert agent.endswith(" (+https://alliance.example/crawler)")
