"""A few random kills with every test run; ``make chaos`` does two hundred."""

from __future__ import annotations

from pathlib import Path
from random import Random

from alerts.store import open_store
from tests.chaos.kills import chaos, table
from tests.chaos.standing import Books, when_done
from tests.chaos.work import Receiver, planned


def test_killed_anywhere_nothing_is_lost_and_nothing_there_twice(url: str, tmp_path: Path) -> None:
    rows = chaos("any", url, 6, 20261122, tmp_path)
    assert [one for row in rows for one in row.wrong] == [], table(rows)
    assert sum(row.points for row in rows) == 6
    assert sum(row.points - row.finished for row in rows) >= 3


def test_the_books_see_what_is_lost(url: str, tmp_path: Path) -> None:
    receiver, books = Receiver(tmp_path / "received"), Books()
    with open_store(url) as store:
        work = planned("intake", 0, receiver, store, Random(1))
        assert when_done(store, work, books, receiver) != []
        work.do(store)
        assert when_done(store, work, books, receiver) == []
        sending = planned("outbox", 1, receiver, store, Random(1))
        assert "something was not told" in when_done(store, sending, books, receiver)
