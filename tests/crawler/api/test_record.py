"""Record: what is understood is read exactly, what is not is signalled once and never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.api.record import Record


@pytest.mark.parametrize(
    ("value", "read", "signals"),
    [
        ("  钻戒 ", "钻戒", 0),
        (3600000000000000001, "3600000000000000001", 0),
        (3.6e18, None, 1),
        (True, None, 1),
        (["x"], None, 1),
        ("", None, 0),
        ("  ", None, 0),
        (None, None, 0),
    ],
)
def test_text(value: Any, read: str | None, signals: int) -> None:
    record = Record({"a": value})
    assert record.text("a") == read
    assert len(record.unknown) == signals


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("5.00", 500), (5, 500), (5.5, 550), ("0", 0), ("0.01", 1), ("0.001", None), ("-1", None), ("1e400", None),
        ("NaN", None), ("Infinity", None), ("面议", None), (True, None), ("", None), ("92233720368547758.08", None),
    ],
)  # fmt: skip
def test_yuan(value: Any, fen: int | None) -> None:
    assert Record({"a": value}).yuan("a") == fen


@pytest.mark.parametrize(
    ("value", "whole"), [("12", 12), (12, 12), (-1, None), ("1.2", None), (1.0, None), (2**63, None), ("²", None)]
)
def test_whole(value: Any, whole: int | None) -> None:
    assert Record({"a": value}).whole("a") == whole


def test_the_first_field_that_holds_anything_is_read() -> None:
    assert Record({"a": "", "b": "有"}).text("a", "b") == "有"


def test_a_code_that_the_documents_do_not_have_is_signalled_once() -> None:
    record = Record({"status": 9})
    assert [record.one_of("status", {"0": "on"}, "unknown") for _ in range(2)] == ["unknown", "unknown"]
    assert record.unknown == ["status=9"]


def test_lists_give_what_they_should_hold_and_name_the_rest() -> None:
    record = Record({"a": [{"b": 1}, "x", None], "c": "no list"})
    assert [inner.whole("b") for inner in record.records("a")] == [1]
    assert list(record.records("c")) == []
    assert [signal.partition("=")[0] for signal in record.unknown] == ["a", "a", "c"]


@pytest.mark.parametrize("packed", ["{", "[" * 10_000 + "]" * 10_000, "3"])
def test_json_inside_json_that_cannot_be_read_is_signalled(packed: str) -> None:
    record = Record({"a": packed})
    assert dict(record.inner("a").value) == {}
    assert len(record.unknown) == 1


def test_what_is_no_object_reads_as_an_empty_one() -> None:
    record = Record(["x"])
    assert record.text("a") is None
    assert record.unknown == ["object=['x']"]


def test_what_is_nested_too_deep_to_be_written_is_named() -> None:
    value: Any = "底"
    for _ in range(5000):
        value = [value]
    record = Record({"a": value})
    assert record.one_of("a", {"1": "one"}, "none") == "none"
    assert (record.text("a"), record.whole("a"), record.yuan("a")) == (None, None, None)
    assert record.unknown == ["a=<list>"]
