"""Launch: crawl one source in a child process of its own and hand back the sealed run. Imports no Scrapy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from crawler.run_file import Run
from crawler.shanghai import local_day
from crawler.source import Source, encode_source


class CrawlFailed(RuntimeError):
    """No run came of a crawl; ``reason`` is one Chinese line. ``lasting``: another try would end the same."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting


class _Line(Struct):
    run: str | None = None
    waiting: str | None = None
    failed: str | None = None
    requests: int = 0
    listings: int = 0


Progress = Callable[[int, int], None]
"""Called with the requests finished and the listings read so far in this process."""
Waiting = Callable[[str], object]
"""Called with one Chinese sentence for everything that another crawl must first be done with."""


def crawl(
    source: Source,
    runs_dir: Path,
    *,
    now: datetime,
    spider: str | None = None,
    progress: Progress = lambda requests, listings: None,
    waiting: Waiting = lambda reason: None,
) -> Run:
    """Crawl a source once; ``now`` (with a zone) is the instant the look starts, and its times count from it.

    A crawl of the same source that was killed less than six hours before is resumed; an older one is first
    sealed as a run of its own, its unvisited addresses named ``interrupted``. While another crawl asks one of its
    hosts it waits, and the look starts when it is its turn. ``spider`` is ``module:Class``
    of a platform kept outside ``crawler.platforms``. Raises CrawlFailed.
    """
    if source.basis.kind == "delivered_file":
        raise CrawlFailed(f"来源“{source.name}”的依据是交付文件，不能采集，请用 import 导入", lasting=True)
    if source.basis.expired(local_day(now)):
        raise CrawlFailed(f"来源“{source.name}”的采集依据已于 {source.basis.valid_until} 到期", lasting=True)
    runs_dir.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "crawler.process", "--runs", str(runs_dir.resolve()),
               "--at", now.astimezone(UTC).isoformat()]  # fmt: skip
    if spider:
        command += ["--spider", spider]
    # Errors go to a file: a pipe that nobody reads meanwhile would stop a child with much to complain about.
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors) as child,
    ):
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - narrowing: both are pipes
        try:
            child.stdin.write(encode_source(source) + b"\n")
            child.stdin.flush()  # left open: its end tells the child that this process is gone
            outcome = _listen(child.stdout, progress, waiting)
        except BaseException:
            child.terminate()  # the child then stops in order and keeps what it has
            raise
        status = child.wait()
        errors.seek(0)
        err = errors.read()
    if outcome.run:
        return Run(Path(outcome.run))
    if outcome.failed:
        raise CrawlFailed(outcome.failed)
    last = err.decode("utf-8", errors="replace").strip().splitlines()[-1:] or [f"退出状态 {status}"]
    raise CrawlFailed(f"来源“{source.name}”的采集进程意外中止（{last[0][:200]}）；已完成的部分已保存，再次运行将继续")


def _listen(lines: Iterable[bytes], progress: Progress, waiting: Waiting) -> _Line:
    """Follow the child's report to its end; gives its last word, empty if it was killed before it came to one."""
    line = _Line()
    for text in lines:
        try:
            line = msgspec.json.decode(text, type=_Line)
        except msgspec.DecodeError:
            return _Line()  # cut off in mid-line
        if line.waiting:
            waiting(line.waiting)
        if line.requests:
            progress(line.requests, line.listings)
    return line
