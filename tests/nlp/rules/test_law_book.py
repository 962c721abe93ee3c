"""Citations by the day of observation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nlp.books.laws import citations, law_book
from nlp.marked_yaml import FileRefused


@pytest.mark.parametrize(
    ("on", "ids"),
    [
        (date(2025, 10, 14), ["FJ19-8"]),
        (date(2025, 10, 15), ["FJ-9"]),
        (date(2026, 1, 31), ["FJ-9"]),
        (date(2026, 2, 1), ["ZB-34", "FJ-9"]),
    ],
)
def test_row_in_force_is_picked(on: date, ids: list[str]) -> None:
    assert [row.id for row in citations(("ZB-34", "FJ-9", "FJ19-8", "unknown"), on)] == ids


@pytest.mark.parametrize(
    ("id", "on", "expected"),
    [
        ("FJ-9", date(2025, 10, 14), ["FJ19-8"]),
        ("FJ19-8", date(2025, 10, 15), ["FJ-9"]),
        ("SB-57", date(2026, 12, 31), ["SB-57"]),
        ("SB-57", date(2027, 1, 1), ["SB26-72"]),
        ("SB26-72", date(2026, 12, 31), ["SB-57"]),
        ("ZB-37", date(2026, 1, 31), []),
    ],
)
def test_a_row_stands_for_the_version_that_held_on_the_day(id: str, on: date, expected: list[str]) -> None:
    assert [row.id for row in citations((id,), on)] == expected


def test_conduct_seen_across_a_change_can_be_cited_for_both_days_from_the_rows_of_either() -> None:
    last = [row.id for row in citations(("ZB-34", "FJ-9"), date(2026, 2, 1))]
    assert [row.id for row in citations(last, date(2025, 10, 1))] == ["FJ19-8"]


def test_successor_of_a_row_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "laws.yml"
    path.write_text(
        "laws:\n  - {id: A, short: 甲, substance: 乙, from: 2020-01-01, verified: full, succeeds: B}\n",
        encoding="utf-8",
    )
    with pytest.raises(FileRefused, match=r"“A”接替的“B”不在表中"):
        law_book(path)


def test_every_row_is_printable_chinese_and_ends_after_it_begins() -> None:
    for row in law_book().values():
        assert row.short
        assert row.until is None or row.until > row.since
        assert row.succeeds is None or row.succeeds in law_book()


def test_unverified_row_is_never_returned(tmp_path: Path) -> None:
    path = tmp_path / "laws.yml"
    row = "{id: A, short: 甲, substance: 乙, from: 2020-01-01, verified: unchecked}"
    path.write_text(f"laws:\n  - {row}\n", encoding="utf-8")
    assert law_book(path)["A"].verified == "unchecked"
    shipped = [row for row in law_book().values() if row.verified == "unchecked"]
    printed = citations([row.id for row in shipped], date(2026, 11, 22))
    assert printed == ()


def test_row_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "laws.yml"
    row = "{id: A, short: 甲, substance: 乙, from: 2020-01-01, verified: full}"
    path.write_text(f"laws:\n  - {row}\n  - {row}\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"laws\.yml 第3行：编号“A”重复"):
        law_book(path)
