"""Grouping at intake, as the memory grows: cost per new alert at ten thousand and at a hundred thousand alerts.

Runs of a thousand new alerts each; one in ten copies the text, the picture or the certificate of another shop's. The peer
is sqlite3's own ``executemany`` of the rows that grouping wrote. ``python -m tests.bench.cases [ALERTS] [DATABASE_ADDRESS]``.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import func, select

from alerts import intake, tables
from alerts.cases import queries
from alerts.store import Store, open_store
from crawler.listing import Listing
from nlp.judgement import Judgement
from tests.alerts.scenes import Ware, at, facts


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process: grouping and SQLite both run in it, and a busy machine does no harm."""
    started = time.process_time()
    work()
    return time.process_time() - started


ALERTS, RUN = 10_000, 1000
_LETTERS = "戒托加厚圈口刻字工厂尾货主播专属福利到手秒杀证书可查支持复检送礼自戴闪耀六爪排钻光金素圈链长吊坠耳钉手链足金玫瑰金白金定制现货顺丰保价退换无忧专柜同款轻奢复古简约日系法式叠戴情侣对戒求婚订婚纪念生日礼盒"
_WORDS = [_LETTERS[at : at + 2] for at in range(0, len(_LETTERS), 2)]
_TABLES = (
    tables.members, tables.folds, tables.traced, tables.traces, tables.carriers, tables.prints, tables.print_keys,
    tables.near,
)  # fmt: skip


def wares(generator: random.Random, first: int, earlier: list[Ware]) -> Iterator[Ware]:
    """A thousand items of two hundred new shops; every tenth copies something of an earlier one."""
    for number in range(first, first + RUN):
        shop = f"店{number // 5}"
        ware = Ware(
            str(number), title=f"18K金钻戒女款{number}", shop=shop, shop_name=shop,
            description="".join(generator.choices(_WORDS, k=60)), pictures=(f"{generator.getrandbits(256):064x}",),
            likeness=(f"{generator.getrandbits(256):064x}",),
            certificates=(f"LG6{generator.randrange(10**8):08d}",) if number % 3 == 0 else (),
        )  # fmt: skip
        if earlier and number % 10 == 0:
            other = generator.choice(earlier)
            what = generator.choice(["description", "pictures", "certificates"])
            ware = ware.but(**{what: getattr(other, what)})
        earlier.append(ware)
        if len(earlier) > 5 * RUN:
            del earlier[: 4 * RUN]
        yield ware


def judged(some: list[Ware], day: int) -> list[tuple[int, Listing, Judgement]]:
    return [
        (line, replace(ware.listing(), observed_at=at(day)), ware.judgement(line)) for line, ware in enumerate(some, 1)
    ]


def rows(store: Store) -> int:
    with store.reading() as connection:
        return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _TABLES)


def plain_inserts(store: Store, folder: Path) -> tuple[int, float]:
    """Rows that grouping wrote, and the seconds that writing them again into bare tables with their keys takes."""
    path = folder / "peer.db"
    count, spent = 0, 0.0
    with sqlite3.connect(path, isolation_level=None) as peer:
        for table in _TABLES:
            names = [column.name for column in table.c]
            key = ", ".join(column.name for column in table.primary_key)
            with store.reading() as connection:
                found = [tuple(map(str, row)) for row in connection.execute(select(table))]
            peer.execute(f"CREATE TABLE {table.name} ({', '.join(names)}, PRIMARY KEY ({key})) WITHOUT ROWID")
            peer.execute("BEGIN")
            marks = ", ".join("?" * len(names))
            statement = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608
            spent += seconds(lambda found=found, statement=statement: peer.executemany(statement, found))  # type: ignore[misc]
            peer.execute("COMMIT")
            count += len(found)
    return count, spent


def run(count: int = ALERTS, url: str | None = None) -> None:
    generator, earlier, spent = random.Random(1), [], []
    grouping: list[float] = []
    grouped = intake.group

    def timed(taking: object) -> None:
        started = time.process_time()
        grouped(taking)  # type: ignore[arg-type]
        grouping.append(time.process_time() - started)

    with tempfile.TemporaryDirectory() as folder, open_store(url or f"sqlite:///{folder}/bench.db") as store:
        store.upgrade()
        intake.group = timed
        try:
            for number in range(0, count, RUN):
                some = list(wares(generator, number, earlier))
                facts_ = facts(f"cases-{number}", number / RUN, scopes=[], source=f"source-{number}")
                spent.append(seconds(lambda f=facts_, s=some: intake.take_in(store, f, judged(s, 0))))  # type: ignore[misc]
                if number + RUN in (5000, 10_000, 20_000, 50_000, 100_000):
                    last = statistics.median(grouping[-5:])
                    share = last / statistics.median(spent[-5:])
                    print(
                        f"cases: {number + RUN:,} alerts: {last / RUN * 1000:.2f} ms a new alert"
                        f" ({share:.0%} of its intake)",
                        flush=True,
                    )
        finally:
            intake.group = grouped
        if store.engine.dialect.name == "sqlite":
            wrote, plain = plain_inserts(store, Path(folder))
            print(
                f"cases: {wrote:,} rows; bare executemany of them {plain:.1f} s, grouping {sum(grouping):.1f} s, ratio {plain / sum(grouping):.2f}"
            )
        first = seconds(lambda: queries.cases(store, limit=50))
        case = queries.cases(store, linked=True, limit=1)[0].id
        one = seconds(lambda: queries.show(store, case))
        print(f"cases: the list's first page {first * 1000:.0f} ms; one case whole {one * 1000:.0f} ms")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ALERTS, sys.argv[2] if len(sys.argv) > 2 else None)
