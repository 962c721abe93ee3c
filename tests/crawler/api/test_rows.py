"""Rows: an answer that was not understood is never an empty shop."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.api.record import Record
from crawler.api.rows import rows_in


@pytest.mark.parametrize(
    ("answer", "total", "rows"),
    [({"items": [1, 2]}, 2, [1, 2]), ({"items": []}, None, []), ({}, 0, []), ({"items": None}, 0, [])],
)
def test_rows_are_what_the_platform_sends(answer: dict[str, Any], total: int | None, rows: list[Any]) -> None:
    assert rows_in(Record(answer), "items", total) == rows


@pytest.mark.parametrize(
    ("answer", "total"),
    [({}, None), ({}, 3), ({"items": {}}, 0), ({"items": "[]"}, 0), ({"rows": []}, None), (None, None)],
)
def test_anything_else_is_a_page_that_could_not_be_read(answer: Any, total: int | None) -> None:
    with pytest.raises(ValueError, match="items"):
        rows_in(Record(answer), "items", total)
