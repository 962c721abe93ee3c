"""Imports what every crawl imports, in the process that crawls are forked from. A reactor is each crawl's own."""

from __future__ import annotations

import sys

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import crawler.process
import crawler.settings
from crawler.platforms import spider_class
from crawler.source import Basis, Source
from tests.mock_site.gateways import platforms

_SETTINGS = Settings(
    crawler.settings.settings_for(Source("s", "web", ("http://a.example/",), Basis("open_page"), hosts=("a.example",)))
)
for name in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS"):
    for component in _SETTINGS.get_component_priority_dict_with_base(name):
        load_object(component)
for name in ("SCHEDULER", "SCHEDULER_MEMORY_QUEUE", "DUPEFILTER_CLASS", "STATS_CLASS", "LOG_FORMATTER"):
    load_object(_SETTINGS[name])
for scheme in ("http", "https"):
    load_object(_SETTINGS["DOWNLOAD_HANDLERS"][scheme])
for platform in ("web", *platforms()):
    spider_class(platform)
assert "twisted.internet.reactor" not in sys.modules, "a forked reactor would be shared"
