"""The ledger of a crawl: takes in each finished request as one unit, evidence first, then the journal line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from crawler.evidence import Archive, Exchange
from crawler.frontier import Frontier
from crawler.health import NotSeen, Scope
from crawler.journal import Ask, Finished, Journal, Robots, Started
from crawler.listing import Listing
from crawler.pictures.picture import Fetched
from crawler.robots_text import RobotsText
from crawler.shelf import ShelfEntry

UNWRITABLE = "unwritable"
"""Reason for closing a crawl whose journal or evidence cannot be written any more."""


class Ledger(Protocol):
    """What a spider needs to hand over what it found."""

    def started(self) -> bool: ...

    def waiting(self) -> bool: ...

    def next(self, least: int | None = None) -> Ask | None: ...

    def start(
        self, asks: Iterable[Ask], seen: Iterable[Listing], walked: Iterable[Scope], missed: Iterable[NotSeen]
    ) -> None: ...

    def record(self, exchange: Exchange, *, robots: bool = False) -> None: ...

    def finish(
        self,
        ask: Ask,
        *,
        exchanges: Sequence[Exchange] = (),
        failure: NotSeen | None = None,
        status: int | None = None,
        seen: Iterable[Listing] = (),
        walked: Iterable[Scope] = (),
        missed: Iterable[NotSeen] = (),
        follows: Iterable[Ask] = (),
        picture: Fetched | None = None,
        shelf: Iterable[ShelfEntry] = (),
    ) -> None: ...


class JournalLedger:
    """The ledger of a real crawl, on a journal and a WARC. ``taken_in`` hears of each finished request."""

    def __init__(
        self,
        journal: Path,
        warc: Path,
        software: str,
        frontier: Frontier,
        *,
        started: bool,
        taken_in: Callable[[Finished], None] = lambda _: None,
    ) -> None:
        self._journal = Journal(journal)
        self._archive = Archive(warc, software)
        self._frontier = frontier
        self._started = started
        self._taken_in = taken_in

    def started(self) -> bool:
        """Whether the spider's start was taken in already, in this process or in the one that was killed."""
        return self._started

    def waiting(self) -> bool:
        """Whether there is a request to send."""
        return self._frontier.waiting()

    def next(self, least: int | None = None) -> Ask | None:
        """The request to send now, of the priority ``least`` or a higher one."""
        return self._frontier.next(least)

    def start(
        self, asks: Iterable[Ask], seen: Iterable[Listing], walked: Iterable[Scope], missed: Iterable[NotSeen]
    ) -> None:
        """Take in what ``start`` yielded; its requests wait from now on."""
        asks = tuple(asks)
        self._frontier.ask(asks)
        self._journal.write(Started(asks=asks, seen=tuple(seen), walked=tuple(walked), missed=tuple(missed)))
        self._started = True

    def record(self, exchange: Exchange, *, robots: bool = False) -> None:
        """Keep an exchange that belongs to no page: a ``robots.txt``, which the manifest will name, or a renewal."""
        self._archive.write(exchange)
        if robots:
            self._journal.write(Robots(RobotsText.of(exchange), self._archive.offset))

    def finish(
        self,
        ask: Ask,
        *,
        exchanges: Sequence[Exchange] = (),
        failure: NotSeen | None = None,
        status: int | None = None,
        seen: Iterable[Listing] = (),
        walked: Iterable[Scope] = (),
        missed: Iterable[NotSeen] = (),
        follows: Iterable[Ask] = (),
        picture: Fetched | None = None,
        shelf: Iterable[ShelfEntry] = (),
    ) -> None:
        """Take in one finished request; those of its follow-up requests that are new wait from now on.

        ``failure`` (its ``what`` is the asked address) is named once for every shelf that needed the page.
        """
        follows = tuple(follows)
        for exchange in exchanges:
            self._archive.write(exchange)
        _, known = self._frontier.ask(follows)
        failed = self._frontier.finish(ask.fingerprint, failure)
        finished = Finished(
            fingerprint=ask.fingerprint, url=ask.url, warc=self._archive.offset, read=failure is None,
            status=status, seen=tuple(seen), walked=tuple(walked), missed=(*failed, *missed, *known),
            follows=follows, picture=picture, shelf=tuple(shelf),
        )  # fmt: skip
        self._journal.write(finished)
        self._taken_in(finished)

    def close(self) -> None:
        self._journal.close()
        self._archive.close()
        self._frontier.close()
