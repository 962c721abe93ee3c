"""Judging lines of JSONL in order, in this process or in several."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

from crawler.listing import ListingRefused, decode_listing
from crawler.shanghai import SHANGHAI
from nlp.judgement import encode_judgement
from nlp.screen import Screener, day_of

_CHUNK = 256  # lines a worker takes at a time
_AHEAD = 4  # chunks in flight per worker; bounds memory whatever the length of the file

Numbered = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no listing: its number from 1, the field, a Chinese reason, and the line itself."""

    line: int
    field: str
    reason: str
    raw: str


Outcome = bytes | Refused


def today_in_shanghai() -> date:
    """The calendar day in Asia/Shanghai, which days of alerts and reports are counted in."""
    return datetime.now(SHANGHAI).date()


def judge_lines(lines: Iterable[bytes], *, on: date | None = None, workers: int = 1) -> Iterator[Outcome]:
    """One outcome per non-blank line, in input order: a judgement's JSON, or why the line was refused."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    chunks = iter(lambda: list(itertools.islice(numbered, _CHUNK)), [])
    today = today_in_shanghai()
    Screener.default()  # loaded before any fork, so that the workers share its memory
    # Rules and words stay to the end: a collector that walks them again and again costs a twelfth of the speed.
    gc.freeze()
    if workers == 1:
        for chunk in chunks:
            yield from _judge(chunk, on, today)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        flying: deque[Future[list[Outcome]]] = deque()
        for chunk in chunks:
            flying.append(pool.submit(_judge, chunk, on, today))
            if len(flying) >= workers * _AHEAD:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()


def _judge(chunk: list[Numbered], on: date | None, today: date) -> list[Outcome]:
    screener = Screener.default()
    outcomes: list[Outcome] = []
    for number, line in chunk:
        try:
            listing = decode_listing(line)
        except ListingRefused as refused:
            raw = line.decode(errors="backslashreplace").rstrip("\n")
            outcomes.append(Refused(number, refused.field, refused.reason, raw))
            continue
        outcomes.append(encode_judgement(screener.screen(listing, day_of(listing, on, today), line=number)))
    return outcomes
