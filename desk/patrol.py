"""Patrol: look at sources, screen what was seen and take it into the database.

A source that cannot be looked at never keeps the others from being looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk.compose import take_in
from desk.config import Home
from desk.console import counting, warn
from desk.outcome import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from alerts.store import Store
    from alerts.values import IntakeSummary
    from crawler.run_file import Run
    from crawler.source import Source

_PASSING = frozenset({"timeout", "unreachable", "truncated", "interrupted"})


@dataclass(frozen=True, slots=True)
class Look:
    """One source of a patrol: its run and what intake made of it, or why there is none.

    ``earlier``: runs of this source that had been finished but not taken in, for example because a patrol was
    killed between the two, or because a crawl that was left half-way was sealed as it stood.
    ``lasting``: the failure would be the same at another try.
    """

    source: str
    run: Run | None = None
    summary: IntakeSummary | None = None
    earlier: tuple[IntakeSummary, ...] = ()
    failure: str | None = None
    lasting: bool = False

    @property
    def may_pass(self) -> bool:
        """True when nothing came of the look for a reason that may be gone later: the network, a killed process."""
        if self.run is None:
            return not self.lasting
        health = self.run.health
        return health.verdict == "broken" and {missed.kind for missed in health.not_seen} <= _PASSING

    @property
    def whole(self) -> bool:
        """True when everything that should be seen was seen."""
        return self.run is not None and self.run.health.verdict == "healthy"


def find_source(home: Home, name: str) -> Source:
    """A source by its name in the home or by the path of its file. Raises SourceRefused or Unusable."""
    from crawler.source import load_source

    path = Path(name)
    if path.suffix not in (".yml", ".yaml"):
        path = next((p for p in (home.sources / f"{name}.yml", home.sources / f"{name}.yaml") if p.exists()), path)
        if path.suffix not in (".yml", ".yaml"):
            raise Unusable(f"没有名为“{name}”的来源：{home.sources} 里没有 {name}.yml")
    if not path.exists():
        raise Unusable(f"{path}：文件不存在")
    return load_source(path)


def patrol(sources: Sequence[Source], home: Home, store: Store, clock: Callable[[], datetime]) -> Iterator[Look]:
    """Look at each source in turn; one Look per source, whatever happens to it."""
    for source in sources:
        yield look(source, home, store, clock)


def look(source: Source, home: Home, store: Store, clock: Callable[[], datetime]) -> Look:
    """Crawl one source in a child process of its own, screen the run and take it in."""
    from crawler.launch import CrawlFailed, crawl

    try:
        with counting(f"采集 {source.name}") as progress:
            run = crawl(source, home.runs, now=clock(), progress=progress, waiting=warn)
    except CrawlFailed as failed:
        return Look(source.name, failure=str(failed), lasting=failed.lasting)
    earlier = tuple(take_in(store, left) for left in _left(source, home, store) if left.id != run.id)
    return Look(source.name, run=run, summary=take_in(store, run), earlier=earlier)


def _left(source: Source, home: Home, store: Store) -> Iterator[Run]:
    """Finished runs of the source that nobody has taken in yet, oldest first; a damaged one is passed over."""
    from alerts.queries import untaken
    from crawler.run_file import Run, RunRefused

    folders = sorted(path.name for path in home.runs.glob(f"{source.name}-*") if path.is_dir())
    for name in untaken(store, folders):
        try:
            run = Run(home.runs / name)
        except RunRefused:
            continue
        if run.manifest.source == source.name:
            yield run
