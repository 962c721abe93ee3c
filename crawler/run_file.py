"""A run: what one look at a source or one delivered file yielded, written whole or not at all.

``runs/<run-id>/`` holds ``listings.jsonl``, ``health.json``, ``manifest.json``, for a crawl ``pages.warc.gz``
and for a recorded shelf ``shelf.jsonl``. A run is built in ``runs/.staging/<run-id>/run`` and renamed when it is
complete, so that whoever reads ``runs`` never meets half a run. Nothing in it is ever changed afterwards.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from glob import escape
from pathlib import Path
from typing import IO, Literal, TypeVar

import msgspec
from msgspec import Struct

from crawler.health import Health
from crawler.listing import Listing, ListingRefused, decode_listing, encode_listing
from crawler.pictures.picture import Fetched
from crawler.pictures.texts import Reading
from crawler.robots_text import RobotsText
from crawler.shelf import SHELF, ShelfRecord, decode_shelf, encode_shelf
from crawler.versions import versions
from crawler.whole_file import sha256_of

T = TypeVar("T")

STAGING = ".staging"
LISTINGS, HEALTH, PAGES, MANIFEST = "listings.jsonl", "health.json", "pages.warc.gz", "manifest.json"
PICTURES, READINGS = "pictures.jsonl", "readings.jsonl"


class Delivered(Struct, frozen=True, omit_defaults=True):
    """The file that an imported run was read from: its name as delivered, sha256 (hex), size in bytes, the
    sender's own batch id where a package states one, and what was confirmed of its columns (header -> meaning)."""

    name: str
    sha256: str
    bytes: int
    batch: str | None = None
    columns: dict[str, str] = {}


class Manifest(Struct, frozen=True, omit_defaults=True):
    """``manifest.json``. ``files``: name -> sha256 (hex) of every other file of the run. ``grant``: the paper
    or note on which we may look. ``previous``: sha256 of the manifest of this source's run before, so that
    a run taken away later leaves a gap that shows. ``robots``: every robots.txt that the crawl asked for, as it
    was answered. Times are UTC.
    """

    run_id: str
    kind: Literal["crawl", "import", "reading"]
    source: str
    platform: str
    started_at: datetime
    finished_at: datetime
    files: dict[str, str]
    versions: dict[str, str] = {}
    grant: str | None = None
    delivered: Delivered | None = None
    previous: str | None = None
    robots: tuple[RobotsText, ...] = ()


class RunRefused(ValueError):
    """A run folder that cannot be used: ``path`` and a Chinese ``reason``."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


class Run:
    """A finished run, opened for reading. Raises RunRefused where the folder is not a whole run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_dir():
            raise RunRefused(path, "不是一个采集批次文件夹")
        self.manifest = self._decoded(MANIFEST, Manifest)
        if not {LISTINGS, HEALTH} <= set(self.manifest.files):
            raise RunRefused(path / MANIFEST, f"清单未列出 {LISTINGS} 或 {HEALTH}，批次不完整")

    def __repr__(self) -> str:
        return f"Run({str(self.path)!r})"

    @property
    def id(self) -> str:
        return self.manifest.run_id

    @cached_property
    def health(self) -> Health:
        return self._decoded(HEALTH, Health)

    @property
    def listings_sha256(self) -> str:
        """sha256 (hex) of ``listings.jsonl`` as the manifest states it; ``verify`` proves it."""
        return self.manifest.files[LISTINGS]

    @property
    def pages(self) -> Path | None:
        """The WARC of a crawl; None for a delivered file."""
        return self.path / PAGES if PAGES in self.manifest.files else None

    def listings(self) -> Iterator[tuple[int, Listing]]:
        """Every listing with its line number in ``listings.jsonl``, from 1. Raises RunRefused for a damaged line."""
        path = self.path / LISTINGS
        try:
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    yield number, decode_listing(line)
        except OSError as error:
            raise RunRefused(path, f"无法读取（{error.strerror}）") from None
        except ListingRefused as refused:
            raise RunRefused(path, f"第 {number} 行已损坏（{refused}）") from None

    def pictures(self) -> Iterator[Fetched]:
        """The pictures that were fetched in a crawl. Raises RunRefused for a damaged line."""
        path = self.path / PICTURES
        if PICTURES not in self.manifest.files:
            return
        try:
            with path.open("rb") as lines:
                for line in lines:
                    yield msgspec.json.decode(line, type=Fetched)
        except OSError as error:
            raise RunRefused(path, f"无法读取（{error.strerror}）") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RunRefused(path, "内容已损坏") from None

    def shelf(self) -> Iterator[ShelfRecord]:
        """What stood on the shelves of recorded rooms. Raises RunRefused for a damaged line."""
        if SHELF not in self.manifest.files:
            return
        path = self.path / SHELF
        try:
            with path.open("rb") as lines:
                yield from map(decode_shelf, lines)
        except OSError as error:
            raise RunRefused(path, f"无法读取（{error.strerror}）") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RunRefused(path, "内容已损坏") from None

    def verify(self) -> None:
        """Recompute every sha256. Raises RunRefused naming the first file that is missing, changed or not listed."""
        for name, stated in self.manifest.files.items():
            path = self.path / name
            if Path(name).name != name or not path.is_file():
                raise RunRefused(path, "清单所列文件不存在")
            if sha256_of(path) != stated:
                raise RunRefused(path, "内容与清单记载的 sha256 不一致")
        extra = {entry.name for entry in self.path.iterdir()} - set(self.manifest.files) - {MANIFEST}
        if extra:
            raise RunRefused(self.path / min(extra), "清单未列出的文件")

    def _decoded(self, name: str, kind: type[T]) -> T:
        path = self.path / name
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except OSError:
            raise RunRefused(path, "缺少该文件，批次不完整") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RunRefused(path, "内容已损坏") from None


