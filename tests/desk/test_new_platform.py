"""``zuanjian sources platform``: what it lays down fails with reasons until it is filled in, and passes then."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_CACHE = shutil.ignore_patterns("__pycache__")
FILLED_INTERFACE = Path(__file__).with_name("filled_interface")
WORKED_EXAMPLE = """
    from crawler.platforms.gems.gateway import sign

    wanted = "1393c38ad99ef4b6c7ee64ad766b4e0005c479788ad703545aecd6ecbdf278b1"
    assert sign("secret-for-tests", Call("items", {"size": 20, "page": 1})) == wanted
"""
FILLED = """
from lxml.html import document_fromstring

from crawler.money import parse_fen
from crawler.listing import Price


def shelf(text, absolute):
    found = document_fromstring(text).xpath("//ul[@id='goods']")
    if not found:
        raise ValueError("no list")
    return Shelf(tuple(absolute(href) for href in found[0].xpath(".//a/@href")))


def item(text, url):
    if not text:
        raise ValueError("empty")
    title, price = (str(document_fromstring(text).xpath(f"string(//*[@class='{name}'])")) for name in ("title", "price"))
    if not title:
        raise ValueError("no title")
    return Listing("gems", url.rpartition("/")[2], title=title, price=Price(sale_fen=parse_fen(price)), url=url)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a platform is laid down in; the rest of the checkout is shown through links."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "crawler", copy / "crawler", ignore=NO_CACHE)
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name in ("nlp", "alerts", "reports", "desk"):
        (copy / name).symlink_to(ROOT / name)
    (copy / "tests" / "crawler").mkdir(parents=True)
    shutil.copytree(ROOT / "tests" / "mock_site", copy / "tests" / "mock_site", ignore=NO_CACHE)
    return copy


