"""What a pack takes of a run, what it could not take, and where a look's proof lies."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from alerts.extract import Look
from crawler.listing import Image, Provenance
from crawler.pictures.wanted import address
from crawler.run_file import Manifest
from reports.evidence_pack.records import Record


class Gap(Struct, frozen=True):
    """Something that belongs into the pack and is not in it; ``what`` and ``reason`` are Chinese."""

    run_id: str
    what: str
    reason: str


class Taken(Struct, omit_defaults=True):
    """What a pack holds of one run. ``folder``: its place in the pack; ``manifest_sha256``: of the run's own manifest."""

    run_id: str
    folder: str
    looks: int
    routes: tuple[str, ...] = ()
    manifest: Manifest | None = None
    manifest_sha256: str | None = None
    stamped: bool = False
    records: list[Record] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)  # line of listings.jsonl -> SHA-256 of it
    rows: int = 0
    pictures: dict[str, str] = field(default_factory=dict)  # file of the pack -> address


class Pointer(Struct, frozen=True):
    """Where one look's proof lies in its run, in a few words: what is remembered of a look while others are read."""

    line: int
    content: str
    route: str | None
    warc: str | None
    row: int | None
    pictures: tuple[tuple[str, str, bool], ...]  # (SHA-256, address, whether it may be handed out)

    @classmethod
    def of(cls, look: Look, shown: Callable[[Image], bool]) -> Pointer:
        """``shown``: whether a picture may be handed out."""
        listing, source = look.listing, look.listing.source or Provenance()
        seen = tuple(
            (one.sha256, address(listing, one) or "", shown(one)) for one in listing.images if one.sha256
        )  # fmt: skip
        return cls(look.line, look.content, source.route, source.warc, source.row, seen)
