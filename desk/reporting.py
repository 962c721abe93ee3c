"""Reports of a home: which values a kind of report needs, and where it is put."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desk.config import Home

if TYPE_CHECKING:
    from alerts.store import Store


def source_names(home: Home) -> tuple[str, ...]:
    """Every configured source, so that a report can say which of them were not looked at."""
    from crawler.source import load_sources

    found, refused = load_sources(home.sources)
    return tuple(sorted({s.name for s in found if s.basis.kind != "delivered_file"} | {r.file.stem for r in refused}))


def write_report(kind: str, home: Home, store: Store, day: date, format_name: str, output: Path | None = None) -> Path:
    """Write one report of a day (Asia/Shanghai) and return its path. Raises ReportRefused."""
    from alerts.queries import brief
    from reports.writing import write

    path = output or home.reports / f"{kind}-{day:%Y-%m-%d}.{format_name}"
    return write(kind, brief(store, day, source_names(home)), format_name, path)
