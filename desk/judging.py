"""Judging with what the memory knows: rights of the register, earlier prices of the same listing, numbers seen elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desk.recorded_rights import RecordedRights
from nlp.known import Known
from nlp.screen import Screener

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alerts.store import Store
    from crawler.listing import Listing
    from nlp.claim import Reading
    from nlp.judgement import Judgement
    from nlp.rewording import Rewording


class Judge:
    """The rules of this program beside one memory, read once.

    ``store``: the memory to ask, None for no memory at all; ``beside``: the listings whose report numbers are compared.
    """

    def __init__(self, store: Store | None, beside: Iterable[Listing] = ()) -> None:
        from desk.shared_numbers import SharedNumbers

        self._store = store
        self._screener = Screener.default()
        self._numbers = SharedNumbers(beside)
        self._register = RecordedRights.of(store) if store is not None else None

    def judge(self, listing: Listing, on: date, line: int = 1) -> Judgement:
        """The judgement as of a day (Asia/Shanghai)."""
        reading = self._screener.read(listing)
        return self._screener.judge(reading, on, self._known(reading, on), line)

    def reword(self, judgement: Judgement, listing: Listing, on: date) -> Rewording | None:
        """A lawful title for a listing that was judged so on that day, as ``nlp.rewording`` gives it."""
        from nlp.rewording import reword

        if not judgement.findings:
            return None
        return reword(judgement, listing, self._screener, on, self.known(listing, on))

    def known(self, listing: Listing, on: date) -> Known:
        """What is known beside a listing on that day."""
        return self._known(self._screener.read(listing), on)

    def _known(self, reading: Reading, on: date) -> Known:
        from desk.compose import own_prices

        listing = reading.listing
        # The question costs a look into the database for each listing, and only a struck-out price raises it.
        strikes = listing.price is not None and bool(listing.price.market_fen)
        return replace(
            self._register.beside(reading, on) if self._register is not None else Known(),
            own_prices=own_prices(self._store, listing) if self._store is not None and strikes else (),
            certificates_elsewhere=self._numbers.elsewhere(listing),
        )
