"""A program killed in the middle of an intake: nothing half-done, and the same command again does it all."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from alerts import custody, queries
from alerts.store import Store, open_store
from tests.alerts.scenes import Ware, take

ROOT = Path(__file__).parents[2]

CHILD = """
import os, signal, sys
from sqlalchemy import event
from alerts.store import open_store
from tests.alerts.scenes import Ware, take

url, table, nth = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
hits = 0

def die(connection, cursor, statement, parameters, context, executemany):
    global hits
    hits += (table == "commit") or (table in statement and statement.startswith(("INSERT", "UPDATE")))
    if hits == nth:
        os.kill(os.getpid(), signal.SIGKILL)

def die_before_commit(connection):
    os.kill(os.getpid(), signal.SIGKILL)

if table == "commit":
    event.listen(store.engine, "commit", lambda connection: die_before_commit(connection))
else:
    event.listen(store.engine, "after_cursor_execute", die)
take(store, 1, *(Ware(str(number), sale_fen=1) for number in range(1010)), Ware("new"))
"""

POINTS = [
    ("runs", 1),
    ("observations", 1),
    ("observations", 2),
    ("custody", 1),
    ("alerts", 2),
    ("sightings", 2),
    ("occasions", 1),
    ("commit", 1),
]


@pytest.mark.parametrize(("table", "nth"), POINTS, ids=[f"{table}-{nth}" for table, nth in POINTS])
def test_kill_in_the_middle_then_again(url: str, table: str, nth: int) -> None:
    with open_store(url) as store:
        take(store, 0, *(Ware(str(number)) for number in range(510)))
        before = _everything(store)
    child = subprocess.run(
        [sys.executable, "-c", CHILD, url, table, str(nth)], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    with open_store(url) as store:
        assert _everything(store) == before
        done = take(store, 1, *(Ware(str(number), sale_fen=1) for number in range(1010)), Ware("new"))
        assert (done.opened, done.changed, done.already_taken) == (501, 510, False)
        assert take(store, 1).already_taken
        assert len(queries.history(store, "douyin", "s1", "7")) == 2
        assert custody.verify(store) == ()


def _everything(store: Store) -> dict[str, int]:
    tables = ("runs", "items", "contents", "observations", "alerts", "sightings", "episodes", "custody", "occasions")
    with store.reading() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
            for table in tables
        }