def run(checkout: Path, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=cwd or checkout, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "COLUMNS": "300", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def outcome(checkout: Path, *tests: str) -> tuple[int, dict[str, str]]:
    """How many of its tests passed, and of the others the reason of each."""
    done = run(checkout, "pytest", "-rfE", "-p", "no:cacheprovider", *tests)
    passed = re.search(r"(\d+) passed", done.stdout)
    reasons = dict(re.findall(r"^(?:FAILED|ERROR) \S+::(\S+)(?: - (.*))?$", done.stdout, re.MULTILINE))
    assert passed or reasons, done.stdout + done.stderr
    return int(passed[1]) if passed else 0, reasons


def laid(checkout: Path, *words: str) -> list[str]:
    done = run(checkout, "desk", "sources", "platform", "gems", "--title", "宝石街", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.removeprefix("已建立 ") for line in done.stdout.splitlines()[:-1]]


@pytest.mark.parametrize(
    ("words", "test"),
    [((), "tests/crawler/platforms/test_gems.py"), (("--interface",), "tests/crawler/api/test_gems.py")],
)
def test_every_test_fails_with_a_reason_until_it_is_filled_in(
    checkout: Path, words: tuple[str, ...], test: str
) -> None:
    files = laid(checkout, *words)
    assert test in files
    assert all((checkout / file).is_file() for file in files)
    passed, reasons = outcome(checkout, test)
    assert passed == 0
    assert len(reasons) >= 6
    for name, reason in reasons.items():
        assert re.search(r"gems/|gems\.py|worked example", reason), (name, reason)
    code = [file for file in files if file.endswith(".py")]
    for tool in (("ruff", "check"), ("ruff", "format", "--check")):
        assert run(checkout, *tool, *code).returncode == 0, run(checkout, *tool, *code).stdout


def test_a_platform_that_is_filled_in_passes_and_can_be_a_sources_platform(checkout: Path) -> None:
    laid(checkout)
    folder = checkout / "crawler" / "platforms" / "gems"
    head = (folder / "page.py").read_text("utf-8").partition("def shelf")[0]
    (folder / "page.py").write_text(head + FILLED, "utf-8")
    (folder / "source.yml").write_text("title: 宝石街\nstart: https://gems.test/shelf\n", "utf-8")
    samples = folder / "samples"
    (samples / "shelf.html").write_text("<ul id='goods'><li><a href='/i/7'>戒指</a></ul>", "utf-8")
    (samples / "ring.html").write_text("<h1 class='title'>银戒指</h1><b class='price'>¥128</b>", "utf-8")
    url = "https://gems.test/i/7"
    reads = {"platform": "gems", "item_id": "7", "url": url, "title": "银戒指", "price": {"sale_fen": 12800}}
    (samples / "ring.html.expected.json").write_text(json.dumps({"url": url, "reads": reads}), "utf-8")
    assert outcome(checkout, "tests/crawler/platforms/test_gems.py") == (6, {})
    done = run(checkout, "desk", "--home", str(checkout / "home"), "sources", "new", "gem-shop", "--platform", "gems")
    assert done.returncode == 0
    assert "https://gems.test/shelf" in (checkout / "home" / "sources" / "gem-shop.yml").read_text("utf-8")


def test_an_interface_that_is_filled_in_passes_and_the_contracts_run_over_it_without_being_told(
    checkout: Path,
) -> None:
    laid(checkout, "--interface")
    shutil.copytree(FILLED_INTERFACE / "platform", checkout / "crawler" / "platforms" / "gems", dirs_exist_ok=True)
    own = checkout / "tests" / "crawler" / "api" / "test_gems.py"
    assert outcome(checkout, "tests/crawler/api/test_gems.py")[1].keys() == {
        "test_there_is_a_stand_in_for_the_contract_tests", "test_a_call_is_signed_as_the_documents_say"
    }  # fmt: skip
    shutil.copy(FILLED_INTERFACE / "stand_in.py", checkout / "tests" / "mock_site" / "gateways" / "gems.py")
    to_be_done = re.compile(r"\n    pytest\.fail\(.*\)\n")
    told = own.read_text("utf-8")
    assert to_be_done.search(told)
    own.write_text(to_be_done.sub(WORKED_EXAMPLE, told), "utf-8")
    passed, reasons = outcome(checkout, "tests/crawler/api/test_gems.py")
    assert (passed, reasons) == (11, {})

    for name in ("conftest.py", "forked.py", "warm.py"):
        shutil.copy(ROOT / "tests" / "crawler" / name, checkout / "tests" / "crawler")
    shutil.copy(ROOT / "tests" / "warc_readers.py", checkout / "tests")
    for path in (ROOT / "tests" / "crawler" / "api").glob("*contract*.py"):
        shutil.copy(path, checkout / "tests" / "crawler" / "api")
    shutil.copy(ROOT / "tests" / "crawler" / "api" / "conftest.py", checkout / "tests" / "crawler" / "api")
    # Some of each kind: all of them are run where the platform is at home.
    passed, reasons = outcome(
        checkout, "tests/crawler/api", "-k", "gems and (contract_tokens or reads_every or used_up_quota)"
    )
    assert (passed, reasons) == (8, {})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("web",), "已存在"),
        (("form",), "已存在"),
        (("Gems",), "小写字母"),
        (("class",), "小写字母"),
        (("../gems",), "小写字母"),
        (("gems", "--title", '"""'), "中文名"),
    ],
)
def test_what_cannot_be_a_platform_is_refused_and_nothing_is_written(
    checkout: Path, words: tuple[str, ...], said: str
) -> None:
    before = sorted(checkout.rglob("*"))
    done = run(checkout, "desk", "sources", "platform", *words)
    assert (done.returncode, said in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)
    assert sorted(checkout.rglob("*")) == before


def test_outside_a_checkout_nothing_is_laid_down(tmp_path: Path) -> None:
    done = run(ROOT, "desk", "sources", "platform", "gems", cwd=tmp_path)
    assert (done.returncode, "源码目录" in done.stderr) == (2, True)
    assert not list(tmp_path.iterdir())
