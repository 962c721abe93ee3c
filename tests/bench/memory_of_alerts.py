"""The memory at size: bulk intake against a raw executemany of every row it wrote, and what the desk asks of it.

``python -m tests.bench.memory_of_alerts [LISTINGS]``, one in ten with an alert, in ten runs; on SQLite, and on PostgreSQL
where ZUANJIAN_TEST_POSTGRES_URL names a server. Goals: ratio 0.3 or more, each question under 50 ms, and the last run
as cheap as the first. The peer writes the same rows into the same tables with the same indexes, in one transaction.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace
from sqlalchemy import func, select

from alerts import overdue, queries, tables
from alerts.cases.queries import cases
from alerts.intake import take_in
from alerts.store import Store, open_store
from crawler.listing import Listing
from crawler.shanghai import local_day
from nlp.judgement import Judgement
from tests.alerts.scenes import Ware, at, facts
from tests.bench.timing import ROUNDS, seconds
from tests.databases import fresh, kinds

LISTINGS, RUNS, BATCH = 10_000, 10, 1000
_SYLLABLES = "戒托加厚圈口刻字工厂尾货主播专属福利到手秒杀证书可查支持复检送礼自戴闪耀六爪排钻光金素圈链长吊坠耳钉手链足金玫瑰白定制现货顺丰保价退换无忧专柜同款"


def lines(generator: random.Random, first: int, count: int, day: float) -> list[tuple[int, Listing, Judgement]]:
    """``count`` judged listings of shops with fifty each, every tenth with an alert."""
    found = []
    for line, number in enumerate(range(first, first + count), 1):
        shop = f"店{number // 50}"
        ware = Ware(
            str(number), title=f"18K金钻戒女款第{number}号", shop=shop, shop_name=shop, sale_fen=generator.randrange(10**6),
            description="".join(generator.choices(_SYLLABLES, k=120)), confidence=generator.random(),
            rules=(generator.choice(("LG-01", "LG-02", "IP-01")),) if number % 10 == 0 else (),
            severity=generator.choice(("high", "medium", "low")),
        )  # fmt: skip
        found.append((line, replace(ware.listing(), observed_at=at(day)), ware.judgement(line)))
    return found


def filled(store: Store, listings: int) -> list[float]:
    """Take the runs in; seconds of each."""
    generator, each = random.Random(5), listings // RUNS
    took: list[float] = []
    for number in range(RUNS):
        judged, run = lines(generator, number * each, each, number / 10), facts(f"bench-{number}", number / 10)
        took.append(seconds(lambda run=run, judged=judged: take_in(store, run, judged)))  # type: ignore[misc]
    return took


def raw(source: Store, target: Store) -> tuple[int, float]:
    """Every row of one memory into another, past everything but the driver; how many, and seconds of the writing."""
    written, spent = 0, 0.0
    mark = "?" if source.engine.dialect.name == "sqlite" else "%s"
    with source.reading() as reading, target.writing() as writing:
        for table in tables.metadata.sorted_tables:
            if table.name == "chain":
                continue  # its one row is there already
            marks = ", ".join([mark] * len(table.columns))
            names = ", ".join(column.name for column in table.columns)
            for rows in _rows(reading.exec_driver_sql(f'SELECT {names} FROM "{table.name}"')):  # noqa: S608
                statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608
                spent += seconds(lambda statement=statement, rows=rows: writing.exec_driver_sql(statement, rows))  # type: ignore[misc]
                written += len(rows)
    return written, spent


def _rows(result: Any) -> Iterator[list[tuple[Any, ...]]]:
    while rows := result.fetchmany(BATCH):
        yield [tuple(row) for row in rows]


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """What the desk's first pages ask."""
    today = local_day(at(60))
    return {
        "first page": lambda: queries.queue(store),
        "by state": lambda: queries.queue(store, state="new"),
        "by severity": lambda: queries.queue(store, severity="low"),
        "by family": lambda: queries.queue(store, family="IP"),
        "by shop": lambda: queries.queue(store, shop="店1"),
        "by day": lambda: queries.queue(store, day=local_day(at(0.9))),
        "by text, common": lambda: queries.queue(store, text="钻戒"),
        "by text, rare": lambda: queries.queue(store, text="第110号"),
        "by text, a character": lambda: queries.queue(store, text="号"),
        "by text and severity": lambda: queries.queue(store, text="10号", severity="low"),
        "by text, none": lambda: queries.queue(store, text="没有这样的词"),
        "by states": lambda: queries.queue(store, state=["new", "claimed"]),
        "by worth": lambda: queries.queue(store, order="value"),
        "by worth and family": lambda: queries.queue(store, order="value", family="IP"),
        "counts": lambda: queries.counts(store),
        "cases": lambda: cases(store, limit=50),
        "cases of several sellers": lambda: cases(store, linked=True, limit=50),
        "cases by rule": lambda: cases(store, rule="IP-01", limit=50),
        "cases by text, common": lambda: cases(store, text="钻戒", limit=50),
        "cases by text, rare": lambda: cases(store, text="第110号", limit=50),
        "cases by shop": lambda: cases(store, shop="店1", limit=50),
        "overdue": lambda: overdue.overdue(store, today),
        "overdue by shop": lambda: overdue.overdue(store, today, shop="店1"),
        "due soon": lambda: overdue.due_soon(store, today),
    }


def run(listings: int = LISTINGS) -> None:
    for kind in kinds():
        with fresh(kind) as url, open_store(url) as first:
            filled(first, RUNS * 10)  # libraries are loaded, which is no part of a run
        with fresh(kind) as url, fresh(kind) as other, open_store(url) as store, open_store(other) as target:
            took = filled(store, listings)
            if kind == "postgres":
                with store.aside() as connection:
                    connection.exec_driver_sql("ANALYZE")  # as autovacuum does soon after
            written, spent = raw(store, target)
            with store.reading() as connection:
                alerts = connection.execute(select(func.count()).select_from(tables.alerts)).scalar_one()
            print(
                f"{kind}: {listings} listings, {alerts} alerts, {written} rows: {sum(took):.1f} s, {listings / sum(took):,.0f}/s;"
                f" raw executemany {spent:.1f} s, ratio {spent / sum(took):.2f}; last run {took[-1] / took[0]:.2f} x the first"
            )
            for name, ask in questions(store).items():
                ask()
                print(f"  {name}: {statistics.median(seconds(ask) for _ in range(ROUNDS)) * 1000:.1f} ms")


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
