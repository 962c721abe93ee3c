"""Days as addresses name them: dates in Asia/Shanghai."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request

from alerts.queries import run_looks
from alerts.values import SourceLook
from crawler.shanghai import local_day
from desk.web.errors import Refused


def day_from(text: str) -> date | None:
    """``2026-11-22`` as a date, nothing as None. Raises Refused 400 for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(400, "日期应写作 2026-11-22 的样子。") from None


def today(request: Request) -> date:
    now = request.app.state.settings.now()
    result: date = local_day(now)
    return result


def latest_day(request: Request) -> date:
    """The newest day on which anything was looked at, else today: a quiet morning must not look like a clean day."""
    looks = run_looks(request.app.state.store, limit=1)
    finished = looks[0].finished_at if looks else None
    return local_day(finished) if finished else today(request)


def looks_of(request: Request, day: date) -> tuple[SourceLook, ...]:
    """Every look of the day by source, and every configured source without one."""
    found = run_looks(request.app.state.store, day, limit=1000)
    never = set(request.app.state.settings.sources()) - {look.source for look in found}
    missing = (SourceLook(source, "", None, None, None, 0, 0) for source in never)
    return tuple(sorted((*found, *missing), key=lambda look: (look.source, look.run_id or "")))
