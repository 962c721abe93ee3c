"""Taking a run in, against plain batched inserts of the same listings; and the questions asked of it afterwards.

Two runs of the same listings, every fifth flagged: the first opens, the second sees again.
``python -m tests.bench.intake [LISTINGS] [DATABASE_ADDRESS]``; a fresh SQLite file when no address is given.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from alerts import custody, queries
from alerts.intake import take_in
from alerts.store import open_store
from crawler.listing import Listing, encode_listing
from nlp.judgement import Judgement, encode_judgement
from tests.alerts.scenes import Ware, at, facts, whole
from tests.bench.timing import seconds

LISTINGS = 20_000
BATCH = 1000


def lines(count: int, day: int) -> Iterator[tuple[int, Listing, Judgement]]:
    """``count`` judged listings of about 245 characters."""
    detail = "主石为精选圆钻，证书齐全，支持复检，直播间下单赠送首饰盒与清洁布。" * 6
    for number in range(1, count + 1):
        rules = ("LG-01",) if number % 5 == 0 else ()
        ware = Ware(str(number), title=f"18K金钻戒女款 第{number}号", description=detail, rules=rules)
        yield number, replace(ware.listing(), observed_at=at(day)), ware.judgement(number)


def plain_inserts(path: Path, judged: list[tuple[int, Listing, Judgement]]) -> None:
    """The least that keeping them could cost: two columns of JSON, a thousand rows at a time, one transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE kept (line INTEGER PRIMARY KEY, listing TEXT, judgement TEXT)")
    connection.execute("BEGIN")
    rows = ((line, encode_listing(listing), encode_judgement(judgement)) for line, listing, judgement in judged)
    while batch := list(islice(rows, BATCH)):
        connection.executemany("INSERT INTO kept VALUES (?, ?, ?)", batch)
    connection.execute("COMMIT")
    connection.close()


def run(count: int = LISTINGS, url: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        days = [list(lines(count, day)) for day in (0, 1)]
        plain = seconds(lambda: plain_inserts(Path(folder) / "plain.db", days[0]))
        with open_store(url or f"sqlite:///{folder}/bench.db") as store:
            store.upgrade()
            for day, judged in enumerate(days):
                run = facts(f"bench-{day}", day, scopes=[whole()])
                taken = seconds(lambda run=run, judged=judged: take_in(store, run, judged))  # type: ignore[misc]
                what = "opening" if day == 0 else "seeing again"
                print(
                    f"intake of {count} listings, {what} {count // 5} alerts: {taken:.1f} s, {count / taken:,.0f}/s;"
                    f" ratio to plain inserts {taken / plain:.1f}"
                )
            brief = seconds(lambda: queries.brief(store, date(2026, 11, 3), ["nanwan"]))
            page = seconds(lambda: queries.queue(store, severity="high", text="第17"))
            check = seconds(lambda: custody.verify(store))
            print(f"brief {brief:.2f} s; a filtered page {page * 1000:.0f} ms; verifying the record {check:.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else LISTINGS, sys.argv[2] if len(sys.argv) > 2 else None)
