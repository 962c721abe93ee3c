"""Windows of time: what a list shows at most is less than a large shop has, so its span of time is halved until it fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from crawler.listing import Instant

BEGINNING = datetime(2012, 1, 1, tzinfo=UTC)
"""Before any of the platforms let a shop be read through an interface: a whole pull starts here."""


class Window(Struct, frozen=True):
    """The span [since, until] in whole seconds; whether a platform counts its bounds in is left to its ``list_call``."""

    since: Instant
    until: Instant

    def halves(self) -> tuple[Window, Window] | None:
        """Two windows that together cover this one and share no second; None where it is a single second."""
        seconds = int((self.until - self.since).total_seconds())
        if seconds < 1:
            return None
        middle = self.since + timedelta(seconds=seconds // 2)
        return Window(self.since, middle), Window(middle + timedelta(seconds=1), self.until)


def window(since: datetime, until: datetime) -> Window:
    """A window in whole seconds that holds both instants (any zone)."""
    ceiling = until.astimezone(UTC)
    if ceiling.microsecond:
        ceiling = ceiling.replace(microsecond=0) + timedelta(seconds=1)
    return Window(since.astimezone(UTC).replace(microsecond=0), ceiling)
