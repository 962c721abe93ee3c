"""Runs of sources, made without any crawl."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from crawler.health import Expectation, Failure, Health, NotSeen, Verdict
from crawler.listing import Listing
from crawler.run_file import Run, RunWriter, run_id


def looked(
    home: Path,
    source: str,
    at: datetime,
    verdict: Verdict = "healthy",
    *kinds: Failure,
    missed: tuple[Expectation, ...] = (),
) -> Run:
    """A finished run of two listings with one thing not seen for each of ``kinds``."""
    writer = RunWriter.create(
        home / "runs", run_id(source, at), kind="crawl", source=source, platform="web", started_at=at
    )  # fmt: skip
    for number in ("1", "2"):
        writer.add(Listing("web", number, title="银戒指"))
    not_seen = tuple(NotSeen(f"https://a.example/{n}", kind, "原因") for n, kind in enumerate(kinds))
    return writer.seal(Health(verdict, {"listings": 2}, {"title": 2}, (), not_seen, missed), finished_at=at)


def source_file(home: Path, name: str, text: str = "") -> Path:
    """A source file of an open page; ``text`` replaces its basis and adds to it."""
    path = home / "sources" / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"platform: web\nstart: https://{name}.example/\n{text or 'basis: open_page'}\n", "utf-8")
    return path
