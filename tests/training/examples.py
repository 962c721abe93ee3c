"""The corpus as the trainer sees it: buckets, answers, and what the rules alone make of each line."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.listing import convert_listing
from nlp.case import Case
from nlp.reader import Reader
from nlp.rulebook import Rulebook
from nlp.screen import NOTHING_KNOWN, Screener, day_of
from nlp.second_reader.certainty import readable_as_jewellery
from nlp.second_reader.characters import buckets

CORPUS = Path(__file__).parents[1] / "corpus"
FOLDS = 8
_TODAY = date(2026, 11, 22)

Found = dict[str, float]
"""The rules that fired, with their own confidence."""


@dataclass(frozen=True, slots=True)
class Example:
    """One line. ``fold``: of cross validation, the same for both sides of a pair; ``found``: by the rules of today;
    ``first``: by the rules that had not been mended by this line, None where no such count was kept."""

    fold: int
    expect: frozenset[str]
    there: NDArray[np.uint16]
    readable: bool
    found: Found
    first: Found | None


def labelled() -> list[Example]:
    """Every labelled line that is not marked as arguable."""
    return list(_examples(_lines(CORPUS.glob("labelled/*.jsonl"))))


def frozen() -> list[Example]:
    """The lines that nobody opens: only ever counted."""
    return list(_examples(_lines(CORPUS.glob("frozen/*.jsonl"))))


def ordinary() -> list[Example]:
    """Listings in order that the second reader would be asked about."""
    lines = ({"id": line["item_id"], "listing": line, "expect": []} for line in _lines(CORPUS.glob("ordinary*.jsonl")))
    # The rules have been silent on every one of them since it was written.
    return [replace(example, first={}) for example in _examples(lines) if example.readable]


def _lines(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for file in sorted(files):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _examples(lines: Iterable[dict[str, Any]]) -> Iterator[Example]:
    screener = Screener(Reader.default(), Rulebook.default())
    firsts = first_counts()
    for line in lines:
        if line.get("minor"):
            continue
        listing = convert_listing(line["listing"])
        reading = screener.read(listing)
        on = day_of(listing, None, _TODAY)
        yield Example(
            fold=zlib.crc32(line.get("pair", line["id"]).encode()) % FOLDS,
            expect=frozenset(line["expect"]),
            there=buckets(reading.folded),
            readable=readable_as_jewellery(Case(reading, on, NOTHING_KNOWN)),
            found={finding.rule: finding.confidence for finding in screener.judge(reading, on).findings},
            first=firsts.get(line["id"]),
        )


def first_counts() -> dict[str, Found]:
    with (Path(__file__).parent / "first_count.tsv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: {rule: float(sure) for rule, _, sure in (one.partition("=") for one in row["found"].split())}
            for row in csv.DictReader(file, delimiter="\t")
        }
