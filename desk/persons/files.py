"""Files of a home that speak of a person: runs, reports and receipts, and recipients of notifications."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desk.config import Home

if TYPE_CHECKING:
    from alerts.persons.subject import Subject
    from alerts.store import Store

_PUT_AWAY = ".erased-"
NOT_TAKEN_IN = "该批次尚未接收入库，请先运行 zuanjian intake 或自行处理"
HANDED_OUT = "已出具的报告或回执，由经手人按文书管理规定处理"
SET_UP = "通知设置，由管理员在该文件中改动"


class HeldFile(Struct, frozen=True):
    """A file that speaks of the person. ``lines``: in how many lines; ``ground``: why it stays, None where it may go."""

    path: Path
    label: str
    lines: int
    ground: str | None


def files_of(home: Home, store: Store, subject: Subject) -> tuple[HeldFile, ...]:
    """Every such file; what is packed or no text (page archives, pictures) goes and stays with its run."""
    return (*_runs(home, store, subject), *_handed_out(home, subject), *_recipients(home, subject))


def put_away(home: Home, store: Store, held: HeldFile, subject: Subject, reason: str, actor: str, at: datetime) -> None:
    """Remove a run's folder that proves nothing. It leaves ``runs`` at one stroke; what a crash left over goes with the
    next erasure. Raises OSError."""
    from alerts.persons.runs import record_folder_removed
    from crawler.whole_file import sha256_of

    aside = held.path.with_name(f"{_PUT_AWAY}{held.path.name}")
    digest = sha256_of(held.path / "manifest.json")
    record_folder_removed(store, held.path.name, digest, subject.hidden(reason), actor, at)
    held.path.rename(aside)
    clean_up(home)


def clean_up(home: Home) -> None:
    """Remove what an erasure that was cut short left over."""
    for left in home.runs.glob(f"{_PUT_AWAY}*"):
        shutil.rmtree(left)


def _runs(home: Home, store: Store, subject: Subject) -> Iterator[HeldFile]:
    from alerts.persons.places import FILES
    from alerts.persons.runs import standing

    for manifest in sorted(home.runs.glob("[!.]*/manifest.json")):
        count = _count(manifest.with_name("listings.jsonl"), subject)
        if count:
            how = standing(store, manifest.parent.name)
            ground = {"proof": FILES, "unknown": NOT_TAKEN_IN}.get(how)
            yield HeldFile(manifest.parent, "采集批次文件", count, ground)


def _handed_out(home: Home, subject: Subject) -> Iterator[HeldFile]:
    for folder in (home.reports, home.receipts):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".html", ".json", ".csv") and (count := _count(path, subject)):
                yield HeldFile(path, "报告与回执", count, HANDED_OUT)


def _recipients(home: Home, subject: Subject) -> Iterator[HeldFile]:
    if home.notify.exists() and (count := _count(home.notify, subject)):
        yield HeldFile(home.notify, "通知接收人", count, SET_UP)


def _count(path: Path, subject: Subject) -> int:
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            return sum(subject.stands_in(line) for line in lines)
    except OSError:
        return 0
