"""How things stand with each source: how its last look went, what was not seen, and when it is looked at next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crawler.shanghai import SHANGHAI
from desk.config import Home
from desk.next_looks import NextLook, next_look, open_vault
from reports.labels import FAILURE, VERDICT, shortfall
from reports.labels import platform as platform_name

if TYPE_CHECKING:
    from crawler.health import Failure, Health
    from crawler.run_file import Run
    from crawler.source import Source
    from desk.schedule import Job

BASES = {"open_page": "公开网页", "grant": "授权", "delivered_file": "送交文件"}
COLUMNS = ("来源", "平台", "依据", "上次查看", "结论", "商品", "未看到", "下次查看")
COMMONEST = 2
"""Kinds of things not seen that are named in the table; ``--json`` and ``health.json`` have them all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One source: its newest finished run, or None; ``health`` is None where that run's record is damaged."""

    source: Source
    run: Run | None
    health: Health | None
    next: NextLook

    @property
    def kinds(self) -> Sequence[tuple[Failure, int]]:
        """Kinds of things not seen with their numbers, commonest first; what answered that it is gone was seen."""
        missed = self.health.not_seen if self.health else ()
        return Counter(miss.kind for miss in missed if miss.kind != "vanished").most_common()

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """Expectations that the last look missed, in words."""
        return tuple(shortfall(e) for e in (self.health.expectations if self.health else ()) if not e.met)

    def row(self) -> tuple[str, ...]:
        """The cells of ``COLUMNS``."""
        source, at = self.source, self.run.manifest.finished_at.astimezone(SHANGHAI) if self.run else None
        return (
            source.name,
            platform_name(source.platform),
            BASES[source.basis.kind],
            f"{at:%Y-%m-%d %H:%M}" if at else "从未查看",
            VERDICT[self.health.verdict] if self.health else "记录损坏" if self.run else "-",
            str(self.health.counts.get("listings", 0)) if self.health else "-",
            self._not_seen(),
            self.next.told(),
        )

    def as_json(self) -> dict[str, Any]:
        """The same for a program: times in UTC, kinds by the names of ``health.json``."""
        source, health, following = self.source, self.health, self.next
        last = self.run and {
            "run": self.run.id,
            "at": self.run.manifest.finished_at,
            "verdict": health.verdict if health else None,
            "listings": health.counts.get("listings", 0) if health else None,
            "not_seen": dict(self.kinds),
            "missed": [e for e in health.expectations if not e.met] if health else [],
        }
        upcoming = {"at": following.at, "job": following.job, "why": following.why, "until": following.until}
        return {
            "name": source.name, "platform": source.platform, "basis": source.basis, "last": last or None, "next": upcoming,
        }  # fmt: skip

    def _not_seen(self) -> str:
        if self.health is None:
            return "全部"
        kinds = self.kinds
        if not kinds:
            return "0"
        named = "、".join(f"{FAILURE[kind]} {count}" for kind, count in kinds[:COMMONEST])
        return f"{sum(count for _, count in kinds)}（{named}{'等' if len(kinds) > COMMONEST else ''}）"


def latest_runs(home: Home) -> dict[str, Run]:
    """The newest finished run of each source."""
    from crawler.run_file import runs

    newest: dict[str, Run] = {}
    for run in runs(home.runs):
        if run.manifest.kind == "reading":
            continue  # says more of a look, and is none
        held = newest.get(run.manifest.source)
        if held is None or run.manifest.finished_at > held.manifest.finished_at:
            newest[run.manifest.source] = run
    return newest


def standings(
    sources: Sequence[Source], home: Home, jobs: Sequence[Job], paused: frozenset[str], at: datetime
) -> Iterator[Standing]:
    """Every source as it stands at ``at``, in the order given."""
    from crawler.run_file import RunRefused

    newest, vault = latest_runs(home), open_vault(home, sources)
    for source in sources:
        run, health = newest.get(source.name), None
        if run is not None:
            try:
                health = run.health
            except RunRefused:
                health = None
        yield Standing(source, run, health, next_look(source, jobs, paused, vault, at))
