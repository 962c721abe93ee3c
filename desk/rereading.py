"""Pictures read after a run was taken in: their text is put into the listings, which are judged and taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desk.compose import take_in
from desk.console import progress, say, warn
from desk.telling import tell_reread

if TYPE_CHECKING:
    from collections.abc import Callable

    from alerts.store import Store
    from alerts.values import IntakeSummary
    from crawler.run_file import Run
    from desk.config import Home

HOW = "未安装图片文字识别（可选组件 ocr）：可运行 make ocr，或 pip install 'zuanjian[ocr]'"


@dataclass(frozen=True, slots=True)
class Again:
    """What reading a run's pictures came to: how many were read now, which could not be, and the run that came of it."""

    read: int
    failed: tuple[tuple[str, str], ...]
    run: Run | None = None
    summary: IntakeSummary | None = None


def unread_pictures(home: Home, run: Run, version: str | None, *, retry: bool = False) -> list[str]:
    """The hashes of the run's pictures that lie in evidence and that this version of the engine has not tried yet.

    Without an engine (None) any earlier try counts; ``retry`` counts no try that hung or died.
    """
    from crawler.pictures.again import unread
    from crawler.pictures.keeping import place
    from crawler.pictures.texts import Readings

    known = Readings(home.evidence).of

    def tried(sha256: str) -> bool:
        before = known(sha256)
        if before is None or (retry and before.outcome in ("timeout", "crashed")):
            return False
        return version is None or before.version == version

    return [sha256 for sha256 in unread(run) if place(home.evidence, sha256).is_file() and not tried(sha256)]


def read_pictures(home: Home, store: Store, run: Run, clock: Callable[[], datetime], *, retry: bool = False) -> Again:
    """Read what is unread of a run, and take in what its listings say more for it.

    Raises ReaderFailed, and RunRefused where the run is damaged or is itself one of pictures read again.
    """
    from crawler.pictures.again import read_again, rereadings
    from crawler.pictures.engine import installed
    from crawler.pictures.reading import Reader
    from crawler.pictures.texts import Readings

    for left in rereadings(run):
        take_in(store, left)  # sealed, and then the program was killed; else it is known already
    found, failed = 0, []
    version = installed()
    wanted = unread_pictures(home, run, version, retry=retry)
    if version is not None and wanted:
        with Reader(home.evidence, version, retry=retry) as reader:
            for sha256 in progress(wanted, f"读图 {run.id}", total=len(wanted)):
                reading = reader.read(sha256)
                if reading is not None and reading.outcome == "read":
                    found += 1
                elif reading is not None:
                    failed.append((sha256, reading.reason or ""))
    again = read_again(run, Readings(home.evidence).of, now=clock())
    return Again(found, tuple(failed), again, take_in(store, again) if again is not None else None)


def read_and_tell(
    home: Home,
    store: Store,
    runs: Sequence[Run],
    clock: Callable[[], datetime],
    *,
    retry: bool = False,
    nothing: str | None = None,
) -> bool:
    """The same for several runs, told on the command line; false where a picture could not be read or a run not be used.

    ``nothing``: what is said of a run in which nothing was left to do.
    """
    from crawler.pictures.engine import installed
    from crawler.pictures.reading import ReaderFailed
    from crawler.run_file import RunRefused

    whole = True
    for run in runs:
        try:
            if installed() is None and (waiting := len(unread_pictures(home, run, None))):
                warn(f"{run.id}：{waiting} 张图片上的文字未读。{HOW}")
            again = read_pictures(home, store, run, clock, retry=retry)
        except (ReaderFailed, RunRefused) as failed:
            warn(f"{run.id}：{failed}")
            whole = False
            continue
        if nothing and not (again.read or again.failed or again.run):
            say(f"{run.id}：{nothing}")
        _tell(run, again)
        whole = whole and not again.failed
    return whole


def _tell(run: Run, again: Again) -> None:
    for sha256, reason in again.failed:
        warn(f"  图片文字未能读取 {sha256[:16]}：{reason}")
    if again.read or again.run is not None:
        gained = again.run.health.counts["listings"] if again.run is not None else 0
        say(f"{run.id}：读了 {again.read} 张图片，{gained} 条商品有了图片文字，已重新判断")
    if again.summary is not None:
        tell_reread(again.summary)
