"""SRT and WebVTT subtitles as stretches of speech; a broken block costs itself alone."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.deliveries.delivery import Problem
from crawler.deliveries.transcripts.said import Said


def srt_said(text: str) -> Iterator[Said | Problem]:
    """Every cue of an SRT file in order."""
    import srt

    at = 0
    while at < len(text):
        try:
            for cue in srt.parse(text[at:]):
                yield Said(_ms(cue.start.total_seconds()), _ms(cue.end.total_seconds()), cue.content)
        except srt.SRTParseError as error:
            yield Problem(
                _line(text, at + error.expected_start), "", "不是有效的 SRT 字幕", raw=error.unmatched_content
            )
            at += max(error.actual_start, 1)
        except ValueError as error:
            yield Problem(_line(text, at), "", f"此后的字幕无法读取（{error}）")
            return
        else:
            return


def vtt_said(text: str) -> Iterator[Said | Problem]:
    """Every cue of a WebVTT file in order."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError
    from webvtt.models import Timestamp

    try:
        cues = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError, ValueError):
        yield Problem(1, "", "不是有效的 WebVTT 字幕（首行应为 WEBVTT）", raw=text[:80])
        return
    for cue in cues:
        yield Said(
            _clock_ms(Timestamp.from_string(cue.start).to_tuple()),
            _clock_ms(Timestamp.from_string(cue.end).to_tuple()),
            cue.text,
        )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _clock_ms(clock: tuple[int, int, int, int]) -> int:
    hours, minutes, seconds, milliseconds = clock
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
