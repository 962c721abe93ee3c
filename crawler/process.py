"""The child process of one crawl: ``python -m crawler.process``. A reactor lives once, so a process crawls once.

Reads the source as one line of JSON on standard input and writes JSON lines on standard output: a
``Waiting`` for each lock that another crawl holds, a ``Step`` for each finished request, and an ``Outcome`` at the end.
Standard input stays open as long as the parent lives; when it ends, the child ends too, and the journal has it all.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from crawler.api.pulls import remember
from crawler.grants.vault import VAULT
from crawler.journal import Finished
from crawler.ledger import UNWRITABLE, JournalLedger
from crawler.pictures.keeping import EVIDENCE
from crawler.platforms import spider_class
from crawler.run_file import RunRefused
from crawler.source import Source, decode_source
from crawler.staging import CrawlBusy, Staging, alone, resumable, staged
from crawler.versions import versions

if TYPE_CHECKING:
    from crawler.spider import ListingSpider

logger = logging.getLogger(__name__)

INTERRUPTED = "上次采集中途停止，未能接续，此处未看到"
NOT_REACHED = "采集结束时尚未访问到此处"


class Outcome(Struct, omit_defaults=True):
    """The child's last line: the folder of the sealed run, or why there is none (Chinese)."""

    run: str | None = None
    failed: str | None = None


class Step(Struct):
    """One line for each finished request: what this process has done so far."""

    requests: int
    listings: int


class Waiting(Struct):
    """One line for each lock that is not free: what we wait for (Chinese)."""

    waiting: str


Report = Callable[[Step | Waiting], None]


def crawl_here(source: Source, runs_dir: Path, at: datetime, spider: str | None, report: Report) -> Outcome:
    """Crawl in this process: resume what is staged and young, seal what is staged and old, else start anew."""
    started = time.monotonic()

    def now() -> datetime:
        """The given time, moving on: every instant of a crawl is counted from the one that started it."""
        return at + timedelta(seconds=time.monotonic() - started)

    try:
        spider_cls = _load(spider) if spider else spider_class(source.platform)
    except (LookupError, ImportError, AttributeError):
        return Outcome(failed=f"没有名为“{source.platform}”的采集平台")
    from crawler.limits.enforced import LimitsOverridden, refuse_overrides
    from crawler.limits.one_worker import sole_worker
    from crawler.settings import settings_for

    try:
        refuse_overrides(spider_cls, settings_for(source))
    except LimitsOverridden as refused:
        return Outcome(failed=str(refused))
    with (
        alone(runs_dir, source),
        sole_worker(runs_dir, source, lambda reason: report(Waiting(reason))) as waited,
    ):
        staging = _staging(source, runs_dir, now() if waited else at)
        reason = _walk(spider_cls, source, staging, now, report)
        if reason == "shutdown":
            return Outcome(failed="采集被中断，已完成的部分已保存；再次运行将从中断处继续")
        if reason == UNWRITABLE:
            return Outcome(failed=f"无法写入采集数据：{staging.folder}（磁盘已满或不可写），已完成的部分已保存")
        run = staging.seal(source, finished_at=now(), interrupted=_why_unfinished(reason), stopped=reason == "blocked")
        if spider_cls.route == "api":
            remember(runs_dir, source.name, staging.opened.started_at, run.health)
    return Outcome(run=str(run.path))


def _staging(source: Source, runs_dir: Path, at: datetime) -> Staging:
    going_on: Staging | None = None
    for left in reversed(staged(runs_dir, source)):
        if going_on is None and resumable(left, source, at):
            going_on = left
        else:
            left.seal(source, finished_at=at, interrupted=INTERRUPTED)
    return going_on or Staging.new(runs_dir, source, at)


def _walk(
    spider_cls: type[ListingSpider], source: Source, staging: Staging, now: Callable[[], datetime], report: Report
) -> str:
    """Run the spider over what is left to do; gives Scrapy's reason for closing."""
    frontier = staging.frontier()
    if staging.started and not frontier.waiting():
        frontier.close()
        return "finished"  # killed after its last page
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler.settings import settings_for

    settings = Settings()
    settings.setdict(settings_for(source), priority="cmdline")
    settings.set("LOG_FILE", str(staging.log), priority="cmdline")
    settings.set("BUDGET_DIR", str(staging.runs_dir / ".budget"), priority="cmdline")
    settings.set("RUNS_DIR", str(staging.runs_dir), priority="cmdline")
    settings.set("EVIDENCE_DIR", str(staging.runs_dir.parent / EVIDENCE), priority="cmdline")
    settings.set("STAGING_DIR", str(staging.folder), priority="cmdline")
    settings.set("GRANTS_DIR", str(staging.runs_dir.parent / VAULT), priority="cmdline")
    software = " ".join(f"{name}/{version}" for name, version in versions().items())
    step = Step(0, 0)

    def taken_in(finished: Finished) -> None:
        step.requests += 1
        step.listings += len(finished.seen)
        report(step)

    ledger = JournalLedger(
        staging.journal, staging.warc, software, frontier, started=staging.started, taken_in=taken_in
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider_cls)
    task = process.crawl(crawler, source=source, ledger=ledger, now=now)
    process.start()
    ledger.close()
    task.result()
    logging.shutdown()
    return str(crawler.stats.get_value("finish_reason", "shutdown")) if crawler.stats else "shutdown"


def _why_unfinished(reason: str) -> str:
    return "对方多次拒绝，采集已按约定停止，此处未访问" if reason == "blocked" else NOT_REACHED


def _load(path: str) -> type[ListingSpider]:
    module, _, name = path.partition(":")
    loaded: type[ListingSpider] = getattr(import_module(module), name)
    return loaded


def main() -> None:
    """Entry of the child. Standard output carries the outcome and nothing else."""
    parser = argparse.ArgumentParser(prog="python -m crawler.process")
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--spider", help="module:Class of a platform kept outside this package")
    arguments = parser.parse_args()
    source = decode_source(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Whatever a library prints must not mix with the outcome.
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def say(line: Struct) -> None:
        with suppress(BrokenPipeError):  # nobody listens any more; the run matters, not the report
            channel.write(msgspec.json.encode(line) + b"\n")

    try:
        outcome = crawl_here(source, arguments.runs, arguments.at.astimezone(UTC), arguments.spider, say)
    except (CrawlBusy, RunRefused) as refused:
        outcome = Outcome(failed=str(refused))
    except OSError as error:
        outcome = Outcome(failed=f"无法写入采集数据：{error.filename or arguments.runs}（{error.strerror}）")
    say(outcome)


def _end_with_parent() -> None:
    """Block until standard input ends, then stop at once: an orphan would hold the lock and fetch for nobody."""
    # Not through sys.stdin: its lock, held by this thread, would abort the interpreter's own orderly exit.
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
