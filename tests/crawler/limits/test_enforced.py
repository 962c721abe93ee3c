"""A spider cannot switch politeness off: what it may not set refuses it, what it may not send is taken off."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from scrapy.settings import BaseSettings

from crawler.launch import CrawlFailed
from crawler.limits.enforced import ENFORCED, MIDDLEWARES, LimitsOverridden, refuse_overrides
from crawler.settings import settings_for
from crawler.source import Basis, Source
from tests.crawler.limits.conftest import Crawl
from tests.mock_site.routes import item, status
from tests.mock_site.site import MockSite, robots_text
from tests.mock_site.walker import Walker

ELSEWHERE = Source(
    name="s", platform="web", start=("https://shop.example/",), hosts=("shop.example",), basis=Basis(kind="open_page")
)


class RobotsIgnored(Walker):
    custom_settings = {"ROBOTSTXT_OBEY": False}  # noqa: RUF012 - Scrapy's own form


class MiddlewaresReplaced(Walker):
    custom_settings = {"DOWNLOADER_MIDDLEWARES": {}}  # noqa: RUF012


class Disguised(Walker):
    user_agent = "Mozilla/5.0"


class Hasty(Walker):
    download_delay = 0


class Quiet(Walker):
    """Changes settings where nobody looks for it, with the highest priority there is."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("RETRY_TIMES", 50, priority=1000)


@pytest.mark.parametrize(
    ("spider", "what"),
    [
        (RobotsIgnored, "ROBOTSTXT_OBEY"),
        (MiddlewaresReplaced, "DOWNLOADER_MIDDLEWARES"),
        (Disguised, "user_agent"),
        (Hasty, "download_delay"),
        (Quiet, "RETRY_TIMES"),
    ],
)
def test_a_spider_that_tries_is_refused_and_the_setting_is_named(spider: type[Walker], what: str) -> None:
    with pytest.raises(LimitsOverridden, match=what):
        refuse_overrides(spider, settings_for(ELSEWHERE))


@pytest.mark.parametrize("name", sorted(settings_for(ELSEWHERE)))
def test_no_setting_of_ours_is_a_spiders_to_choose(name: str) -> None:
    spider = type("Choosy", (Walker,), {"custom_settings": {name: None}})
    with pytest.raises(LimitsOverridden, match=name):
        refuse_overrides(spider, settings_for(ELSEWHERE))


def test_a_spider_with_settings_of_no_concern_is_let_through() -> None:
    spider = type("Modest", (Walker,), {"custom_settings": {"LOG_FORMATTER": "scrapy.logformatter.LogFormatter"}})
    refuse_overrides(spider, settings_for(ELSEWHERE))
    refuse_overrides(Walker, settings_for(ELSEWHERE))


@pytest.mark.parametrize("name", ["RobotsIgnored", "Quiet"])
def test_the_crawl_itself_refuses_it_before_anything_is_asked(crawled: Crawl, site: MockSite, name: str) -> None:
    site.routes["/item"] = item("1")
    with pytest.raises(CrawlFailed, match=name):
        crawled("/item", spider=f"tests.crawler.limits.test_enforced:{name}")
    assert site.asked == []


def test_every_limit_is_in_the_settings_of_every_source() -> None:
    settings = settings_for(ELSEWHERE)
    assert {name: settings[name] for name in ENFORCED} == ENFORCED
    assert settings["DOWNLOADER_MIDDLEWARES"].items() >= MIDDLEWARES.items()
    assert settings["DOWNLOAD_DELAY"] >= 3
    assert settings["AUTOTHROTTLE_ENABLED"]
    assert settings["USER_AGENT"].startswith("Zuanjian/")


def test_what_a_sly_request_carries_is_taken_off(crawled: Crawl, site: MockSite) -> None:
    site.robots = robots_text("User-agent: *\nCrawl-delay: 0.4\nDisallow: /denied\n")
    site.routes.update({"/denied": item("1"), "/a": item("2"), "/b": item("3"), "/broken": status(500)})

    run = crawled("/denied", "/a", "/b", "/broken", spider="tests.mock_site.walker:Sly")

    assert "/denied" not in site.paths()
    assert {miss.what: miss.kind for miss in run.health.not_seen} == {
        site.url("/denied"): "robots_denied", site.url("/broken"): "http_error"
    }  # fmt: skip
    assert len(site.times("/broken")) == 2, "one retry, not fifty"
    times = site.times()
    # One arrival may be held up on a busy machine and stand nearer to the next: the pace shows over all of them,
    # and no two may come in one breath.
    assert (times[-1] - times[0]) / (len(times) - 1) >= 0.37
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.15
    agents: set[Any] = {asked.headers["User-Agent"] for asked in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("Zuanjian/")
    assert not any("Cookie" in asked.headers for asked in site.asked)
