"""Whisper: ``segments[]{start, end, text, avg_logprob, no_speech_prob}``, times in seconds with a fraction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said, objects, records, stretch

NAME = "Whisper（segments）"

_SECOND = 1000  # ms
# Whisper's own defaults (no_speech_threshold, logprob_threshold): both passed, it takes a segment for silence.
_NO_SPEECH, _LOGPROB = 0.6, -1.0


def said(document: object) -> Iterator[Said | Problem] | None:
    """What was said, or None for another form. Words that Whisper itself takes for silence are kept aside."""
    parts = [part["segments"] for part in objects(document) if isinstance(part.get("segments"), list)]
    return _read(parts) if parts else None


def _read(parts: list[object]) -> Iterator[Said | Problem]:
    for part in parts:
        for number, segment in records(part):
            if _silence(segment):
                reason = f"识别程序认为这一段没有人说话（no_speech_prob {segment['no_speech_prob']:.2f}），不作为口播"
                yield Problem(number, f"第{number}句", reason, raw=str(segment.get("text"))[:500])
            else:
                yield stretch(number, segment.get("start"), segment.get("end"), segment.get("text"), _SECOND)


def _silence(segment: dict[str, Any]) -> bool:
    silent, likely = segment.get("no_speech_prob"), segment.get("avg_logprob")
    return _number(silent) > _NO_SPEECH and (likely is None or _number(likely) < _LOGPROB)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
