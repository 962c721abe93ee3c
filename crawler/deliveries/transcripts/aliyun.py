"""Aliyun: ``output.sentence{begin_time, end_time, text}``, one event each, or ``transcripts[].sentences[]``; ms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said, objects, records, stretch

NAME = "阿里云（output.sentence）"


def said(document: object) -> Iterator[Said | Problem] | None:
    """What was said, or None for another form."""
    sentences = [sentence for part in objects(document) for sentence in _sentences(part)]
    return _read(sentences) if sentences else None


def _sentences(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for holder in (part, part.get("payload")):
        output = holder.get("output") if isinstance(holder, dict) else None
        if isinstance(output, dict):
            yield from objects(output.get("sentence"))
    for _, transcript in records(part.get("transcripts")):
        yield from (sentence for _, sentence in records(transcript.get("sentences")))


def _read(sentences: list[dict[str, Any]]) -> Iterator[Said | Problem]:
    for number, sentence in enumerate(sentences, 1):
        # While a sentence is being spoken the service repeats it without an end; only its last word counts.
        if sentence.get("end_time") is not None and sentence.get("sentence_end") is not False:
            yield stretch(number, sentence.get("begin_time"), sentence["end_time"], sentence.get("text"))
