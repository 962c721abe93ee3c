"""Grant: the keys and tokens that a shop's permission consists of. A plain value whose print shows no secret."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from crawler.listing import Instant, PlatformName

GrantId = Annotated[str, Meta(pattern=r"^\w[\w.-]{0,63}$")]
"""Names the paper and the file in the vault: letters, digits, ``_``, ``-`` and ``.``."""


class Grant(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One permission. ``holder`` is who gave it; ``more`` holds what a platform needs besides, by its own names.

    ``expires_at`` and ``refresh_expires_at`` (UTC) are the ends of the two tokens; None where the platform states none.
    """

    id: GrantId
    platform: PlatformName
    app_key: str
    app_secret: str
    access_token: str = ""
    refresh_token: str = ""
    expires_at: Instant | None = None
    refresh_expires_at: Instant | None = None
    holder: str | None = None
    more: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Grant(id={self.id!r}, platform={self.platform!r}, holder={self.holder!r}, …)"

    def expires_within(self, seconds: float, now: datetime) -> bool:
        """Whether the access token is missing, or ends within so many seconds of ``now``."""
        if not self.access_token:
            return True
        return self.expires_at is not None and (self.expires_at - now).total_seconds() <= seconds

    def secrets(self) -> tuple[str, ...]:
        """Every string of this grant that no log, report or evidence may hold."""
        return tuple(filter(None, (self.app_secret, self.access_token, self.refresh_token, *self.more.values())))
