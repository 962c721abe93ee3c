"""Windows: halves cover the whole, share no second, and end at one second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.api.windows import Window, window

START = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [1, 2, 3, 99, 100, 101])
def test_halves_cover_every_second_once(seconds: int) -> None:
    whole = Window(START, START + timedelta(seconds=seconds))
    halves = whole.halves()
    assert halves is not None
    first, second = halves
    assert first.since == whole.since
    assert second.until == whole.until
    assert second.since - first.until == timedelta(seconds=1)


def test_a_single_second_cannot_be_halved() -> None:
    assert Window(START, START).halves() is None


def test_a_window_holds_both_instants_in_whole_seconds() -> None:
    made = window(START + timedelta(milliseconds=300), START + timedelta(seconds=5, milliseconds=1))
    assert made == Window(START, START + timedelta(seconds=6))
