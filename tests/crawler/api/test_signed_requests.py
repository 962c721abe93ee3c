"""A signed call goes nowhere but where the limits have looked, and only a grant lifts robots.txt for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Response

from crawler.api.gateway import Wire
from crawler.launch import crawl
from crawler.source import Basis, Source
from crawler.spider import ListingSpider
from tests.mock_site.routes import item
from tests.mock_site.site import MockSite, robots_text

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


class Elsewhere(ListingSpider):
    """Signs its request for another host."""

    def request_for(self, ask: Any) -> Any:
        request = super().request_for(ask)
        request.meta["sign"] = lambda _: Wire(str(self.source.options["to"]), "GET")
        return request

    def parse(self, response: Response, **kwargs: Any) -> Iterable[Any]:
        raise AssertionError("it was sent")


def crawled(site: MockSite, to: str, basis: Basis, runs: Path) -> Any:
    source = Source(
        name="shop", platform="web", start=(site.url("/ok"),), hosts=(site.host,), basis=basis, options={"to": to}
    )
    return crawl(source, runs, now=NOW, spider=f"{__name__}:Elsewhere")


def test_what_is_signed_for_another_host_is_not_sent(tmp_path: Path) -> None:
    with MockSite({"/ok": item("1")}) as site, MockSite({"/ok": item("2")}) as other:
        run = crawled(site, other.url("/ok"), Basis("grant", grant_id="g"), tmp_path)
    assert [miss.kind for miss in run.health.not_seen] == ["off_site"]
    assert not other.asked


@pytest.mark.parametrize("basis", [Basis("open_page")])
def test_without_a_grant_robots_txt_stands_over_signed_requests_too(basis: Basis, tmp_path: Path) -> None:
    with MockSite({"/ok": item("1")}, robots=robots_text("User-agent: *\nDisallow: /\n")) as site:
        run = crawled(site, site.url("/ok"), basis, tmp_path)
    assert [miss.kind for miss in run.health.not_seen] == ["robots_denied"]
    assert site.paths() == []
