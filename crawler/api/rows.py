"""Rows of a list's answer, told apart from an answer that was not understood."""

from __future__ import annotations

from typing import Any

from crawler.api.record import Record


def rows_in(answer: Record, name: str, total: int | None = None) -> list[Any]:
    """The list in a field; an empty one only where the platform itself counts none (``total`` 0) or sends an empty list.

    Raises ValueError for anything else: read as an empty shop, it would make everything in that shop count as gone.
    """
    rows = answer.value.get(name)
    if isinstance(rows, list):
        return rows
    if rows is None and total == 0:
        return []
    raise ValueError(f"no list in {name}")
