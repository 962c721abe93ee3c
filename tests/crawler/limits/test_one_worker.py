"""Two crawls never ask one host at the same time."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from crawler.launch import crawl
from crawler.limits.one_worker import sole_worker
from crawler.run_file import Run
from crawler.source import Basis, Source, encode_source
from tests.crawler.limits.conftest import NOW, ROOT, WALKER, source_of
from tests.mock_site.routes import product
from tests.mock_site.site import Handler, MockSite

HOLDER = """
import sys
from pathlib import Path
from crawler.limits.one_worker import sole_worker
from crawler.source import decode_source
with sole_worker(Path(sys.argv[1]), decode_source(sys.argv[2].encode()), lambda reason: None):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.own_interpreter
def test_two_sources_of_one_host_are_crawled_one_after_the_other(
    site: MockSite, runs_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    asked, go_on, waits = threading.Event(), threading.Event(), threading.Event()
    said: list[str] = []

    def slow(handler: Handler) -> None:
        asked.set()
        assert go_on.wait(60)
        handler.send(200, product("金手镯", "p1").encode())

    def told(reason: str) -> None:
        said.append(reason)
        waits.set()

    site.routes["/slow"] = slow
    site.routes["/next"] = lambda handler: handler.send(200, product("银手镯", "p2").encode())

    def look(name: str, path: str) -> Run:
        source = msgspec.structs.replace(source_of(site, path), name=name)
        return crawl(source, runs_dir, now=NOW, spider=WALKER, waiting=told)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(look, "east", "/slow")
        assert asked.wait(60)
        second = pool.submit(look, "west", "/next")
        assert waits.wait(60)
        assert site.paths() == ["/slow"]
        go_on.set()
        runs = first.result(60), second.result(60)
    assert site.paths() == ["/slow", "/next"]
    assert [run.health.verdict for run in runs] == ["healthy", "healthy"]
    assert len(said) == 1
    assert "127.0.0.1" in said[0]
    assert "“east”" in said[0]
    # The look of the one that waited begins when it is its turn.
    assert runs[1].manifest.started_at > NOW


def test_crawls_of_two_hosts_run_side_by_side(site: MockSite, runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    both = threading.Barrier(2)

    def together(handler: Handler) -> None:
        both.wait(60)  # neither is answered before the other host is asked too
        handler.send(200, product("金手镯", "p1").encode())

    said: list[str] = []

    def look(at: MockSite, name: str) -> Run:
        source = msgspec.structs.replace(source_of(at, "/held"), name=name)
        return crawl(source, runs_dir, now=NOW, spider=WALKER, waiting=said.append)

    with MockSite() as other, ThreadPoolExecutor(2) as pool:
        site.routes["/held"] = other.routes["/held"] = together
        runs = list(pool.map(look, (site, other), ("east", "west")))
    assert [run.health.verdict for run in runs] == ["healthy", "healthy"]
    assert said == []


def test_whoever_dies_holds_nothing(tmp_path: Path) -> None:
    source = Source("shop", "web", ("https://a.example/",), Basis("open_page"), hosts=("a.example",))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path), encode_source(source).decode()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with sole_worker(tmp_path, source, lambda reason: holder.kill()) as waited:
            assert waited


@pytest.mark.parametrize(
    ("hosts", "grant", "waits"),
    [
        (("b.example",), None, False),
        (("a.example:8443",), None, False),
        (("a.example:443",), None, True),
        (("A.Example",), None, True),
        (("b.example", "a.example"), None, True),
        (("b.example",), "g1", True),
        (("b.example",), "g2", False),
    ],
)
def test_what_is_shared_is_waited_for(tmp_path: Path, hosts: tuple[str, ...], grant: str | None, waits: bool) -> None:
    basis = Basis("grant", grant_id="g1")
    first = Source("one", "web", ("https://a.example/",), basis, hosts=("a.example",))
    second = Source("two", "web", (), Basis("grant", grant_id=grant) if grant else Basis("open_page"), hosts=hosts)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path), encode_source(first).decode()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    with holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with sole_worker(tmp_path, second, lambda reason: holder.kill()) as waited:
            assert waited is waits
        holder.stdin.close()
