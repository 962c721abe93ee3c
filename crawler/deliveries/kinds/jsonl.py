"""JSONL: one Listing per line, or the labelled form that carries it under ``listing``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from crawler.deliveries.delivery import Context, Problem, Row
from crawler.listing import ListingRefused, Provenance, decode_listing

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")

_KEPT_RAW = 2_000  # characters of a refused line that are kept for the receipt


def read(path: Path, context: Context) -> Iterator[Row]:
    """One Row per non-blank line; a line that is no Listing is kept aside with its field and reason."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.strip(b"\xef\xbb\xbf \t\r\n") if number == 1 else raw.strip()
            if line:
                yield _row(number, line, context)


def _row(number: int, line: bytes, context: Context) -> Row:
    try:
        listing = decode_listing(line)
    except ListingRefused as refused:
        return Row(number, None, (_problem(number, line, refused),))
    source = listing.source or Provenance()
    source = msgspec.structs.replace(
        source, route=source.route or "file", connector=source.connector or NAME, file_sha256=context.sha256, row=number
    )
    shop = listing.shop or context.shop
    return Row(number, msgspec.structs.replace(listing, source=source, shop=shop))


def _problem(number: int, line: bytes, refused: ListingRefused) -> Problem:
    try:
        return Problem(number, refused.field, refused.reason, raw=line.decode()[:_KEPT_RAW])
    except UnicodeDecodeError:
        raw = line.decode(errors="backslashreplace")[:_KEPT_RAW]
        return Problem(number, "", "不是 UTF-8 编码", "wrong_encoding", raw)
