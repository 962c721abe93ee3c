"""A month of the sample market, day by day: ``python -m tests.bench.month``. See tests/journeys/month.py."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from alerts import custody, queries
from alerts.learning.lessons import learn
from alerts.learning.precision import precision
from alerts.store import Store, open_store
from tests.databases import fresh
from tests.journeys.month import lived

LIVES = ("opened", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked")
_HEADS = ("listings", *LIVES, "decided", "overdue")


def run() -> None:
    with tempfile.TemporaryDirectory() as folder, fresh("sqlite") as url, open_store(url) as store:
        print("day         " + "".join(f"{name:>12}" for name in _HEADS))
        total: Counter[str] = Counter()
        for day in lived(store, Path(folder)):
            row = {name: int(getattr(day.summary, name)) for name in ("listings", *LIVES)}
            row.update(decided=day.decided, overdue=day.overdue)
            total.update({name: number for name, number in row.items() if name != "overdue"})
            print(f"{day.on}  " + "".join(f"{row[name]:>12}" for name in _HEADS), flush=True)
        print("in all      " + "".join(f"{total[name]:>12}" if name != "overdue" else " " * 12 for name in _HEADS))
        print(
            "at the end: " + ", ".join(f"{state} {number}" for state, number in queries.counts(store).items() if number)
        )
        for line in _trust(store):
            print(line)
        print(f"the record: {len(custody.verify(store))} breaks")


def _trust(store: Store) -> list[str]:
    """Per rule, what the scripted reviewer's decisions teach."""
    learn(store)
    return [
        f"  {one.rule}: {one.accepted} of {one.decided} accepted, calibrated {one.precision:.2f} ({one.low:.2f}-{one.high:.2f})"
        for one in precision(store)
    ]


if __name__ == "__main__":
    run()
