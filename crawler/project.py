"""Settings for Scrapy's own command line in this checkout (``scrapy shell``, ``scrapy fetch``): polite without a source.

A crawl never reads this module: its settings are made for one source by ``crawler.settings.settings_for``.
Without it a bare ``scrapy shell`` would run under Scrapy's defaults, which ignore robots.txt, keep cookies and
open a port for remote control.
"""

from __future__ import annotations

from crawler.limits.enforced import ENFORCED
from crawler.settings import MAX_BODY_BYTES
from crawler.source import MIN_DELAY_SECONDS
from crawler.versions import versions

BOT_NAME = "zuanjian"
SPIDER_MODULES: list[str] = []
USER_AGENT = f"Zuanjian/{versions().get('zuanjian', '0')}"
ROBOTSTXT_OBEY = True
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False
DOWNLOAD_DELAY = MIN_DELAY_SECONDS
CONCURRENT_REQUESTS = ENFORCED["CONCURRENT_REQUESTS"]
RETRY_TIMES = ENFORCED["RETRY_TIMES"]
AUTOTHROTTLE_ENABLED = True
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = MAX_BODY_BYTES
