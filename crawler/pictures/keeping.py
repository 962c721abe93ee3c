"""Keeping pictures: the bytes under their hash, and what a run says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from crawler.listing import Image, Listing
from crawler.pictures.picture import Fetched
from crawler.pictures.wanted import address, fingerprint
from crawler.whole_file import WholeFile

EVIDENCE = "evidence"
"""The folder beside ``runs`` in which bytes are kept under their hash."""


def place(evidence: Path, sha256: str) -> Path:
    """Where the bytes of a hash lie: ``<evidence>/<first two digits>/<hash>``."""
    return evidence / sha256[:2] / sha256


def keep(evidence: Path, sha256: str, data: bytes) -> None:
    """The bytes under their hash, once. Raises OSError."""
    kept = place(evidence, sha256)
    if not kept.exists():
        with WholeFile(kept) as file:
            file.write(data)


class Found(Protocol):
    """Fetched pictures by the fingerprint of the request for them; a dict is one."""

    def get(self, fingerprint: str, /) -> Fetched | None: ...


def with_hashes(listing: Listing, pictures: Found) -> Listing:
    """The listing with the hashes of those of its pictures that were fetched (fingerprint of the request -> picture)."""

    def hashed(image: Image) -> Image:
        url = address(listing, image)
        found = pictures.get(fingerprint(url)) if url else None
        return replace(image, sha256=found.sha256, phash=found.phash) if found else image

    if not listing.images:
        return listing
    return replace(listing, images=tuple(map(hashed, listing.images)))
