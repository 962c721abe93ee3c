"""Volcengine: ``result[].utterances[]{text, start_time, end_time}``, times in ms; ``result`` may be one object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said, objects, records, stretch

NAME = "火山引擎（utterances）"


def said(document: object) -> Iterator[Said | Problem] | None:
    """What was said, or None for another form."""
    results = [result for part in objects(document) for result in _results(part)]
    parts = [result["utterances"] for result in results if isinstance(result.get("utterances"), list)]
    return _read(parts) if parts else None


def _results(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield part
    yield from objects(part.get("result"))
    yield from objects(part.get("resp"))


def _read(parts: list[object]) -> Iterator[Said | Problem]:
    for part in parts:
        for number, words in records(part):
            # A guess that the service took back later stands in the file as "definite": false.
            if words.get("definite") is not False:
                yield stretch(number, words.get("start_time"), words.get("end_time"), words.get("text"))
