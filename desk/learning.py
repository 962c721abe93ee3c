"""Keeping up with decisions: what was learnt goes onto the alerts a little at a time, after the decision itself."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alerts.store import Store

AFTER_A_DECISION = 4
"""Steps after a decision at the desk; the next patrol does the rest."""


def keep_up(store: Store, steps: int | None = AFTER_A_DECISION) -> None:
    """Learn from decisions. One that was taken stands whether or not this succeeds, so a busy database is no failure
    here: the next call goes on where this one ended."""
    from alerts.learning.lessons import learn
    from alerts.store import StoreRefused

    with suppress(StoreRefused):
        learn(store, steps)
