"""robots.txt is asked first, obeyed, kept as evidence, and its absence is told apart from its silence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.limits.not_allowed import NotAllowed
from crawler.limits.robots import LARGEST_ROBOTS, read_rules
from tests.crawler.limits.conftest import Crawl
from tests.mock_site.routes import dropped, item, listing_of, redirect_to, slow, status
from tests.mock_site.site import MockSite, Route, robots_text

DENY_ITEMS = "User-agent: *\nDisallow: /item/\nAllow: /\n"


def _shop(site: MockSite, items: int) -> None:
    paths = [f"/item/{n}" for n in range(items)]
    site.routes.update({path: item(path[6:]) for path in paths})
    site.routes["/shelf"] = listing_of(*paths)


def test_denied_addresses_are_not_asked_and_are_named(crawled: Crawl, site: MockSite) -> None:
    _shop(site, 2)
    site.robots = robots_text(DENY_ITEMS)
    run = crawled("/shelf")
    assert site.paths() == ["/shelf"]
    assert {miss.kind for miss in run.health.not_seen} == {"robots_denied"}
    assert len(run.health.not_seen) == 2


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(
            "User-agent: Zuanjian\nDisallow: /\n\nUser-agent: *\nAllow: /\n", 0, id="we are named and shut out"
        ),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: zuanjian\nAllow: /\n", 1, id="we alone are let in"),
        pytest.param("User-agent: Mozilla\nDisallow: /\n", 1, id="somebody else is shut out"),
        pytest.param("", 1, id="no rules"),
    ],
)
def test_the_group_that_names_us_is_ours(crawled: Crawl, site: MockSite, text: str, seen: int) -> None:
    site.routes["/item"] = item("1")
    site.robots = robots_text(text)
    assert len(list(crawled("/item").listings())) == seen


@pytest.mark.parametrize("code", [500, 429])
def test_a_robots_that_cannot_be_had_shuts_the_site(crawled: Crawl, site: MockSite, code: int) -> None:
    site.routes["/item"] = item("1")
    site.robots = status(code)
    run = crawled("/item")
    assert site.paths() == []
    (miss,) = run.health.not_seen
    assert "robots.txt" in miss.reason
    assert run.health.verdict in ("broken", "blocked")


@pytest.mark.parametrize("code", [403, 404])
def test_a_robots_that_does_not_exist_has_no_rules(crawled: Crawl, site: MockSite, code: int) -> None:
    site.routes["/item"] = item("1")
    site.robots = status(code)
    assert len(list(crawled("/item").listings())) == 1


@pytest.mark.parametrize(
    ("robots", "kind"),
    [
        pytest.param(dropped, "unreachable", id="cut off"),
        pytest.param(slow, "unreachable", id="no answer"),
        pytest.param(redirect_to("http://169.254.169.254/"), "private_address", id="leads inside"),
        pytest.param(redirect_to("https://example.org/robots.txt"), "off_site", id="leads elsewhere"),
    ],
)
def test_a_robots_that_gets_lost_shuts_the_site_too(crawled: Crawl, site: MockSite, robots: Route, kind: str) -> None:
    site.routes["/item"] = item("1")
    site.robots = robots
    run = crawled("/item", spider="tests.mock_site.walker:ImpatientEverywhere")
    assert site.paths() == []
    assert [miss.kind for miss in run.health.not_seen] == [kind]


def test_a_robots_that_moved_within_the_site_is_followed(crawled: Crawl, site: MockSite) -> None:
    site.routes["/item"] = item("1")
    site.routes["/rules.txt"] = robots_text("User-agent: *\nDisallow: /item\n")
    site.robots = redirect_to("/rules.txt")
    run = crawled("/item")
    assert [miss.kind for miss in run.health.not_seen] == ["robots_denied"]
    assert site.paths() == ["/rules.txt"]


def test_crawl_delay_holds_between_any_two_requests(crawled: Crawl, site: MockSite) -> None:
    _shop(site, 4)
    site.robots = robots_text("User-agent: *\nCrawl-delay: 0.5\n")
    run = crawled("/shelf")
    assert len(list(run.listings())) == 4
    gaps = [later - earlier for earlier, later in pairwise(site.times())]
    assert len(gaps) == 5
    # One arrival may be held up on a busy machine and stand nearer to the next: the pace shows over all of them.
    assert sum(gaps) / len(gaps) >= 0.49
    assert min(gaps) >= 0.4


def test_a_crawl_delay_nobody_can_keep_shuts_the_site(crawled: Crawl, site: MockSite) -> None:
    site.routes["/item"] = item("1")
    site.robots = robots_text("User-agent: *\nCrawl-delay: 86400\n")
    run = crawled("/item")
    assert site.paths() == []
    (miss,) = run.health.not_seen
    assert miss.kind == "robots_denied"
    assert "86400" in miss.reason


def test_robots_text_as_fetched_is_in_the_evidence(crawled: Crawl, site: MockSite) -> None:
    text = "# 钻 \nUser-agent: *\nAllow: /\n"
    site.routes["/item"] = item("1")
    site.robots = robots_text(text)
    run = crawled("/item")
    assert run.pages is not None
    with run.pages.open("rb") as file:
        kept = {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        }
    assert kept[site.url("/robots.txt")] == text.encode()


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(199, "shut"), (200, "rules"), (299, "rules"), (300, "shut"), (399, "shut"), (400, "none"), (404, "none"),
     (428, "none"), (429, "shut"), (430, "none"), (499, "none"), (500, "shut"), (599, "shut")],
)  # fmt: skip
def test_what_each_status_of_robots_means(code: int, meaning: str) -> None:
    rules = read_rules(code, b"User-agent: *\nDisallow: /")
    assert {"shut": isinstance(rules, NotAllowed), "none": rules is None, "rules": hasattr(rules, "allowed")}[meaning]


def test_a_robots_without_end_is_read_up_to_the_last_whole_line() -> None:
    line = b"Disallow: /private/area\n"
    body = b"User-agent: *\n" + line * (LARGEST_ROBOTS // len(line) + 10)
    rules = read_rules(200, body)
    assert rules is not None
    assert not isinstance(rules, NotAllowed)
    assert not rules.allowed("http://shop.example/private/area", "Zuanjian")
    assert rules.allowed("http://shop.example/privat", "Zuanjian")
