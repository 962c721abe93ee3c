"""What was said in the sessions of a package, kept for the recorded shelves that lie beside the transcripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crawler.deliveries.delivery import Context, Row
from crawler.listing import Utterance


class Spoken:
    """``later`` are readers that wait until every transcript was heard."""

    def __init__(self, context: Context) -> None:
        self.later: list[Callable[[], Iterator[Row]]] = []
        self._outside = context.speech
        self._said: dict[str, tuple[Utterance, ...]] = {}

    def hear(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows; a transcript among them is remembered by the room's id, which is its file's name."""
        for row in rows:
            if row.listing and row.listing.speech and row.listing.room and row.listing.room.id == row.listing.item_id:
                self._said[row.listing.item_id] = row.listing.speech
            yield row

    def of(self, name: str) -> tuple[Utterance, ...]:
        """What was said in a session, here or in an earlier delivery."""
        return self._said.get(name) or (self._outside(name) if self._outside else ())
