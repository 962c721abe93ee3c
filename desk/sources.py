"""What a person sees of each source: how the last look went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI
from desk.config import Home
from reports.labels import VERDICT

if TYPE_CHECKING:
    from crawler.run_file import Run
    from crawler.source import Source

BASES = {"open_page": "公开网页", "grant": "授权", "delivered_file": "送交文件"}


def latest_runs(home: Home) -> dict[str, Run]:
    """The newest finished run of each source."""
    from crawler.run_file import runs

    newest: dict[str, Run] = {}
    for run in runs(home.runs):
        held = newest.get(run.manifest.source)
        if held is None or run.manifest.finished_at > held.manifest.finished_at:
            newest[run.manifest.source] = run
    return newest


def states(sources: Sequence[Source], home: Home) -> Iterator[tuple[str, ...]]:
    """Per source: name, platform, basis, last look (Beijing time), verdict, listings, what was not seen."""
    newest = latest_runs(home)
    for source in sources:
        run = newest.get(source.name)
        if run is None:
            yield source.name, source.platform, BASES[source.basis.kind], "从未查看", "-", "-", "全部"
            continue
        at = run.manifest.finished_at.astimezone(SHANGHAI)
        yield (
            source.name,
            source.platform,
            BASES[source.basis.kind],
            f"{at:%Y-%m-%d %H:%M}",
            VERDICT[run.health.verdict],
            str(run.health.counts.get("listings", 0)),
            str(len(run.health.not_seen)),
        )
