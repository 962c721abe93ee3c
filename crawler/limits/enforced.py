"""The settings that keep a crawl polite, and the check that nobody has changed them.

A spider can carry ``custom_settings``, an ``update_settings`` of its own, or attributes that Scrapy reads
(``user_agent``, ``download_delay``…). Our settings stand above all of those, and a spider that tries is refused
before its first request: a limit that is quietly restored would never be missed in review.
"""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.settings import Settings

_LIMITS = "crawler.limits"

MIDDLEWARES: dict[str, int | None] = {
    # Refusing comes first and is ordered by what it costs: nothing is resolved, asked or counted for a request
    # that an earlier one turns away. Numbers are places among Scrapy's own middlewares.
    f"{_LIMITS}.stop_rule.StopRule": 10,
    f"{_LIMITS}.hours.Hours": 20,
    f"{_LIMITS}.address_guard.AddressGuard": 30,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops without a name; AddressGuard names
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows all when robots.txt is unreachable
    f"{_LIMITS}.robots.RobotsTxt": 100,
    f"{_LIMITS}.retry_after.RetryAfter": 560,
    # After Scrapy's own compression (590): the page that a 304 stands for is kept compressed.
    f"{_LIMITS}.unchanged.Unchanged": 592,
    f"{_LIMITS}.whole_body.WholeBody": 595,  # sees a body just before Scrapy's decompression (590)
    f"{_LIMITS}.budget.DailyBudget": 960,
    f"{_LIMITS}.pace.CrawlDelay": 970,
}

ENFORCED: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,
    "COOKIES_ENABLED": False,  # no sessions, so no identity that could be logged in
    "HTTPPROXY_ENABLED": False,  # a proxy would resolve and connect where the address guard cannot see
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    # One request in flight per crawl: a Retry-After or a crawl-delay then holds everything, not one of sixteen.
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "RETRY_TIMES": 1,
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,  # a page that sends its reader on is a page to be named, not followed
    "DOWNLOAD_HANDLERS": {
        "http": f"{_LIMITS}.download_handler.GuardedDownloadHandler",
        "https": f"{_LIMITS}.download_handler.GuardedDownloadHandler",
        "file": None,
        "data": None,
        "ftp": None,
        "s3": None,
    },
}
"""Setting -> the one value it may have."""

SPIDER_ATTRIBUTES = (
    "user_agent", "download_delay", "download_timeout", "download_maxsize", "download_warnsize",
    "max_concurrent_requests", "handle_httpstatus_list", "http_user", "http_pass",
)  # fmt: skip
"""Attributes by which Scrapy lets a spider overrule a setting."""


class LimitsOverridden(Exception):
    """A spider that tries to change what keeps it polite. ``what`` names the setting or attribute."""

    def __init__(self, spider: type[Spider], what: str) -> None:
        super().__init__(f"采集器 {spider.__module__}.{spider.__qualname__} 试图改动礼貌采集的设置 {what}，已拒绝运行")
        self.what = what


def refuse_overrides(spider: type[Spider], settings: dict[str, Any]) -> None:
    """Raises LimitsOverridden when ``spider`` would change any of ``settings`` or carries an attribute that does.

    ``settings`` is all that ``settings_for`` gives; they are set with the priority "cmdline", above a spider's own.
    """
    for name in spider.custom_settings or {}:
        if name in settings:
            raise LimitsOverridden(spider, name)
    for name in SPIDER_ATTRIBUTES:
        if hasattr(spider, name):
            raise LimitsOverridden(spider, name)
    before = Settings()
    before.setdict(settings, priority="cmdline")
    after = before.copy()
    spider.update_settings(after)
    for name in settings:
        if after[name] != before[name]:
            raise LimitsOverridden(spider, name)
