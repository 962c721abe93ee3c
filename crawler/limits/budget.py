"""DailyBudget: how many requests a host gets in one day, over all runs and processes together.

The count is the length of a file that is only ever appended to: it survives a kill, needs no lock and no repair,
and reads as a diary of when we asked. Days are China Standard Time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.journal import Ask
from crawler.limits.address_guard import host_and_port
from crawler.limits.not_allowed import NotAllowed
from crawler.shanghai import SHANGHAI
from crawler.source import Source

_KEPT = timedelta(days=31)
_LINE = len(b"12:34:56\n")


class Diary:
    """``<folder>/<host>.<yyyy-mm-dd>``: one line of nine bytes per request that was sent to the host on that day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def requests(self, host: str, moment: datetime) -> int:
        """Requests sent to ``host`` on the day of ``moment``."""
        try:
            return self._file(host, moment).stat().st_size // _LINE
        except FileNotFoundError:
            return 0

    def note(self, host: str, moment: datetime) -> None:
        """One more request. Appending is atomic, so several processes may write at once."""
        path = self._file(host, moment)
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._forget(host, moment)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{moment.astimezone(SHANGHAI):%H:%M:%S}\n".encode("ascii"))
        finally:
            os.close(handle)

    def _file(self, host: str, moment: datetime) -> Path:
        return self._folder / f"{host_file_name(host)}.{moment.astimezone(SHANGHAI):%Y-%m-%d}"

    def _forget(self, host: str, moment: datetime) -> None:
        oldest = f"{host_file_name(host)}.{(moment - _KEPT).astimezone(SHANGHAI):%Y-%m-%d}"
        for path in self._folder.glob(f"{host_file_name(host)}.????-??-??"):
            if path.name < oldest:
                path.unlink(missing_ok=True)


class DailyBudget:
    """Downloader middleware near the network: what other limits refuse costs nothing. Raises NotAllowed ``budget_spent``.

    Counts robots.txt, redirect hops and retries: the host has to answer them all. Pictures may use up half of a day, so
    that the pages of its later looks are not left without. ``now`` gives UTC.
    """

    def __init__(self, source: Source, diary: Diary, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._source = source
        self._diary = diary
        self._now = now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DailyBudget:
        diary = Diary(Path(crawler.settings["BUDGET_DIR"]))
        return cls(crawler.spider.source, diary, crawler.spider.now)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Count the request, or refuse it when the day's requests are used up."""
        host, port = host_and_port(request.url)
        budget = self._source.daily_budget(host, port)
        key, now = f"{host}_{port}", self._now()
        ask = request.meta.get("ask")
        if budget is not None and self._diary.requests(key, now) >= budget:
            raise NotAllowed("budget_spent", f"{host} 当日请求预算 {budget} 次已用完")
        if budget is not None and isinstance(ask, Ask) and ask.picture and self._diary.requests(key, now) * 2 >= budget:
            raise NotAllowed("budget_spent", f"{host} 当日请求预算 {budget} 次已用去一半，余下留给页面，图片未取")
        self._diary.note(key, now)


def host_file_name(host: str) -> str:
    """A host as the name of a file: two hosts may come to share one, one host never has two."""
    return re.sub(r"[^a-z0-9._-]", "-", host.lower())[:180]
