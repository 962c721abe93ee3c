"""What was known beside a stored look when it was judged, put together again.

A judgement keeps the hash of what was known. Where that was nothing, it is nothing now; else it is found again from the
memory as it was then (and the register of rights as of that day), and the hash says whether that succeeded.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desk.compose import own_prices
from desk.recorded_rights import RecordedRights
from desk.rescreening.engines import screener
from desk.shared_numbers import SharedNumbers
from nlp.known import Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alerts.observing import Seen
    from alerts.store import Store
    from crawler.listing import Listing


class KnownThen:
    """Answers for looks, run by run. ``different``: looks beside which something else is known now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._run: str | None = None
        self._register = RecordedRights.of(store)
        self._numbers = SharedNumbers(())
        self.different = 0

    def of(self, look: Seen) -> Known:
        """What was known beside a look."""
        if look.judgement.known is None:
            return Known()
        if look.run_id != self._run:
            self._run, self._numbers = look.run_id, SharedNumbers(self._listings(look.run_id))
        on, register = date.fromisoformat(look.judgement.on), self._register
        found = replace(
            register.beside(screener(None).read(look.listing), on) if register is not None else Known(),
            own_prices=own_prices(self._store, look.listing, before=look.at),
            certificates_elsewhere=self._numbers.elsewhere(look.listing),
        )
        if found.digest() != look.judgement.known:
            self.different += 1
        return found

    def _listings(self, run_id: str) -> Iterator[Listing]:
        from alerts.rescreening.archive import looks

        return (one.listing for some in looks(self._store, run_id) for one in some)
