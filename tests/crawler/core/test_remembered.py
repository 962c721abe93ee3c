"""What a look remembers lies on disk: long looks need no more memory than short ones."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.frontier import Frontier
from crawler.health import Scope
from crawler.journal import Ask, Finished, Journal, Opened, Started
from crawler.listing import Listing
from crawler.remembered import Remembered
from crawler.source import Basis, Source
from crawler.staging import Staging

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SOURCE = Source("shop", "web", ("https://a.example/",), Basis("open_page"), hosts=("a.example",))
MIB = 1024 * 1024


@contextmanager
def growth() -> Iterator[Callable[[], int]]:
    """Bytes of Python objects at the peak, beyond those that were there before."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    try:
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("path", [None, "kept.db"])
def test_a_key_keeps_its_first_value_and_its_place(path: str | None, tmp_path: Path) -> None:
    kept = Remembered(tmp_path / path if path else None)
    assert [kept.add(b"b", b"1"), kept.add(b"a", b"2"), kept.add(b"b", b"3")] == [True, True, False]
    assert (kept.get(b"b"), kept.get(b"c")) == (b"1", None)
    assert list(kept.values()) == [b"1", b"2"]
    kept.close()
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_left_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_bytes(b"torn")
    kept = Remembered(tmp_path / "kept.db")
    assert kept.add(b"a")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nowhere.kept\.db"):
        Remembered(tmp_path / "nowhere" / "kept.db")


def test_a_frontier_holds_no_address_in_memory(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    with growth() as grown:
        for page in range(200):
            asks = (Ask(f"https://a.example/item/{page}-{n}?from=list", "parse_item", shop="s1") for n in range(50))
            assert len(frontier.ask(asks)[0]) == 50
            for _ in range(20):
                ask = frontier.next()
                assert ask is not None
                frontier.finish(ask.fingerprint, None)
        # w3lib and urllib keep a bounded number of addresses that they have taken apart.
        assert grown() < MIB
    assert sum(1 for _ in frontier.pending()) == 200 * 30


def test_sealing_holds_one_line_of_the_journal_at_a_time(tmp_path: Path) -> None:
    staging = Staging.new(tmp_path / "runs", SOURCE, AT)
    journal = Journal(staging.journal)
    asks = tuple(Ask(f"https://a.example/{n}", "parse_item") for n in range(1000))
    journal.write(Started(asks))
    for number, ask in enumerate(asks):
        one = Listing("web", str(number), title=f"银戒指{number}", description_text="足银素圈。" * 400)
        twice = (one, one) if number % 2 else (one,)
        journal.write(Finished(ask.fingerprint, ask.url, 0, read=True, seen=twice, walked=(Scope("s1"),)))
    journal.close()
    staging.warc.touch()
    with growth() as grown:
        run = staging.seal(SOURCE, finished_at=AT, interrupted="未看到")
        assert grown() < MIB < staging_size(run.path) / 3
    assert [listing.item_id for _, listing in run.listings()] == [str(n) for n in range(1000)]
    assert run.health.counts == {"pages": 1000, "listings": 1000, "refused": 0, "not_seen": 0}
    assert not staging.folder.exists()


def staging_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def test_an_opened_journal_alone_is_a_look_that_never_started(tmp_path: Path) -> None:
    staging = Staging.new(tmp_path / "runs", SOURCE, AT)
    assert isinstance(staging.opened, Opened)
    run = staging.seal(SOURCE, finished_at=AT, interrupted="未看到")
    assert [(miss.what, miss.kind) for miss in run.health.not_seen] == [("shop", "interrupted")]
