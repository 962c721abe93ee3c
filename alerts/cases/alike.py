"""Likeness of texts and pictures: what is counted, and the keys under which alike ones find each other.

Texts: Jaccard likeness of their three-character runs. Two texts of a likeness of 0.7 meet under one of 16 keys of six
MinHash values each with a chance of 0.86, of 0.8 with 0.99 (1 - (1 - s^6)^16). Counted on the
listings of ``tests/corpus/labelled`` with text enough (1,081 pairs of them were written as near-copies): all 464 links at
0.7 join the two halves of a pair; ``python -m tests.bench.likeness`` counts again, and docs/cases.md has rapidfuzz beside it.

Pictures: bits in which their PDQ hashes differ, at most ``likeness.ALIKE``. They meet under one of 12 keys of 20 bits each:
nearly always up to 10 bits, 0.9 at 20, 0.6 at the limit of 31.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from zlib import crc32

from crawler.pictures.likeness import ALIKE, distance

TEXT_ALIKE = 0.7
"""Least likeness at which two texts are linked."""

_RUN = 3
_BANDS, _ROWS = 16, 6
_HEX = 64
_PICTURE_KEYS, _PICTURE_DIGITS = 12, 5
_SEED = 7

SHORTEST, LONGEST = 24, 2000
"""Letters of a text that are compared: a shorter one (18K金钻戒女款1克拉) is anybody's, a longer one is cut."""


def folded(texts: Sequence[str]) -> str:
    """Letters and digits alone, cut to LONGEST: width, case, marks, spaces and emoji are what a copy changes first."""
    letters: list[str] = []
    for text in texts:
        room = LONGEST - len(letters)
        if room <= 0:
            break
        plain = unicodedata.normalize("NFKC", text[: 4 * room]).casefold()
        letters.extend([letter for letter in plain if letter.isalnum()][:room])
    return "".join(letters)


def text_value(body: str) -> str:
    """The value that stands for a folded text."""
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:32]


def runs(body: str) -> set[str]:
    """The three-character runs of a folded text."""
    return {body[i : i + _RUN] for i in range(len(body) - _RUN + 1)}


def figures(body: str) -> list[str]:
    """The numbers in a folded text: one shop's texts often differ in them alone, and so do its goods."""
    return sorted(re.findall(r"\d+", body))


def score(kind: str, one: str, other: str) -> float | None:
    """How alike two bodies are, 0 to 1; None where they are not alike enough."""
    if kind == "likeness":
        bits = distance(one, other)
        return 1 - bits / 256 if bits <= ALIKE else None
    left, right = runs(one), runs(other)
    share = len(left & right) / len(left | right)
    return round(share, 4) if share >= TEXT_ALIKE else None


def keys(kind: str, bodies: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The keys of each body; alike ones have one in common with the chances given above."""
    if kind == "likeness":
        for body in bodies:
            yield tuple(f"p{i:x}" + "".join(body[at] for at in places) for i, places in enumerate(_PLACES))
        return
    from datasketch import MinHash  # half a second, of which most is scipy's

    # The scheme is named: sketches of another one cannot be compared, and a new default would change kept keys.
    sketches = MinHash.generator(
        ([run.encode("utf-8", "replace") for run in sorted(runs(body))] for body in bodies),
        num_perm=_BANDS * _ROWS, seed=_SEED, scheme="affine32", hashfunc=crc32,
    )  # fmt: skip
    for sketch in sketches:
        values = sketch.hashvalues.astype(">u4")
        yield tuple(
            f"t{band:02d}" + hashlib.blake2b(values[band * _ROWS : (band + 1) * _ROWS].tobytes(), digest_size=6).hexdigest()
            for band in range(_BANDS)
        )  # fmt: skip


_PLACES = [[(5 * i + 13 * j) % _HEX for j in range(_PICTURE_DIGITS)] for i in range(_PICTURE_KEYS)]
"""Hex digits of a PDQ hash that make up each key, spread so that a stroke of retouching spoils few keys."""
