"""A recipient: what he asked to be told of, and when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from alerts.outbox.content import Kind
from crawler.shanghai import SHANGHAI, within

Digest = Literal["at_once", "hourly"] | time
"""At once, at the full hour, or once a day at a time in Shanghai."""


class Recipient(Struct, frozen=True):
    """Empty ``severities``, ``families``, ``shops``, ``platforms`` and ``moves`` mean all of them. ``shops``: ids or
    exact names; ``moves``: keys of ``moves.MOVES``, or ``undo``; ``quiet``: from and to, in Shanghai. ``reports``: kinds of
    report, sent in ``format`` and masked for ``role``."""

    name: str
    channels: tuple[str, ...]
    kinds: tuple[Kind, ...] = ("opened", "reopened", "worse", "overdue", "source")
    severities: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    quiet: tuple[time, time] | None = None
    digest: Digest = "at_once"
    reports: tuple[str, ...] = ()
    format: str = "html"
    role: str = "regulator"

    def wants(
        self, kind: Kind, severity: str, family: str, platform: str, shop_id: str | None, shop_name: str | None
    ) -> bool:
        """Whether this recipient asked for such an alert."""
        return (
            kind in self.kinds
            and (not self.severities or severity in self.severities)
            and (not self.families or family in self.families)
            and (not self.platforms or platform in self.platforms)
            and (not self.shops or shop_id in self.shops or shop_name in self.shops)
        )

    def wants_source(self, platform: str) -> bool:
        """Whether this recipient asked to hear of sources of a platform; an unknown platform ("") concerns everybody."""
        return "source" in self.kinds and (not self.platforms or not platform or platform in self.platforms)

    def wants_report(self, kind: str, shop: str | None) -> bool:
        """Whether this recipient asked for a kind of report. One about a shop goes to whoever has that shop in the list,
        or answers for all shops; a member answers for none but its own."""
        if kind not in self.reports:
            return False
        if shop is None:
            return self.role != "member"
        return shop in self.shops or (not self.shops and self.role != "member")

    def due(self, at: datetime) -> datetime:
        """When what happened at ``at`` (with a zone) may be told: the digest's time, then the end of the quiet hours."""
        local = at.astimezone(SHANGHAI)
        if self.digest == "hourly":
            local = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        elif self.digest != "at_once":
            local = _next(local, self.digest)
        return self.after_quiet(local)

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing may be sent at ``at``."""
        return self.quiet is not None and within(at.astimezone(SHANGHAI).time(), *self.quiet)

    def after_quiet(self, at: datetime) -> datetime:
        """``at``, or the end of the quiet hours that it lies in."""
        if self.quiet is None or not self.is_quiet(at):
            return at
        return _next(at.astimezone(SHANGHAI), self.quiet[1])


def _next(local: datetime, clock: time) -> datetime:
    """The first time after ``local`` at which clocks show ``clock``."""
    then = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return then if then > local else then + timedelta(days=1)
