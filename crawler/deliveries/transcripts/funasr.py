"""FunASR: ``sentence_info[]{text, start, end, spk}``, times in ms; the whole may be a list of such results."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said, objects, records, stretch

NAME = "FunASR（sentence_info）"


def said(document: object) -> Iterator[Said | Problem] | None:
    """What was said, or None for another form."""
    parts = [part["sentence_info"] for part in objects(document) if isinstance(part.get("sentence_info"), list)]
    return _read(parts) if parts else None


def _read(parts: list[object]) -> Iterator[Said | Problem]:
    for part in parts:
        for number, sentence in records(part):
            yield stretch(number, sentence.get("start"), sentence.get("end"), sentence.get("text"))
