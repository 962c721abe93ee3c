"""How texts that are nearly the same are found: precision and recall on the corpus, and time for 100,000 texts.

The corpus' pairs were written as near as their difference allows, all other lines one by one: a link is right when it
joins the two halves of a pair. rapidfuzz is the peer where it is installed (``pip install rapidfuzz``); it knows no index,
so its time for 100,000 texts is reckoned from the pairs a second that it compares here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import combinations, islice
from pathlib import Path

from alerts.cases import alike
from alerts.cases.prints import MOST
from alerts.cases.traces import traces
from crawler.listing import decode_listing

CORPUS = Path(__file__).parents[1] / "corpus" / "labelled"
MANY = 100_000

Pair = tuple[int, int]


def texts() -> tuple[list[str], set[Pair]]:
    """The bodies that are compared, and the pairs among them."""
    bodies: list[str] = []
    halves: dict[tuple[str, str], list[int]] = {}
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            row = json.loads(line)
            listing = decode_listing(json.dumps(row["listing"]).encode())
            body = next((trace.body for trace in traces(listing) if trace.kind == "text"), None)
            if body is None:
                continue
            if "pair" in row:
                halves.setdefault((file.name, row["pair"]), []).append(len(bodies))
            bodies.append(body)
    return bodies, {(one, other) for one, other in (half for half in halves.values() if len(half) == 2)}


def meeting(bodies: list[str]) -> set[Pair]:
    """Pairs that share a key which few have."""
    holders: dict[str, list[int]] = {}
    for number, keys in enumerate(alike.keys("text", bodies)):
        for key in keys:
            holders.setdefault(key, []).append(number)
    return {pair for some in holders.values() if len(some) <= MOST for pair in combinations(some, 2)}


def told(name: str, links: set[Pair], pairs: set[Pair], spent: float, many: float) -> None:
    right = len(links & pairs)
    print(
        f"likeness by {name}: {len(links)} links, precision {right / max(1, len(links)):.3f}, recall"
        f" {right / len(pairs):.3f} of {len(pairs)} pairs; {spent:.1f} s here, {MANY:,} texts {many:,.0f} s"
    )


def timed(work: Callable[[], set[Pair]]) -> tuple[set[Pair], float]:
    started = time.process_time()
    found = work()
    return found, time.process_time() - started


def run() -> None:
    bodies, pairs = texts()
    list(alike.keys("text", bodies[:2]))  # the library is loaded
    links, spent = timed(
        lambda: {(a, b) for a, b in meeting(bodies) if alike.score("text", bodies[a], bodies[b]) is not None}
    )
    again = [f"{bodies[number % len(bodies)]}{number}" for number in range(MANY // 10)]
    _, tenth = timed(lambda: meeting(again))
    told(f"datasketch, likeness of {alike.TEXT_ALIKE}", links, pairs, spent, 10 * tenth)
    if find_spec("rapidfuzz") is None:
        return
    from rapidfuzz import fuzz, process

    for least in (75, 80, 85):
        found: set[Pair] = set()
        started = time.process_time()
        for start in range(0, len(bodies), 500):
            chunk = list(islice(bodies, start, start + 500))
            scores = process.cdist(chunk, bodies, scorer=fuzz.ratio, score_cutoff=least, workers=1)
            found |= {(start + int(a), int(b)) for a, b in zip(*scores.nonzero(), strict=True) if start + a < b}
        spent = time.process_time() - started
        told(f"rapidfuzz, ratio of {least}", found, pairs, spent, spent * (MANY / len(bodies)) ** 2 / 2)


if __name__ == "__main__":
    run()
