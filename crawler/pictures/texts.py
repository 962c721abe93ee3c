"""What was read in pictures: kept beside their bytes under the same hash, and put into the listings that show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from crawler.listing import Image, Listing
from crawler.whole_file import WholeFile

OCR = "ocr"
"""The folder in evidence that holds ``<hash>.json``, one for each picture that was read."""
_LINES, _CHARACTERS = 200, 500
"""The most that a listing carries of one picture: lines, and characters of a line. The record keeps all."""

Outcome = Literal["read", "timeout", "crashed", "wrong_type", "too_large", "truncated", "parse_failed"]


class Line(Struct, frozen=True):
    """One printed line as the engine gave it: text, confidence (0 to 1) and its place (left, top, right, bottom in pixels)."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]


class Reading(Struct, frozen=True, omit_defaults=True):
    """One picture read by one version of an engine; ``outcome`` other than ``read`` has a Chinese ``reason`` and no lines.

    ``whole``: false where the picture is so long that its end was left unread. ``seconds``: how long it took.
    """

    sha256: str
    engine: str
    version: str
    outcome: Outcome
    lines: tuple[Line, ...] = ()
    reason: str | None = None
    whole: bool = True
    seconds: float = 0.0


Known = Callable[[str], Reading | None]
"""From the hash of a picture to what was read in it, if it was read."""


class Readings:
    """The records of a home. ``evidence`` is the folder in which bytes are kept under their hash."""

    def __init__(self, evidence: Path) -> None:
        self.folder = evidence / OCR

    def of(self, sha256: str) -> Reading | None:
        """What was read in a picture; None where nobody has tried, or the record is damaged."""
        try:
            return msgspec.json.decode(self._path(sha256).read_bytes(), type=Reading)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def keep(self, reading: Reading) -> None:
        """Write a record, in place of one by an earlier engine. Raises OSError."""
        with WholeFile(self._path(reading.sha256)) as file:
            file.write(msgspec.json.format(msgspec.json.encode(reading), indent=1) + b"\n")

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.json"


def with_texts(listing: Listing, known: Known) -> Listing:
    """The listing with the text of those of its pictures that were read; text that came with it stays as it is."""

    def told(image: Image) -> Image:
        reading = known(image.sha256) if image.sha256 and not image.ocr_text else None
        return replace(image, ocr_text=text_of(reading)) if reading is not None and reading.lines else image

    images = tuple(map(told, listing.images))
    return replace(listing, images=images) if images != listing.images else listing


def used(listing: Listing, known: Known) -> Iterator[Reading]:
    """The records whose text a listing carries."""
    for image in listing.images:
        reading = known(image.sha256) if image.sha256 and image.ocr_text else None
        if reading is not None and text_of(reading) == image.ocr_text:
            yield reading


def text_of(reading: Reading) -> tuple[str, ...]:
    """The lines of a picture as a listing carries them."""
    texts = (tidied(line.text)[:_CHARACTERS] for line in reading.lines)
    return tuple(text for text in texts if text)[:_LINES]


_REPAIRS = (
    # Signs that engines confuse, and only where nothing else can be meant. What is lost altogether (the 足 of 足金,
    # the dots of a number) is never put back.
    (re.compile(r"(?<![A-Za-z0-9])[1lI|]G[1lI|](?=LG\d|[^A-Za-z0-9]|$)"), "IGI"),
    (re.compile(r"(?<![A-Za-z0-9])(IGI|GIA|NGTC)(?=(?:LG)?\d{6,})"), r"\1 "),
    (re.compile(r"(?<![A-Za-z0-9])WS([12])(?![A-Za-z0-9])"), r"VVS\1"),
)


def tidied(text: str) -> str:
    """A line with the engine's known slips undone: 1GI for IGI, WS1 for VVS1, IGILG612345678 without its space."""
    text = text.strip()
    for pattern, right in _REPAIRS:
        text = pattern.sub(right, text)
    return text
