"""Drift: spellings near known words that nobody has taught the lexicon yet.

Counts what a file of listings holds of two kinds: spellings that are read by sound, shape or parts
already, and names of stones with a first word that no entry has (月芒钻). Shown with counts and
examples for a person to judge; nothing is ever added by itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from crawler.listing import Listing, text_fields
from nlp.folding import fold
from nlp.gate import Gate
from nlp.lexicon.entries import Lexicon

_LEARNT = frozenset({"homophone", "pinyin", "split", "homoglyph"})
# A stone named by one or two characters more than the lexicon has, standing by itself.
_STONE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}[钻])(?![\u4e00-\u9fff])")
_EXAMPLES = 3
_BESIDE = 8
_MOST = 200_000
"""Different spellings kept while counting; a hostile file cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A spelling as written (folded), the known word it is near (empty: a stone unheard of), and where it stands."""

    spelling: str
    near: str
    how: tuple[str, ...]
    count: int  # listings that write so
    examples: tuple[str, ...]


def drift(listings: Iterable[Listing], least: int = 2) -> list[Candidate]:
    """Candidates that at least ``least`` listings write, most frequent first; the same input gives the same list."""
    counts: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    examples: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for listing in listings:
        seen: dict[tuple[str, str, tuple[str, ...]], str] = {}
        for candidate, example in _candidates(listing):
            seen.setdefault(candidate, example)
        for candidate, example in seen.items():
            if candidate not in counts and len(counts) >= _MOST:
                continue
            counts[candidate] += 1
            if len(examples[candidate]) < _EXAMPLES and example not in examples[candidate]:
                examples[candidate].append(example)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Candidate(*key, count, tuple(examples[key])) for key, count in ranked if count >= least]


def _candidates(listing: Listing) -> Iterator[tuple[tuple[str, str, tuple[str, ...]], str]]:
    listed = _listed()
    texts = [fold(text) for _, text in text_fields(listing)]
    for folded, mentions in zip(texts, Gate.default().scan_together(texts), strict=True):
        taken = bytearray(len(folded.text))
        for mention in mentions:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            spelling = folded.text[mention.start : mention.end]
            if spelling not in listed and (how := tuple(h for h in mention.hidden if h in _LEARNT)):
                yield (
                    (spelling, mention.entry.name, how),
                    _around(folded.original, *folded.bounds(mention.start, mention.end)),
                )
        for match in _STONE.finditer(folded.text):
            if match[1] not in listed and not any(taken[match.start() : match.end() - 1]):
                yield (match[1], "", ()), _around(folded.original, *folded.bounds(*match.span()))


@cache
def _listed() -> frozenset[str]:
    """Every spelling the lexicon writes out, innocent ones too."""
    return frozenset(
        form
        for entry in Lexicon.default().entries
        for form in (*entry.forms, *entry.not_in, *(spelt for spelt, _ in entry.evasive))
    )


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _BESIDE) : end + _BESIDE]
