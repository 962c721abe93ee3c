"""Pulls: up to when each source has been read, so that the next look asks only for what has changed since."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from crawler.health import Failure, Health
from crawler.listing import Instant
from crawler.whole_file import WholeFile

OVERLAP = timedelta(minutes=5)
"""Asked again at each pull: platforms stamp changes by clocks of their own, and some count the bounds out."""

WHOLE_EVERY_DAYS = 7
"""A shop is walked whole at least so often, for only a whole walk shows what has gone."""

_NOTHING_LOST: frozenset[Failure] = frozenset({"vanished", "unknown_value"})


class Pulled(Struct, frozen=True, omit_defaults=True):
    """``until``: the start of the last look that missed nothing; ``whole``: of the last one that walked the whole shop."""

    until: Instant | None = None
    whole: Instant | None = None

    def since(self, now: datetime, whole_every_days: int) -> datetime | None:
        """From when on changes are to be asked for; None when the whole shop is due."""
        if self.until is None or self.whole is None or now - self.whole >= timedelta(days=whole_every_days):
            return None
        return self.until - OVERLAP


def pulled(runs_dir: Path, source: str) -> Pulled:
    """What is remembered of a source; nothing, where nothing is or it cannot be read (then all is pulled)."""
    try:
        return msgspec.json.decode(_file(runs_dir, source).read_bytes(), type=Pulled)
    except (OSError, msgspec.DecodeError):
        return Pulled()


def remember(runs_dir: Path, source: str, started_at: datetime, health: Health) -> None:
    """Move on to ``started_at`` if that look missed nothing that the next pull would not ask for by itself."""
    if health.verdict in ("broken", "blocked") or any(miss.kind not in _NOTHING_LOST for miss in health.not_seen):
        return
    whole = started_at if any(scope.complete for scope in health.looked) else pulled(runs_dir, source).whole
    with WholeFile(_file(runs_dir, source)) as file:
        file.write(msgspec.json.encode(Pulled(until=started_at, whole=whole)))


def _file(runs_dir: Path, source: str) -> Path:
    return runs_dir / ".pulled" / f"{source}.json"
