"""One stretch of speech as a service states it, checked: times in ms from the start of the session."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from crawler.deliveries.delivery import Problem

_LONGEST_SESSION = 7 * 24 * 3_600_000  # ms; what lies beyond is another unit (µs) or a date
_KEPT_RAW = 500  # characters of a refused stretch that are kept


class Said(NamedTuple):
    """``start`` and ``end`` in ms."""

    start: int
    end: int
    words: str


def milliseconds(value: object, unit: float = 1) -> int | None:
    """A stated time as whole ms; ``unit`` is ms per stated unit. None for what is no time of a session."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        time = float(value) * unit
    except ValueError:
        return None
    return round(time) if math.isfinite(time) and 0 <= time <= _LONGEST_SESSION else None


def stretch(number: int, start: object, end: object, words: object, unit: float = 1) -> Said | Problem:
    """One stretch as stated; without readable times or words it is a Problem that keeps what stood there."""
    place = f"第{number}句"
    if not isinstance(words, str):
        return Problem(number, place, "没有文字，或文字不是字符串", raw=repr(words)[:_KEPT_RAW])
    begin, finish = milliseconds(start, unit), milliseconds(end, unit)
    if begin is None or finish is None:
        told = f"起止时间（{str(start)[:20]}、{str(end)[:20]}）无法读取"
        return Problem(number, place, told, raw=words[:_KEPT_RAW])
    return Said(begin, finish, words)


def records(values: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON list with their number from 1; anything else in it is passed over."""
    for number, value in enumerate(values if isinstance(values, list) else (), 1):
        if isinstance(value, dict):
            yield number, value


def objects(document: object) -> Iterator[dict[str, Any]]:
    """The document itself, or the objects of the list that it is: exports of several parts, or of events."""
    if isinstance(document, dict):
        yield document
    else:
        for _, value in records(document):
            yield value
