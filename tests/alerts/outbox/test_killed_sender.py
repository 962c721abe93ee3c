"""A sender killed anywhere: what was to be told is told, and twice only where nobody could know that it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from alerts import custody
from alerts.outbox.patience import LEASE
from alerts.outbox.recipient import Recipient
from alerts.outbox.sending import send
from alerts.outbox.standing import held, messages, unaddressed
from alerts.store import Store, open_store
from tests.alerts.channels.stand_ins import Service, http_service, opened
from tests.alerts.scenes import Ware, at, take

ROOT = Path(__file__).parents[3]
PEOPLE = tuple(Recipient(str(number), ("数据平台",)) for number in range(3))
KEY = "a key of twenty-four bytes"

CHILD = """
import os, signal, sys
from random import Random
from sqlalchemy import event
from alerts.outbox import sending
from alerts.store import open_store
from tests.alerts.outbox.test_killed_sender import PEOPLE, channel
from tests.alerts.scenes import at

url, port, place, nth = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
store, hits = open_store(url), 0

def die(here):
    global hits
    hits += here == place
    if hits == nth:
        os.kill(os.getpid(), signal.SIGKILL)

def executed(connection, cursor, statement, parameters, context, executemany):
    for table in ("occasions", "notices", "messages"):
        if statement.startswith((f"INSERT INTO {table}", f"UPDATE {table}")):
            die(table)

class Dying:
    inner = channel(port)
    def tell(self, message, now):
        die("claimed")
        self.inner.tell(message, now)
        die("taken")

event.listen(store.engine, "after_cursor_execute", executed)
event.listen(store.engine, "commit", lambda connection: die("commit"))
sending.send(store, PEOPLE, {"数据平台": Dying()}, lambda: at(0), Random(1))
"""

PLACES = [
    ("notices", 1), ("notices", 2), ("occasions", 1), ("messages", 1), ("messages", 3), ("commit", 1), ("messages", 5),
    ("commit", 2), ("claimed", 1), ("claimed", 3), ("taken", 1), ("taken", 2), ("messages", 6), ("commit", 3),
]  # fmt: skip
UNKNOWABLE = {("taken", 1), ("taken", 2), ("messages", 6), ("commit", 3)}
"""Killed after the channel took a message and before that was noted: nobody can know, so it is sent again."""


def channel(port: int):
    settings = {"address": "URL", "sign": "KEY", "allow": [f"127.0.0.1:{port}"]}
    return opened("webhook", settings, URL=f"http://127.0.0.1:{port}/", KEY=KEY)


@pytest.fixture(scope="module")
def listener():
    with http_service() as service:
        yield service


@pytest.mark.parametrize(("place", "nth"), PLACES, ids=[f"{place}-{nth}" for place, nth in PLACES])
def test_killed_and_done_again(url: str, listener: Service, place: str, nth: int) -> None:
    listener.received.clear()
    with open_store(url) as store:
        take(store, 0, Ware("1"), Ware("2"))
        child = subprocess.run(
            [sys.executable, "-c", CHILD, url, str(listener.port), place, str(nth)],
            cwd=ROOT, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert child.returncode == -signal.SIGKILL, child.stderr.decode()
        for later in (timedelta(), LEASE, 2 * LEASE):
            send(store, PEOPLE, {"数据平台": channel(listener.port)}, lambda later=later: at(0) + later, Random(1))
        _all_told(store)
        heard = Counter(one.headers["webhook-id"] for one in listener.received)
        by_whom = {one.headers["webhook-id"]: one.json()["data"]["recipient"] for one in listener.received}
        assert sorted(by_whom.values()) == ["0", "1", "2"]
        assert sorted(heard.values()) == ([1, 1, 2] if (place, nth) in UNKNOWABLE else [1, 1, 1])
        bodies = {one.headers["webhook-id"]: one.body for one in listener.received}
        assert all(bodies[one.headers["webhook-id"]] == one.body for one in listener.received)


def _all_told(store: Store) -> None:
    assert [one.state for one in messages(store)] == ["told"] * 3
    assert (held(store), unaddressed(store)) == ((), 0)
    assert custody.verify(store) == ()
