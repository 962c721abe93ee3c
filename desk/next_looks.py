"""When each source is looked at next, by the schedule, and until when its basis holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI, local_day

if TYPE_CHECKING:
    from crawler.grants.vault import Vault
    from crawler.source import Source
    from desk.config import Home
    from desk.schedule import Job


@dataclass(frozen=True, slots=True)
class NextLook:
    """``at`` (with a zone) and ``job``: None where nothing is scheduled. ``why``: why there will be none, in Chinese;
    ``until``: a Chinese note on the end of the basis or the grant, where one is known.
    """

    at: datetime | None = None
    job: str | None = None
    why: str | None = None
    until: str | None = None

    def told(self) -> str:
        """One cell of a table: when, or why not, and how long the basis holds."""
        when = self.why or (f"{self.at.astimezone(SHANGHAI):%m-%d %H:%M}（{self.job}）" if self.at else "未安排")
        return f"{when}；{self.until}" if self.until else when


def next_look(
    source: Source, jobs: Sequence[Job], paused: Collection[str], vault: Vault | str, at: datetime
) -> NextLook:
    """When this source is looked at next after ``at``. ``vault``: the grants, or why they cannot be opened (Chinese)."""
    basis = source.basis
    if basis.kind == "delivered_file":
        return NextLook(why="待送交文件")
    if basis.expired(local_day(at)):
        return NextLook(why=f"依据已于 {basis.valid_until} 到期，不能再看")
    until = f"依据至 {basis.valid_until}" if basis.valid_until else None
    if basis.kind == "grant":
        ended, until_grant = _grant(source, vault, at)
        if ended:
            return NextLook(why=ended)
        until = "，".join(filter(None, (until, until_grant))) or None
    if source.name in paused:
        return NextLook(why="已暂停", until=until)
    due = [(when, job.name) for job in jobs if job.name not in paused and _looks_at(job, source.name)
           if (when := job.next_after(at)) is not None]  # fmt: skip
    if not due:
        return NextLook(until=until)
    when, job_name = min(due)
    if basis.expired(local_day(when)):
        return NextLook(why=f"依据至 {basis.valid_until}，早于下次安排（{when.astimezone(SHANGHAI):%m-%d %H:%M}）")
    return NextLook(when, job_name, until=until)


def open_vault(home: Home, sources: Sequence[Source]) -> Vault | str:
    """The vault of a home, where a source needs it, or one Chinese sentence why there is none."""
    if not any(source.basis.kind == "grant" for source in sources):
        return ""
    from crawler.grants.key import KeyRefused
    from crawler.grants.vault import Vault

    try:
        return Vault(home.grants)
    except KeyRefused as refused:
        return str(refused)


def paused_names(home: Home) -> frozenset[str]:
    """Paused sources and jobs; none where there is no database yet. Raises StoreRefused."""
    embedded = home.database_url.removeprefix("sqlite:///")
    if embedded != home.database_url and not Path(embedded).exists():
        return frozenset()  # a question makes no database
    from alerts.jobs import paused
    from desk.compose import open_database

    with open_database(home) as store:
        return frozenset(pause.source for pause in paused(store))


def _looks_at(job: Job, source: str) -> bool:
    command, *words = job.run
    named = {Path(word).stem if word.endswith((".yml", ".yaml")) else word for word in words if word[:1] != "-"}
    return (command == "patrol" and not named) or (command in ("patrol", "crawl") and source in named)


def _grant(source: Source, vault: Vault | str, at: datetime) -> tuple[str | None, str | None]:
    """Why the grant of a source no longer holds, or until when it does."""
    if isinstance(vault, str):
        return vault, None
    from crawler.grants.vault import GrantMissing

    try:
        grant = vault.read(source.basis.grant_id or "")
    except GrantMissing as missing:
        return str(missing), None
    # Without a refresh token the access token is fetched anew by the application's own secret and has no end for us.
    ends = grant.refresh_expires_at if grant.refresh_token else None
    if ends is None:
        return None, None
    day = f"{ends.astimezone(SHANGHAI):%Y-%m-%d}"
    return (f"授权已于 {day} 到期，须请授权方重新授权", None) if ends <= at else (None, f"授权至 {day}")
