"""Contents: everything a pack's index speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from alerts.extract import Checkpoint, Entry
from alerts.values import AlertDetail
from reports.evidence_pack.books import LawRow, PriceRow
from reports.evidence_pack.taken import Gap, Taken


class Contents(Struct, frozen=True):
    """``looks``: how many observations there are; ``masks``: what was hidden, how often; ``entries``: as far as they may
    be read; ``unstamped``: why there is no time stamp, "" where one is asked for."""

    subject: str
    title: str
    at: datetime
    actor: str
    role: str
    versions: Mapping[str, str]
    details: tuple[AlertDetail, ...]
    looks: int
    runs: tuple[Taken, ...]
    gaps: tuple[Gap, ...]
    entries: Sequence[Entry]
    checkpoint: Checkpoint
    laws: Sequence[LawRow]
    prices: Sequence[PriceRow]
    masks: Mapping[str, int]
    unstamped: str

    @property
    def whole(self) -> bool:
        """Whether the raw proof is in the pack."""
        return self.role == "regulator"
