"""Whatever a site does, what was not read is named, and honest pages beside it are read all the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.health import Failure, NotSeen
from crawler.launch import crawl
from crawler.run_file import Run
from tests.crawler.limits.conftest import NOW, ROOT, Crawl, source_of
from tests.mock_site.routes import all_routes, item, listing_of, padded
from tests.mock_site.site import MockSite, robots_text
from tests.warc_readers import read_by_others

EXPECTED: dict[str, Failure] = {
    "/slow": "timeout",
    "/trickle": "timeout",
    "/dropped": "truncated",
    "/partial": "truncated",
    "/half-chunked": "truncated",
    "/gzip-broken": "truncated",
    "/endless": "too_large",
    "/oversized": "too_large",
    "/endless-head": "too_large",
    "/endless-continue": "too_large",
    "/gzip-bomb": "too_large",
    "/huge-json": "too_large",
    "/garbage": "unreachable",
    "/hang-up": "unreachable",
    "/redirect-loop": "redirect_loop",
    "/moved-to-denied": "robots_denied",
    "/to-another-port": "private_address",
    "/to-metadata": "private_address",
    "/to-number": "private_address",
    "/to-ipv6": "private_address",
    "/to-another-site": "off_site",
    "/to-file": "off_site",
    "/wrong-type": "wrong_type",
    "/mislabelled": "wrong_encoding",
    "/empty": "empty",
    "/login-wall": "login_wall",
    "/captcha": "captcha",
    "/deep-json": "parse_failed",
    "/deep-html": "parse_failed",
    "/script-tags": "parse_failed",
    "/401": "refused",
    "/403": "refused",
    "/404": "http_error",
    "/410": "http_error",
    "/500": "http_error",
    "/429-long": "refused",
    "/429-bare": "refused",
    "/429-always": "refused",
    "/503-long": "http_error",
    "/503-always": "http_error",
}
READ = ("/ok", "/429-once", "/503-once")


@dataclass(frozen=True)
class Look:
    """One crawl over every route, with honest pages in between."""

    run: Run
    site: MockSite
    elsewhere: MockSite

    def missed(self, path: str) -> list[NotSeen]:
        return [miss for miss in self.run.health.not_seen if miss.what == self.site.url(path)]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        with MockSite() as elsewhere, MockSite(robots=robots_text("User-agent: *\nDisallow: /denied/\n")) as site:
            site.routes.update(all_routes(elsewhere.host))
            site.routes.update({f"/fine/{n}": item(f"fine{n}") for n, _ in enumerate(EXPECTED)})
            bad = [step for n, path in enumerate(EXPECTED) for step in (path, f"/fine/{n}")]
            source = source_of(site, *bad, *READ)
            runs = tmp_path_factory.mktemp("runs")
            yield Look(crawl(source, runs, now=NOW, spider="tests.mock_site.walker:Impatient"), site, elsewhere)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(("path", "kind"), EXPECTED.items())
def test_what_was_not_read_is_named_once_with_a_chinese_reason(look: Look, path: str, kind: Failure) -> None:
    (miss,) = look.missed(path)
    assert miss.kind == kind
    assert any("\u4e00" <= character <= "\u9fff" for character in miss.reason)


def test_no_page_that_misbehaved_yielded_a_listing(look: Look) -> None:
    numbers = {listing.item_id for _, listing in look.run.listings()}
    assert numbers == {f"fine{n}" for n, _ in enumerate(EXPECTED)} | {"ok1", "late1", "late2"}


def test_one_bad_page_makes_the_look_thin_and_never_healthy(look: Look) -> None:
    assert look.run.health.verdict == "thin"


def test_its_evidence_is_read_by_others(look: Look) -> None:
    assert look.run.pages is not None
    records = read_by_others(look.run.pages)
    answered = {asked.path for asked in look.site.asked} - {"/slow", "/trickle"}
    kept = {(record.url or "").removeprefix(look.site.url("")) for record in records if record.kind == "response"}
    assert kept <= answered | {"/slow", "/trickle"}
    assert {"/robots.txt", "/ok", "/403", "/404", "/captcha"} <= kept


def test_nobody_inside_was_asked_anything(look: Look) -> None:
    assert look.elsewhere.asked == []


@pytest.mark.parametrize("path", ["/401", "/403", "/404", "/429-bare", "/429-long", "/captcha", "/login-wall"])
def test_a_refusal_is_asked_once_and_not_argued_with(look: Look, path: str) -> None:
    assert len(look.site.times(path)) == 1


@pytest.mark.parametrize("path", ["/429-once", "/503-once", "/429-always"])
def test_a_server_that_says_when_to_come_back_is_asked_again_then_and_only_once(look: Look, path: str) -> None:
    first, again = look.site.times(path)
    assert 0.95 <= again - first < 30


def test_a_redirect_is_held_to_robots_as_any_page(look: Look) -> None:
    assert look.site.times("/denied/1") == []


def test_many_small_pages_over_one_connection_are_no_large_page(crawled: Crawl, site: MockSite) -> None:
    paths = [f"/item/{n}" for n in range(150)]
    site.routes.update({path: padded(path[6:]) for path in paths})
    site.routes["/shelf"] = listing_of(*paths)
    run = crawled("/shelf")
    assert run.health.verdict == "healthy"
    assert len(list(run.listings())) == 150
    assert len(site.paths()) == 151, "a connection that was given up shows as a second request"


def test_the_web_platform_names_them_too(crawled: Crawl, site: MockSite) -> None:
    with MockSite() as elsewhere:
        site.routes.update(all_routes(elsewhere.host))
        site.robots = robots_text("User-agent: *\nDisallow: /denied/\n")
        site.routes.update({f"/fine/{n}": item(f"fine{n}") for n, _ in enumerate(EXPECTED)})
        asked = [path for path in EXPECTED if path not in ("/slow", "/trickle", "/429-always")]  # these take their time
        run = crawled(*[step for n, path in enumerate(asked) for step in (path, f"/fine/{n}")], spider=None)
    named = {miss.what: miss.kind for miss in run.health.not_seen}
    wanted: dict[str, Failure] = EXPECTED | {"/deep-html": "empty", "/script-tags": "empty"}
    assert {path: named.get(site.url(path)) for path in asked} == {path: wanted[path] for path in asked}
    assert len(list(run.listings())) == len(asked)


def test_a_waited_for_answer_does_not_use_up_the_ordinary_retry(crawled: Crawl, site: MockSite) -> None:
    site.routes.update(all_routes(site.host))
    answers = iter(("/503-once", "/500", "/ok"))  # 503 with Retry-After, then 500, then the page

    site.routes["/late"] = lambda handler: site.routes[next(answers)](handler)
    run = crawled("/late")
    assert [listing.item_id for _, listing in run.listings()] == ["ok1"]
    assert len(site.times("/late")) == 3