def runs(runs_dir: Path) -> Iterator[Run]:
    """Every finished run of a folder, in the order of ids; a damaged folder is passed over here, ``Run(path)`` names it."""
    if not runs_dir.is_dir():
        return
    for path in sorted(runs_dir.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            try:
                yield Run(path)
            except RunRefused:
                continue


class RunWriter:
    """Builds one run. ``create``, ``add`` each listing, then ``seal``; or ``abandon``."""

    def __init__(self, runs_dir: Path, manifest: Manifest) -> None:
        self.runs_dir = runs_dir
        self.staging = runs_dir / STAGING / manifest.run_id
        self.folder = self.staging / "run"
        self._manifest = manifest
        self._lines = 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self._listings: IO[bytes] = (self.folder / LISTINGS).open("wb")
        self._shelf: IO[bytes] | None = None

    @classmethod
    def create(
        cls,
        runs_dir: Path,
        run_id: str,
        *,
        kind: Literal["crawl", "import", "reading"],
        source: str,
        platform: str,
        started_at: datetime,
        grant: str | None = None,
        delivered: Delivered | None = None,
        robots: tuple[RobotsText, ...] = (),
    ) -> RunWriter:
        """Start a run. Raises RunRefused if a run of this id exists already: runs are never overwritten."""
        if (runs_dir / run_id).exists():
            raise RunRefused(runs_dir / run_id, "同名批次已存在")
        if kind != "crawl":
            shutil.rmtree(runs_dir / STAGING / run_id, ignore_errors=True)  # left by one that was killed
        started = started_at.astimezone(UTC)
        return cls(
            runs_dir,
            Manifest(
                run_id=run_id, kind=kind, source=source, platform=platform, started_at=started, finished_at=started,
                files={}, versions=versions(), grant=grant, delivered=delivered,
                previous=_previous(runs_dir, source), robots=robots,
            ),
        )  # fmt: skip

    def add(self, listing: Listing) -> int:
        """Append one listing; returns its line number, from 1."""
        self._listings.write(encode_listing(listing) + b"\n")
        self._lines += 1
        return self._lines

    def add_shelf(self, record: ShelfRecord) -> None:
        """Append one record of a room's shelf; a run without any has no ``shelf.jsonl``."""
        if self._shelf is None:
            self._shelf = (self.folder / SHELF).open("wb")
        self._shelf.write(encode_shelf(record) + b"\n")

    def add_pictures(self, pictures: Iterable[Fetched]) -> None:
        """What was fetched of the listings' pictures, one line each; no file where there is none."""
        self._add_lines(PICTURES, pictures)

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """What was read in the pictures whose text the listings carry, as the engine gave it, one line each."""
        self._add_lines(READINGS, readings)

    def _add_lines(self, name: str, records: Iterable[Struct]) -> None:
        lines = (msgspec.json.encode(record) + b"\n" for record in records)
        first = next(lines, None)
        if first is not None:
            with (self.folder / name).open("wb") as file:
                file.write(first)
                file.writelines(lines)

    def seal(self, health: Health, *, finished_at: datetime) -> Run:
        """Write health and manifest, make everything durable, and let the run appear under its id."""
        self._close()
        (self.folder / HEALTH).write_bytes(msgspec.json.format(msgspec.json.encode(health), indent=1) + b"\n")
        files = {path.name: sha256_of(path) for path in sorted(self.folder.iterdir()) if path.name != MANIFEST}
        manifest = msgspec.structs.replace(self._manifest, files=files, finished_at=finished_at.astimezone(UTC))
        (self.folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        for path in self.folder.iterdir():
            _make_durable(path)
        _make_durable(self.folder)
        final = self.runs_dir / manifest.run_id
        if final.exists():
            raise RunRefused(final, "同名批次已存在")
        self.folder.rename(final)
        _make_durable(self.runs_dir)
        shutil.rmtree(self.staging, ignore_errors=True)
        return Run(final)

    def _close(self) -> None:
        self._listings.close()
        if self._shelf is not None:
            self._shelf.close()

    def abandon(self) -> None:
        """Drop everything written so far."""
        self._close()
        shutil.rmtree(self.staging, ignore_errors=True)


def run_id(source: str, at: datetime) -> str:
    """``<source>-<UTC yyyymmddThhmmssZ>``: ids of one source sort by time."""
    return f"{source}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _previous(runs_dir: Path, source: str) -> str | None:
    """sha256 of the manifest of the newest run of this source."""
    newest: tuple[datetime, Path] | None = None
    for path in runs_dir.glob(f"{escape(source)}-*/{MANIFEST}") if runs_dir.is_dir() else ():
        try:
            manifest = Run(path.parent).manifest
        except RunRefused:
            continue
        if manifest.source == source and (newest is None or manifest.finished_at > newest[0]):
            newest = manifest.finished_at, path
    return sha256_of(newest[1]) if newest else None


def _make_durable(path: Path) -> None:
    # Without this a power cut after the rename can leave a run whose files are empty.
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
