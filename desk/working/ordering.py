"""A command line as jobs: a patrol becomes one job for each group of sources that share a host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.outcome import Unusable
from desk.schedule import RUNNABLE

if TYPE_CHECKING:
    from alerts.queue.orders import Order
    from crawler.source import Source
    from desk.config import Home

QUEUES = {"patrol": "crawl", "crawl": "crawl", "rescreen": "backfill"}
"""Queue of a command: ``crawl`` needs the network, ``backfill`` is long, everything else is ``desk``."""

NAMES = ("crawl", "desk", "backfill")

_ONE_AT_A_TIME = ("notify", "rescreen")
"""Commands of which two at once would only stand in each other's way."""


def orders(name: str, words: Sequence[str], home: Home) -> tuple[Order, ...]:
    """The jobs of one command line, called ``name``. Raises Unusable and SourceRefused for what cannot be run."""
    from alerts.queue.orders import Order

    if not words or words[0] not in RUNNABLE:
        raise Unusable(f"任务应以 {'、'.join(RUNNABLE)} 之一开头")
    queue = QUEUES.get(words[0], "desk")
    if queue == "crawl":
        return tuple(_looks(name, words, home))
    return (Order(name, tuple(words), queue, lock=words[0] if words[0] in _ONE_AT_A_TIME else None),)


def _looks(name: str, words: Sequence[str], home: Home) -> list[Order]:
    from alerts.queue.orders import Order
    from crawler.source import load_sources
    from desk.patrol import find_source
    from desk.working.hosts import locks

    readable, _ = load_sources(home.sources)  # a file that cannot be read is told by every patrol
    wanted: list[tuple[str, Source]]
    if named := [word for word in words[1:] if not word.startswith("-")]:
        wanted = [(word, find_source(home, word)) for word in named]
    else:
        wanted = [(source.name, source) for source in readable if source.basis.kind != "delivered_file"]
    if not wanted:
        raise Unusable(f"{home.sources}：没有可巡查的来源，可用 zuanjian sources new 名称 建立")
    held = locks({source.name: source for source in (*readable, *(source for _, source in wanted))}.values())
    groups: dict[str, list[str]] = {}
    for word, source in wanted:
        groups.setdefault(held[source.name], []).append(word)
    options = [word for word in words[1:] if word.startswith("-")]
    return [
        Order(name, (words[0], *options, *group), "crawl", lock=f"host:{lock}", sources=() if named else tuple(group))
        for lock, group in sorted(groups.items())
    ]
