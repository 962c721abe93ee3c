"""Which records of a run's WARC go into a pack, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence import Archive, Exchange
from reports.evidence_pack import records
from reports.evidence_pack.records import Record, Wanted, copy_records
from tests.reports.evidence_pack.packs import exchange


def copied(folder: Path, wanted: Wanted, *exchanges: Exchange) -> list[Record]:
    archive = Archive(folder / "pages.warc.gz", "test")
    for one in exchanges:
        archive.write(one)
    archive.close()

    @contextmanager
    def writing(name: str) -> Iterator[IO[bytes]]:
        with (folder / name).open("wb") as file:
            yield file

    return copy_records(folder / "pages.warc.gz", wanted, "out", writing)


def told(found: list[Record]) -> list[tuple[str, str]]:
    return [(one.kind, one.url.removeprefix("https://shop.example/")) for one in found]


def page(name: str, body: bytes = b"x") -> Exchange:
    return exchange(f"https://shop.example/{name}", 0, body)


def redirect(name: str, to: str) -> Exchange:
    return replace(page(name, b""), status=302, headers=(("Location", to),))


def test_the_hops_that_led_to_an_answer_come_with_it(tmp_path: Path) -> None:
    wanted = page("c")
    found = copied(
        tmp_path, Wanted(frozenset({wanted.record_id})), redirect("x", "/y"), page("other"), redirect("a", "/b"),
        redirect("b", "https://shop.example/c"), wanted, page("d"),
    )  # fmt: skip
    assert told(found) == [(kind, name) for name in "abc" for kind in ("response", "request")]


def test_hops_that_led_elsewhere_stay_out(tmp_path: Path) -> None:
    wanted = page("c")
    found = copied(
        tmp_path, Wanted(frozenset({wanted.record_id})), redirect("a", "/b"), redirect("q", "http://[bad"), wanted
    )
    assert told(found) == [("response", "c"), ("request", "c")]


def test_an_answer_that_nothing_changed_comes_with_the_page_it_stands_for(tmp_path: Path) -> None:
    then = page("a")
    now = replace(page("a", b""), status=304, unchanged=then.earlier())
    found = copied(tmp_path, Wanted(frozenset({then.record_id})), then, now, page("b"))
    assert told(found) == [("response", "a"), ("request", "a"), ("revisit", "a"), ("request", "a")]


def test_records_are_copied_byte_for_byte_into_parts_that_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LARGEST_PART", 1500)
    pages = [page(str(n), bytes([n]) * 2000) for n in range(6)]
    found = copied(tmp_path, Wanted(frozenset(one.record_id for one in pages)), *pages)
    files = sorted({one.file for one in found})
    assert len(files) > 1
    whole = (tmp_path / "pages.warc.gz").read_bytes()
    for name in files:
        with (tmp_path / name).open("rb") as file:
            kinds = [one.rec_type for one in ArchiveIterator(file)]
        assert kinds[0] == "warcinfo"
        assert kinds[1::2] == ["response"] * (len(kinds) // 2)
        assert kinds[2::2] == ["request"] * (len(kinds) // 2)
    assert sum((tmp_path / name).stat().st_size for name in files) > len(whole)
    assert all(len(one.sha256) == 64 for one in found)
