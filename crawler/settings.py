"""Scrapy's settings for one source. They rank above a spider's custom_settings: no platform can loosen them."""

from __future__ import annotations

from typing import Any

from crawler.identity import user_agent
from crawler.limits.enforced import ENFORCED, MIDDLEWARES
from crawler.source import MIN_DELAY_SECONDS, Source

MAX_BODY_BYTES = 8 * 1024 * 1024
"""Largest body that is taken in, counted after decompression too."""


def settings_for(source: Source) -> dict[str, Any]:
    """Everything a crawl of this source runs under."""
    own = source.wholly_loopback
    return {
        **ENFORCED,
        "USER_AGENT": user_agent(source),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            # What limits.whole_body can tell whole from cut short, and what every reader of a WARC undoes.
            "Accept-Encoding": "gzip, deflate",
        },
        # Scrapy starts so many tasks for what one answer yields, before it knows that we yield requests alone.
        "CONCURRENT_ITEMS": 1,
        "MEMUSAGE_ENABLED": False,
        # Scrapy would parse the source of our own callback anew for every answer, to warn its author.
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "DOWNLOAD_DELAY": 0 if own else max(MIN_DELAY_SECONDS, source.pace.delay_seconds),
        # On our own mirror AutoThrottle would only add its start delay; robots.txt alone sets the pace there.
        "AUTOTHROTTLE_ENABLED": not own,
        "AUTOTHROTTLE_START_DELAY": 5,
        "AUTOTHROTTLE_MAX_DELAY": 60,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5,
        "DOWNLOAD_MAXSIZE": MAX_BODY_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 30,
        # A short body is evidence too: it is kept, and named truncated.
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        # Every status reaches the spider, which names it.
        "HTTPERROR_ALLOW_ALL": True,
        "DOWNLOADER_MIDDLEWARES": {
            **MIDDLEWARES,
            # Between Scrapy's retry (550) and the network: it reads answers before anybody else does.
            "crawler.api.calls.ApiCalls": 575,
            "crawler.witness.Witness": 990,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
        },
        "SPIDER_MIDDLEWARES": {
            "crawler.opening.Opening": 900,
            # These drop requests in silence; the journal must hear of every one.
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
        },
        "EXTENSIONS": {
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
        },
        # Pages in the order in which a shop shows them; Scrapy's own would read every shelf backwards, and hold it all.
        "SCHEDULER": "crawler.scheduler.FrontierScheduler",
        "LOG_LEVEL": "INFO",
        "LOG_STDOUT": False,
    }
