"""What a crawl keeps can be read and checked by programs that are not ours, and says what robots.txt said."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from crawler.evidence import NOT_MODIFIED, read_record
from crawler.run_file import Run
from tests.crawler.limits.conftest import NOW, Crawl
from tests.mock_site.routes import product
from tests.mock_site.site import Handler, MockSite, robots_text
from tests.warc_readers import Read, read_by_others

RULES = "User-agent: *\nDisallow: /private\n"


def records_of(run: Run) -> list[Read]:
    assert run.pages is not None
    return read_by_others(run.pages)


def page(handler: Handler) -> None:
    handler.send(200, product("金手镯", "p1").encode())


def test_every_record_carries_digests_that_hold(crawled: Crawl, site: MockSite) -> None:
    site.routes["/p"] = page
    records = records_of(crawled("/p"))
    assert [record.kind for record in records] == ["warcinfo", "response", "request", "response", "request"]
    for record in records:
        assert record.fields["WARC-Block-Digest"].startswith("sha256:")
    shown = records[3]
    assert (shown.url, shown.status) == (site.url("/p"), 200)
    digest = base64.b32encode(hashlib.sha256(product("金手镯", "p1").encode()).digest()).decode()
    assert shown.fields["WARC-Payload-Digest"] == f"sha256:{digest}"
    assert records[4].fields["WARC-Concurrent-To"] == shown.fields["WARC-Record-ID"]
    assert shown.fields["WARC-IP-Address"] == "127.0.0.1"


def test_the_manifest_says_what_robots_txt_said(crawled: Crawl, site: MockSite) -> None:
    site.robots = robots_text(RULES)
    site.routes["/p"] = page
    run = crawled("/p", "/private")
    (robots,) = run.manifest.robots
    assert (robots.host, robots.url, robots.status) == (site.host, site.url("/robots.txt"), 200)
    assert robots.sha256 == hashlib.sha256(RULES.encode()).hexdigest()
    assert run.pages is not None
    kept = read_record(run.pages, robots.record_id)
    assert (kept.url, kept.body) == (robots.url, RULES.encode())


def test_a_robots_txt_that_cannot_be_had_is_named_as_it_was_answered(crawled: Crawl, site: MockSite) -> None:
    site.robots = robots_text("busy", 503)
    run = crawled("/p")
    assert {robots.status for robots in run.manifest.robots} == {503}
    assert run.health.verdict in ("blocked", "broken")


def test_a_304_is_a_revisit_of_the_answer_it_stands_for(crawled: Crawl, site: MockSite) -> None:
    def marked(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"v1"'
        handler.send(304 if known else 200, b"" if known else product("金手镯", "p1").encode(), etag='"v1"')

    site.routes["/p"] = marked
    first, second = crawled("/p"), crawled("/p", now=NOW + timedelta(days=1))
    before = next(record for record in records_of(first) if record.url == site.url("/p"))
    records = [record for record in records_of(second) if record.url == site.url("/p")]
    kept, _, revisit, request = records
    assert (kept.kind, kept.payload) == ("response", before.payload)
    assert (revisit.kind, revisit.status, revisit.payload) == ("revisit", 304, b"")
    assert revisit.fields["WARC-Profile"] == NOT_MODIFIED
    assert revisit.fields["WARC-Refers-To"] == kept.fields["WARC-Record-ID"] == before.fields["WARC-Record-ID"]
    assert revisit.fields["WARC-Refers-To-Date"] == kept.fields["WARC-Date"] == before.fields["WARC-Date"]
    assert revisit.fields["WARC-Refers-To-Target-URI"] == site.url("/p")
    assert revisit.fields["WARC-Payload-Digest"] == kept.fields["WARC-Payload-Digest"]
    assert request.fields["WARC-Concurrent-To"] == revisit.fields["WARC-Record-ID"]
    (_, listing), = second.listings()  # fmt: skip
    assert listing.source is not None
    assert listing.source.warc == kept.fields["WARC-Record-ID"]


def test_a_crawl_of_two_hosts_keeps_the_rules_of_both(crawled: Crawl, site: MockSite) -> None:
    with MockSite(routes={"/q": page}, robots=robots_text("", 404)) as other:
        site.routes["/p"] = page
        run = crawled("/p", start=(site.url("/p"), other.url("/q")), hosts=(site.host, other.host))
    assert {(robots.host, robots.status) for robots in run.manifest.robots} == {(site.host, 200), (other.host, 404)}
