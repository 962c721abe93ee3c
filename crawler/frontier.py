"""The frontier of a crawl: what was asked, for whom, and what became of it.

It lies on disk beside the journal and is made anew from it, so it needs the same few MiB for a hundred addresses as for a
million. It is also the queue: Scrapy holds what is on its way, and nothing else (``crawler.scheduler``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from crawler.health import NotSeen
from crawler.journal import Ask, Entry, Finished, Started
from crawler.remembered import Table

_WAITING, _SENT, _DONE = 0, 1, 2
_TABLES = (
    # ``asker``: the shelf that asked first; ``askers``: those that asked later.
    """CREATE TABLE asked (place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, ask BLOB NOT NULL, asker BLOB NOT NULL,
                           priority INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, failure BLOB)""",
    "CREATE INDEX next_one ON asked (priority DESC, place) WHERE state = 0",
    "CREATE INDEX unfinished ON asked (place) WHERE state < 2",
    "CREATE TABLE askers (key TEXT NOT NULL, asker BLOB NOT NULL, PRIMARY KEY (key, asker)) WITHOUT ROWID",
)


class Frontier:
    """The same address may be asked on behalf of several shelves; it is fetched once, and if it fails, every shelf
    that needed it hears of it. ``path``: the file to keep it in, made anew; None keeps it in memory.
    Every method raises OSError where the file cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._table = Table(path, *_TABLES)

    def ask(self, asks: Iterable[Ask]) -> tuple[list[Ask], list[NotSeen]]:
        """Take requests in: those that are new, and the known failures that they run into."""
        new: list[Ask] = []
        missed: list[NotSeen] = []
        for ask in asks:
            key, asker = ask.fingerprint, _packed((ask.shop, ask.room))
            if self._table.run(
                "INSERT OR IGNORE INTO asked (key, ask, asker, priority) VALUES (?, ?, ?, ?)",
                key, _packed(ask), asker, ask.priority,
            ).rowcount == 1:  # fmt: skip
                new.append(ask)
                continue
            first, failure = self._table.one("SELECT asker, failure FROM asked WHERE key = ?", key)
            late = first != asker and self._table.run("INSERT OR IGNORE INTO askers VALUES (?, ?)", key, asker).rowcount
            if late == 1 and failure is not None:
                known = msgspec.json.decode(failure, type=NotSeen)
                missed.append(msgspec.structs.replace(known, shop=ask.shop, room=ask.room))
        return new, missed

    def finish(self, fingerprint: str, failure: NotSeen | None) -> list[NotSeen]:
        """Mark a request as done; a failure comes back once for every shelf that asked."""
        told = _packed(failure) if failure else None
        self._table.run("UPDATE asked SET state = ?, failure = ? WHERE key = ?", _DONE, told, fingerprint)
        if failure is None:
            return []
        askers = self._askers(fingerprint) or [(failure.shop, failure.room)]
        return [msgspec.structs.replace(failure, shop=shop, room=room) for shop, room in askers]

    def next(self, least: int | None = None) -> Ask | None:
        """The request to send now: the highest priority first, then the order of asking; it is given out once.

        ``least``: only one of that priority or a higher one; None where there is none.
        """
        found = self._table.one(
            "SELECT place, priority, ask FROM asked WHERE state = 0 ORDER BY priority DESC, place LIMIT 1"
        )
        if found is None or (least is not None and found[1] < least):
            return None
        self._table.run("UPDATE asked SET state = ? WHERE place = ?", _SENT, found[0])
        return msgspec.json.decode(found[2], type=Ask)

    def waiting(self) -> bool:
        """Whether ``next`` would give anything."""
        return self._table.one("SELECT 1 FROM asked WHERE state = 0 LIMIT 1") is not None

    def pending(self) -> Iterator[Ask]:
        """What was asked and has no outcome, in the order of asking."""
        for (ask,) in self._table.run("SELECT ask FROM asked WHERE state < 2 ORDER BY place"):
            yield msgspec.json.decode(ask, type=Ask)

    def unfinished(self, reason: str) -> Iterator[NotSeen]:
        """Everything pending as ``interrupted``, once for every shelf that asked."""
        for ask in self.pending():
            for shop, room in self._askers(ask.fingerprint):
                yield NotSeen(ask.url, "interrupted", reason, shop=shop, room=room, picture=ask.picture)

    def take(self, entry: Entry) -> None:
        """Move on by one entry of the journal."""
        if isinstance(entry, Started):
            self.ask(entry.asks)
        elif isinstance(entry, Finished):
            self.ask(entry.follows)
            failure = next((m for m in entry.missed if m.what == entry.url), None)
            self.finish(entry.fingerprint, None if entry.read else failure)

    @classmethod
    def rebuilt(cls, entries: Iterable[Entry], path: Path | None = None) -> Frontier:
        """The frontier as it stood after these entries."""
        frontier = cls(path)
        for entry in entries:
            frontier.take(entry)
        return frontier

    def close(self) -> None:
        """Close and clear away the file."""
        self._table.close()

    def _askers(self, fingerprint: str) -> list[tuple[str | None, str | None]]:
        rows = self._table.run(
            "SELECT asker FROM asked WHERE key = ? UNION SELECT asker FROM askers WHERE key = ?",
            fingerprint,
            fingerprint,
        )
        askers: list[tuple[str | None, str | None]] = [msgspec.json.decode(row[0], type=_ASKER) for row in rows]
        return sorted(askers, key=str)


_ASKER = tuple[str | None, str | None]


def _packed(value: object) -> bytes:
    return msgspec.json.encode(value)
