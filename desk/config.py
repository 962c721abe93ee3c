"""Where Zuanjian keeps its data, and which database it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder: sources, runs, evidence, confirmed columns, reports, books and the embedded database."""

    path: Path
    database_url: str

    @property
    def sources(self) -> Path:
        return self.path / "sources"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def grants(self) -> Path:
        return self.path / "grants"

    @property
    def evidence(self) -> Path:
        return self.path / "evidence"

    @property
    def mappings(self) -> Path:
        return self.path / "mappings"

    @property
    def receipts(self) -> Path:
        return self.path / "receipts"

    @property
    def reports(self) -> Path:
        return self.path / "reports"

    @property
    def templates(self) -> Path:
        """The office's own templates of reports; most homes have none."""
        return self.path / "templates"

    @property
    def members(self) -> Path:
        """Files that shops sent with their answers."""
        return self.path / "members"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def stamps(self) -> Path:
        return self.path / "stamps.yml"

    @property
    def notify(self) -> Path:
        return self.path / "notify.yml"

    @property
    def notify_secrets(self) -> Path:
        return self.path / "notify-secrets.yml"

    @property
    def retention(self) -> Path:
        return self.path / "retention.yml"

    @property
    def schedule(self) -> Path:
        return self.path / "schedule.yml"


def home_at(path: Path | None, environ: Mapping[str, str]) -> Home:
    """The home a command works in: ``--home``, else ``ZUANJIAN_HOME``, else ``./zuanjian-data``.

    The database is ``ZUANJIAN_DATABASE_URL``, else SQLite in the home itself.
    """
    folder = (path or Path(environ.get("ZUANJIAN_HOME") or "zuanjian-data")).expanduser().absolute()
    return Home(folder, environ.get("ZUANJIAN_DATABASE_URL") or f"sqlite:///{folder / 'zuanjian.db'}")
