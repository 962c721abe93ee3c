"""Staging: a crawl on its way to becoming a run: found again after a kill, sealed when it is done."""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from crawler.diagnosis import diagnose
from crawler.frontier import Frontier
from crawler.health import NotSeen
from crawler.history import Past, earlier
from crawler.journal import Entry, Journal, Opened, Started, read_journal
from crawler.measuring import walk_of
from crawler.pictures.keeping import EVIDENCE
from crawler.run_file import MANIFEST, PAGES, STAGING, Run, RunWriter, run_id
from crawler.sealing import gathered, written
from crawler.source import Expect, Source, encode_source

RESUMABLE_FOR = timedelta(hours=6)
"""A crawl older than this is not one look any more: shelves have changed meanwhile."""


class CrawlBusy(RuntimeError):
    """Another process is crawling this source right now."""


class Staging:
    """The folder ``runs/.staging/<run-id>/``: ``journal.jsonl``, ``crawl.log`` and ``run/`` with the WARC.

    ``started``: whether the spider's start is in the journal. Tables beside the journal hold what is asked of it again and
    again, so that nothing here grows with the pages but 8 bytes for each price, and what was not seen.
    """

    def __init__(self, runs_dir: Path, opened: Opened, *, started: bool = False) -> None:
        self.runs_dir = runs_dir
        self.opened = opened
        self.started = started
        self.folder = runs_dir / STAGING / opened.run_id
        self.journal = self.folder / "journal.jsonl"
        self.log = self.folder / "crawl.log"
        self.warc = self.folder / "run" / PAGES

    def frontier(self) -> Frontier:
        """What was asked so far and what became of it. Raises OSError."""
        return Frontier.rebuilt(self._entries(), self.folder / "frontier.db")

    def _entries(self) -> Iterator[Entry]:
        return read_journal(self.journal, self.warc)

    @classmethod
    def new(cls, runs_dir: Path, source: Source, at: datetime) -> Staging:
        """A fresh staging folder. The id moves on by seconds if that instant is taken."""
        while (name := run_id(source.name, at)) and (
            (runs_dir / name).exists() or (runs_dir / STAGING / name).exists()
        ):
            at += timedelta(seconds=1)
        opened = Opened(
            run_id=name, source=source.name, source_sha256=source_digest(source), started_at=at,
            platform=source.platform, grant=source.basis.grant_id or source.basis.note,
        )  # fmt: skip
        staging = cls(runs_dir, opened)
        staging.warc.parent.mkdir(parents=True)
        journal = Journal(staging.journal)
        journal.write(opened)
        journal.close()
        return staging

    def seal(self, source: Source, *, finished_at: datetime, interrupted: str, stopped: bool = False) -> Run:
        """Make a run of what the journal holds. What was asked and not answered is named ``interrupted``."""
        told = gathered(self._entries(), self.folder)
        missed = [*told.missed, *told.frontier.unfinished(interrupted)]
        if not told.started:
            missed.append(NotSeen(what=source.name, kind="interrupted", reason=interrupted))
        unchanged = source_digest(source) == self.opened.source_sha256
        expect = source.expect if unchanged else Expect()
        writer = RunWriter.create(
            self.runs_dir, self.opened.run_id, kind="crawl", source=source.name, platform=self.opened.platform,
            started_at=self.opened.started_at, grant=self.opened.grant, robots=tuple(told.robots),
        )  # fmt: skip
        evidence = self.runs_dir.parent / EVIDENCE
        health = diagnose(
            listings=written(self._entries(), told.pictures, writer, evidence, self.folder), walked=tuple(told.walked),
            missed=missed, pages=told.pages, expect=expect, stopped=stopped,
            walk=walk_of(source) if unchanged else None, past=self._past(source) if unchanged else (),
        )  # fmt: skip
        told.close()
        return writer.seal(health, finished_at=finished_at)

    def _past(self, source: Source) -> tuple[Past, ...]:
        """The looks that this one is held to, as the source asks for."""
        kept = source.expect.history
        if kept is False:
            return ()
        return earlier(self.runs_dir, source.name, walk_of(source), None if kept is True else kept)


def staged(runs_dir: Path, source: Source) -> list[Staging]:
    """What earlier crawls of this source left unfinished, oldest first; leftovers without use are cleared away."""
    found: list[Staging] = []
    for folder in sorted((runs_dir / STAGING).glob(f"{source.name}-*")):
        journal, warc = folder / "journal.jsonl", folder / "run" / PAGES
        # "shop" must not touch what "shop-east" is writing at this moment: reading a journal cuts it.
        if not re.fullmatch(r"-\d{8}T\d{6}Z", folder.name.removeprefix(source.name)) or not journal.is_file():
            continue
        opened, started = None, False
        for number, entry in enumerate(read_journal(journal, warc)):
            if number == 0 and isinstance(entry, Opened):
                opened = entry
            started = started or isinstance(entry, Started)
        if opened is None:
            shutil.rmtree(folder)  # killed before anything was asked
        elif (runs_dir / opened.run_id / MANIFEST).exists():
            shutil.rmtree(folder)  # killed between the rename and the clearing up
        else:
            warc.parent.mkdir(exist_ok=True)
            found.append(Staging(runs_dir, opened, started=started))
    return found


def resumable(staging: Staging, source: Source, at: datetime) -> bool:
    """Whether a crawl may go on where it stopped: the same source, still the same look."""
    age = abs(at.astimezone(UTC) - staging.opened.started_at)
    return age < RESUMABLE_FOR and staging.opened.source_sha256 == source_digest(source)


def source_digest(source: Source) -> str:
    """sha256 (hex) over the source as it was read."""
    return hashlib.sha256(encode_source(source)).hexdigest()


@contextmanager
def alone(runs_dir: Path, source: Source) -> Iterator[None]:
    """Hold the source's lock, which the system drops with the process. Raises CrawlBusy if another holds it."""
    path = runs_dir / STAGING / f"{source.name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as lock:
        if not any(_locked(lock) for _ in range(_LOCK_TRIES)):
            raise CrawlBusy(f"来源“{source.name}”正在采集中，请等它结束")
        yield


_LOCK_TRIES, _LOCK_PAUSE_SECONDS = 20, 0.1


def _locked(lock: IO[bytes]) -> bool:
    """Take the lock, or wait a moment: the child of a crawl that was killed just now is still on its way out."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        threading.Event().wait(_LOCK_PAUSE_SECONDS)
        return False
    return True
