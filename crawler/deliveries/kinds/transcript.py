"""Transcripts: SRT and WebVTT subtitles of a session become one Listing that carries the speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.deliveries.delivery import Context, DeliveryRefused, Problem, Row
from crawler.deliveries.encoding import encoding_of, undecoded
from crawler.listing import Listing, Room, Utterance

NAME = "transcript"
SUFFIXES = (".srt", ".vtt")

Cue = tuple[int, int, str]  # start ms, end ms, words

_LONGEST = 64 * 1024 * 1024  # bytes; a day of speech is below 2 MiB


def read(path: Path, context: Context) -> Iterator[Row]:
    """One Row: the whole session. Its item id is the file's name, so that a corrected file is the same item.

    Cues without words are dropped; a cue that ends before it starts, or whose bytes cannot be decoded,
    is kept aside with its number.
    """
    if path.stat().st_size > _LONGEST:
        raise DeliveryRefused(path.name, f"文件过大（超过 {_LONGEST // 1024 // 1024} MiB）")
    text = path.read_text(encoding_of(path), errors="surrogateescape")
    speech: list[Utterance] = []
    problems: list[Problem] = []
    for number, cue in enumerate(_vtt_cues(text) if path.suffix.lower() == ".vtt" else _srt_cues(text), 1):
        if isinstance(cue, Problem):
            problems.append(cue)
        elif cue[2].strip():
            start, end, words = cue
            if undecoded(words):
                raw = words.encode("utf-8", "backslashreplace").decode()
                problems.append(Problem(number, f"第{number}条字幕", "文字编码损坏", "wrong_encoding", raw))
            elif end < start:
                problems.append(Problem(number, f"第{number}条字幕", "结束时间早于开始时间", raw=words))
            else:
                speech.append(Utterance(start_ms=start, end_ms=end, text=words.strip()))
    if not speech:
        why = f"第 {problems[0].row} 行：{problems[0].reason}" if problems else "没有任何字幕"
        raise DeliveryRefused(path.name, f"没有读到可用的字幕（{why}）")
    listing = Listing(
        platform=context.platform,
        item_id=path.stem,
        speech=tuple(speech),
        room=Room(id=path.stem),
        shop=context.shop,
        source=context.provenance(NAME, 1),
    )
    yield Row(1, listing, tuple(problems))


def _srt_cues(text: str) -> Iterator[Cue | Problem]:
    import srt

    at = 0
    while at < len(text):
        try:
            for cue in srt.parse(text[at:]):
                yield _ms(cue.start.total_seconds()), _ms(cue.end.total_seconds()), cue.content
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


def _vtt_cues(text: str) -> Iterator[Cue | Problem]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError
    from webvtt.models import Timestamp

    try:
        cues = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError, ValueError):
        yield Problem(1, "", "不是有效的 WebVTT 字幕（首行应为 WEBVTT）", raw=text[:80])
        return
    for cue in cues:
        yield (
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
