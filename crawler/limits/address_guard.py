"""AddressGuard: which host may be asked at all. It sees every request: pages, robots.txt, each redirect hop, retries."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.limits.addresses import is_public, literal_address
from crawler.limits.not_allowed import NotAllowed
from crawler.source import Source

_DEFAULT_PORTS = {"http": 80, "https": 443}

_UNDER_OUR_OWN_NAME = {
    # A key a spider could set to slip a limit, and why it is not taken from a spider.
    "proxy": "another machine would do the asking, past the address guard",
    "download_slot": "another slot has another pace; the host alone decides",
    "download_maxsize": "the size limit is the settings' own",
    "download_fail_on_dataloss": "half a page must stay a named failure",
    "max_retry_times": "the number of retries is the settings' own",
    "dont_obey_robotstxt": "robots.txt is obeyed",
    "autothrottle_dont_adjust_delay": "a slow server is given time",
}


class AddressGuard:
    """Downloader middleware. Raises NotAllowed before anything is sent or even resolved.

    ``private_address``: the host is a literal address inside (loopback, private, link-local, metadata…) and is
    not the source's own loopback ``host:port``. ``off_site``: a host the source does not name, or a scheme other
    than http and https. What a name resolves to is checked by the resolver (``resolver.py``), at the moment of use.
    """

    def __init__(self, source: Source, user_agent: str, timeout: float) -> None:
        self.source = source
        self.user_agent = user_agent
        self.timeout = timeout

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        settings = crawler.settings
        return cls(crawler.spider.source, settings["USER_AGENT"], settings.getfloat("DOWNLOAD_TIMEOUT"))  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Refuse or pass; on passing, what would slip a limit is taken off the request."""
        check_address(request.url, self.source)
        for key in _UNDER_OUR_OWN_NAME:
            request.meta.pop(key, None)
        request.meta["download_timeout"] = min(self.timeout, request.meta.get("download_timeout", self.timeout))
        request.headers["User-Agent"] = self.user_agent
        request.headers.pop("Cookie", None)

    def process_response(self, request: Request, response: Response) -> Response:
        """A redirect that Scrapy did not follow because it leads to no web page (``file:``, ``javascript:``…)."""
        target = (response.headers.get("Location") or b"").decode("latin-1")
        if 300 <= response.status < 400 and target:
            check_address(response.urljoin(target), self.source)
        return response


def check_address(url: str, source: Source) -> None:
    """Raises NotAllowed when ``source`` gives no basis to ask ``url``."""
    try:
        host, port = host_and_port(url)
    except ValueError:
        raise NotAllowed("off_site", "不是可读取的 http 或 https 地址，未访问") from None
    if source.own_loopback(host, port):
        return
    address = literal_address(host)
    if address is not None and not is_public(address):
        shown = f"[{host}]" if ":" in host else host
        raise NotAllowed("private_address", f"{shown}:{port} 是内部网络地址，已拒绝访问")
    if not source.covers(host, port):
        raise NotAllowed("off_site", f"{host} 不在该来源登记的主机之内，未访问")


def host_and_port(url: str) -> tuple[str, int]:
    """Host in lower case and effective port of an http or https address. Raises ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(url)
    return parts.hostname, parts.port or _DEFAULT_PORTS[parts.scheme]
