"""Sealing: from the journal of a crawl to the files of its run, in two passes that hold one line of it at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from crawler.frontier import Frontier
from crawler.health import NotSeen, Scope
from crawler.journal import Entry, Finished, Opened, Robots, Started
from crawler.listing import Listing
from crawler.pictures.keeping import with_hashes
from crawler.pictures.picture import Fetched
from crawler.pictures.texts import Reading, Readings, used, with_texts
from crawler.remembered import Remembered
from crawler.robots_text import RobotsText
from crawler.run_file import RunWriter


class Pictures:
    """The pictures that were fetched, by the fingerprints of their requests; they lie in ``path``."""

    def __init__(self, path: Path | None = None) -> None:
        self._kept = Remembered(path)
        self.any = False

    def add(self, fingerprint: str, picture: Fetched) -> None:
        self._kept.add(fingerprint.encode(), msgspec.json.encode(picture))
        self.any = True

    def get(self, fingerprint: str) -> Fetched | None:
        found = self._kept.get(fingerprint.encode())
        return None if found is None else msgspec.json.decode(found, type=Fetched)

    def values(self) -> Iterator[Fetched]:
        return (msgspec.json.decode(value, type=Fetched) for value in self._kept.values())

    def close(self) -> None:
        self._kept.close()


class Gathered:
    """What the journal says besides the listings. ``walked``: every scope once, however many pages named it."""

    def __init__(self, folder: Path) -> None:
        self.frontier = Frontier(folder / "sealing.db")
        self.pictures = Pictures(folder / "pictures.db")
        self.walked: dict[Scope, None] = {}
        self.missed: list[NotSeen] = []
        self.robots: list[RobotsText] = []
        self.pages = 0
        self.started = False

    def take(self, entry: Entry) -> None:
        """One more entry of the journal."""
        self.frontier.take(entry)
        if isinstance(entry, Robots):
            self.robots.append(entry.text)
        elif not isinstance(entry, Opened):
            self.walked.update(dict.fromkeys(entry.walked))
            self.missed.extend(entry.missed)
            self.started = self.started or isinstance(entry, Started)
        if isinstance(entry, Finished):
            self.pages += entry.read and entry.picture is None
            if entry.picture is not None:
                self.pictures.add(entry.fingerprint, entry.picture)

    def close(self) -> None:
        self.frontier.close()
        self.pictures.close()


def gathered(entries: Iterable[Entry], folder: Path) -> Gathered:
    """The first pass. ``folder``: where its tables may lie."""
    found = Gathered(folder)
    for entry in entries:
        found.take(entry)
    return found


def written(
    entries: Iterable[Entry], pictures: Pictures, writer: RunWriter, evidence: Path, folder: Path
) -> Iterator[Listing]:
    """The second pass: writes listings, shelves, pictures and readings as it is drawn, and gives each listing as it was read.

    What was read in these pictures in an earlier run (``evidence``) is known at once, and goes into what is written.
    """
    known = Readings(evidence).of
    readings = Remembered(folder / "readings.db")
    said = Remembered(folder / "said.db")
    for entry in entries:
        if isinstance(entry, Opened | Robots):
            continue
        for listing in entry.seen:
            if not said.add(_words(listing)):
                continue
            told = with_texts(with_hashes(listing, pictures) if pictures.any else listing, known)
            for reading in used(told, known):
                readings.add(reading.sha256.encode(), msgspec.json.encode(reading))
            writer.add(told)
            yield listing
        for stood in entry.shelf if isinstance(entry, Finished) else ():
            writer.add_shelf(stood)
    writer.add_pictures(pictures.values())
    writer.add_readings(msgspec.json.decode(value, type=Reading) for value in readings.values())
    readings.close()
    said.close()


def _words(listing: Listing) -> bytes:
    """A digest of what a listing says. Shops repeat an item at the head of its shelf; the second showing is no second offer."""
    words = msgspec.json.encode(msgspec.structs.replace(listing, source=None, observed_at=None))
    return hashlib.blake2b(words, digest_size=16).digest()
