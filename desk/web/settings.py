"""What the web desk is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reports.writing import Citations, citations_of_the_books


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class WebSettings:
    """``sources``: asked on every page, so that a source added while the desk runs is not forgotten.

    ``setup_token``: opens the page that makes the first user; None when there is one. ``session_hours``:
    a sign-in ends after this long, or after ``idle_minutes`` without a request. ``secure_cookie``: the
    desk is reached through https, so the cookie must not travel otherwise. ``sent``: where copies of reports that were
    handed out are kept.
    """

    sources: Callable[[], tuple[str, ...]] = tuple
    setup_token: str | None = None
    session_hours: float = 12
    idle_minutes: float = 120
    secure_cookie: bool = False
    now: Callable[[], datetime] = _now
    citations: Citations = citations_of_the_books
    sent: Path | None = None
