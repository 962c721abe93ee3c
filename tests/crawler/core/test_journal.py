"""The journal and the frontier: what a killed crawl remembers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.frontier import Frontier
from crawler.health import NotSeen
from crawler.journal import Ask, Finished, Journal, Opened, Started, read_journal
from crawler.listing import Listing

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
A, B = Ask("https://a.example/1", "parse"), Ask("https://a.example/2", "parse_item", {"n": 1}, shop="s1")
ENTRIES = [
    Opened("shop-1", "shop", "00", AT, "web"),
    Started((A,)),
    Finished(A.fingerprint, A.url, 40, read=True, status=200, follows=(B,)),
    Finished(B.fingerprint, B.url, 90, read=True, status=200, seen=(Listing("web", "1", title="银戒指"),)),
]


def written(folder: Path) -> tuple[Path, Path]:
    journal, warc = folder / "journal.jsonl", folder / "pages.warc.gz"
    writer = Journal(journal)
    for entry in ENTRIES:
        writer.write(entry)
    writer.close()
    warc.write_bytes(b"w" * 100)
    return journal, warc


def test_a_journal_cut_anywhere_keeps_its_whole_lines(tmp_path: Path) -> None:
    journal, warc = written(tmp_path)
    whole = journal.read_bytes()
    assert list(read_journal(journal, warc)) == ENTRIES
    assert warc.stat().st_size == 90
    for length in range(len(whole)):
        journal.write_bytes(whole[:length])
        warc.write_bytes(b"w" * 100)
        lines = whole[:length].count(b"\n")
        assert list(read_journal(journal, warc)) == ENTRIES[:lines]
        assert journal.read_bytes() == whole[: whole.rfind(b"\n", 0, length) + 1]
        assert warc.stat().st_size == {0: 0, 1: 0, 2: 0, 3: 40}[lines]


@pytest.mark.parametrize(("there", "kept"), [(89, 3), (90, 4), (39, 2), (0, 2)])
def test_a_line_that_counts_on_lost_evidence_is_not_believed(there: int, kept: int, tmp_path: Path) -> None:
    journal, warc = written(tmp_path)
    warc.write_bytes(b"w" * there)
    assert list(read_journal(journal, warc)) == ENTRIES[:kept]


def test_pending_is_what_was_asked_and_has_no_outcome() -> None:
    assert list(Frontier.rebuilt(ENTRIES[:2]).pending()) == [A]
    assert list(Frontier.rebuilt(ENTRIES[:3]).pending()) == [B]
    assert list(Frontier.rebuilt(ENTRIES).pending()) == []


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Ask("https://A.example/1?b=2&a=1#top", "parse"), True),
        (Ask("https://a.example/1?a=1&b=2", "parse_item", shop="s9"), True),
        (Ask("https://a.example/1?a=1&b=3", "parse"), False),
        (Ask("https://a.example/1?a=1&b=2", "parse", method="POST"), False),
        (Ask("https://a.example/1?a=1&b=2", "parse", body="x"), False),
    ],
)
def test_the_same_question_is_asked_once(other: Ask, same: bool) -> None:
    frontier = Frontier()
    frontier.ask([Ask("https://a.example/1?a=1&b=2", "parse")])
    new, _ = frontier.ask([other])
    assert (new == []) is same


@pytest.mark.parametrize("second_asks_late", [False, True])
def test_a_failure_is_told_to_every_shelf_that_needed_the_page(second_asks_late: bool) -> None:
    frontier = Frontier()
    mine = Ask("https://a.example/x", "parse", shop="s1")
    theirs = Ask("https://a.example/x", "parse", shop="s2", room="r2")
    failure = NotSeen(mine.url, "timeout", "等待响应超时", shop="s1")
    frontier.ask([mine])
    if not second_asks_late:
        frontier.ask([theirs])
    told = frontier.finish(mine.fingerprint, failure)
    _, later = frontier.ask([theirs, theirs])
    assert {(miss.shop, miss.room) for miss in (*told, *later)} == {("s1", None), ("s2", "r2")}
    assert len(told) + len(later) == 2


def test_a_rebuilt_frontier_remembers_failures() -> None:
    failed = Finished(B.fingerprint, B.url, 90, read=False, missed=(NotSeen(B.url, "timeout", "等待响应超时", "s1"),))
    frontier = Frontier.rebuilt([*ENTRIES[:3], failed])
    new, told = frontier.ask([Ask(B.url, "parse_item", shop="s2")])
    assert new == []
    assert told == [NotSeen(B.url, "timeout", "等待响应超时", "s2")]
