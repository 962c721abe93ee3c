"""The demo: three days of patrols over the bundled sample market, from empty folder to reports.

This module alone knows the sample market; to everything else it is a site like any other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crawler.shanghai import local_day
from crawler.whole_file import WholeFile
from desk.compose import judged, open_database, run_facts
from desk.config import Home
from desk.console import counting
from desk.outcome import Unusable
from desk.reporting import write_report

if TYPE_CHECKING:
    from alerts.store import Store
    from alerts.values import IntakeSummary
    from crawler.listing import Listing
    from crawler.run_file import Run
    from nlp.judgement import Judgement

DAYS = 3
MARK = ".zuanjian-demo"
"""A folder with this file was made by the demo, and only such a folder is ever replaced."""

SOURCE = "sample-market"


class DemoDay(NamedTuple):
    """One patrolled day: the run, what intake made of it, and the brief that was written."""

    run: Run
    summary: IntakeSummary
    report: Path


def prepare(folder: Path) -> Home:
    """An empty home in ``folder``. Raises Unusable where something stands that the demo did not make."""
    if folder.exists():
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists()):
            raise Unusable(f"{folder}：已存在且不是演示生成的文件夹，未作改动")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("zuanjian demo\n", "utf-8")
    return Home(folder, f"sqlite:///{folder / 'zuanjian.db'}")


def patrol_days(home: Home, now: datetime, tell: Callable[[str], None]) -> list[DemoDay]:
    """Patrol the sample market on the three days that end with ``now``; the market changes from day to day."""
    from crawler.launch import crawl
    from crawler.source import load_source
    from desk.market.site import serve
    from reports.asking import Asked

    done: list[DemoDay] = []
    with serve(day=1) as site, WholeFile(home.path / "judgements.jsonl") as kept, open_database(home) as store:
        path = home.sources / f"{SOURCE}.yml"
        path.parent.mkdir(parents=True)
        path.write_text(_source(site.base_url), "utf-8")
        source = load_source(path)
        for day in range(1, DAYS + 1):
            site.day = day
            at = now - timedelta(days=DAYS - day)
            tell(f"第 {day} 天（{local_day(at)}）：采集")
            with counting(f"采集 {SOURCE}") as progress:
                run = crawl(source, home.runs, now=at, progress=progress)
            summary = _take_in(store, run, kept.write)
            report = write_report("daily", home, store, Asked(local_day(at)), "html")
            done.append(DemoDay(run, summary, report))
    return done


def _take_in(store: Store, run: Run, keep: Callable[[bytes], object]) -> IntakeSummary:
    """Intake as every patrol does it, with each judgement also written down for the reader of the demo."""
    from alerts.intake import take_in
    from nlp.judgement import encode_judgement

    def kept() -> Iterator[tuple[int, Listing, Judgement]]:
        for line, listing, judgement in judged(run, store):
            keep(encode_judgement(judgement) + b"\n")
            yield line, listing, judgement

    return take_in(store, run_facts(run), kept())


def _source(base_url: str) -> str:
    return f"""\
# The bundled sample market, on this machine for as long as the demo runs.
platform: market
start: ["{base_url}/market.json"]
basis: {{kind: open_page, note: 本机样例市场}}
expect: {{min_listings: 300}}
"""
