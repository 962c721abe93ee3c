"""kill -9 at random points of intake, review and sending, over one memory that goes on: ``make chaos``.

``python -m tests.chaos.kills [--points 200] [--seed N]``; on SQLite, and on PostgreSQL where ZUANJIAN_TEST_POSTGRES_URL
names a server. After each kill the record is verified, the work done again, and everything counted against books kept
beside the memory. A message may be received twice only where the sender died between the channel's taking it and
noting so; it is then received exactly twice. Ends with 1 when anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from alerts import custody
from alerts.store import open_store
from tests.chaos.killing import Size, killed, measured
from tests.chaos.standing import Books, after_kill, when_done
from tests.chaos.work import PHASES, Phase, Receiver, planned
from tests.databases import fresh, kinds


@dataclass
class Row:
    """One line of the table."""

    kind: str
    phase: Phase
    points: int = 0
    finished: int = 0  # were through before the kill came
    twice: int = 0  # messages at the documented point
    wrong: list[str] = field(default_factory=list)


def chaos(kind: str, url: str, points: int, seed: int, folder: Path) -> list[Row]:
    """Kill ``points`` pieces of work; one row for each phase."""
    chance, receiver, books = Random(seed), Receiver(folder / f"received-{kind}"), Books()
    rows = {phase: Row(kind, phase) for phase in PHASES}
    sizes: dict[tuple[Phase, bool], Size] = {}
    number = 0
    while sum(row.points for row in rows.values()) < points:
        phase = PHASES[number % len(PHASES)]
        row, before = rows[phase], len(books.twice)
        with open_store(url) as store:
            work = planned(phase, number, receiver, store, chance)
        number += 1
        size = sizes.get((phase, work.bulk))
        if size is None:
            sizes[phase, work.bulk] = measured(url, work)
        else:
            row.points += 1
            row.finished += not killed(url, work, size, chance)
        with open_store(url) as store:
            wrong = after_kill(store, work, books, receiver)
            work.again(store)
            wrong += when_done(store, work, books, receiver)
        row.twice += len(books.twice) - before
        row.wrong += [f"{kind} {phase} {number - 1}: {one}" for one in wrong]
    with open_store(url) as store:
        rows["intake"].wrong += [f"{kind}, at the end: {one}" for one in custody.verify(store)]
    return list(rows.values())


def table(rows: list[Row]) -> str:
    """The rows for a person."""
    head = f"{'database':<10}{'killed in':<10}{'points':>7}{'killed':>8}{'through':>9}{'sent twice*':>13}{'wrong':>7}"
    lines = [
        f"{row.kind:<10}{row.phase:<10}{row.points:>7}{row.points - row.finished:>8}{row.finished:>9}{row.twice:>13}{len(row.wrong):>7}"
        for row in rows
    ]
    return "\n".join([head, *lines, "* killed between the channel's taking a message and noting so"])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.kills")
    parser.add_argument("--points", type=int, default=200, help="kills on each database")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked = parser.parse_args(arguments)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds():
            with fresh(kind) as url:
                rows += chaos(kind, url, asked.points, asked.seed, Path(folder))
    print(f"kill -9, seed {asked.seed}")
    print(table(rows))
    wrong = Counter(one for row in rows for one in row.wrong)
    for one in wrong:
        print(f"WRONG {one}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
