"""Transcripts of a session become one Listing that carries the speech: SRT, WebVTT, or a recognition service's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.deliveries.delivery import Context, DeliveryRefused, Problem, Row, session_name
from crawler.deliveries.encoding import encoding_of
from crawler.deliveries.transcripts.recognised import recognised
from crawler.deliveries.transcripts.said import Said
from crawler.deliveries.transcripts.subtitles import srt_said, vtt_said
from crawler.listing import Listing, Room, Utterance

NAME = "transcript"
SUFFIXES = (".srt", ".vtt", ".json")

_LONGEST = 64 * 1024 * 1024  # bytes; a day of speech is below 2 MiB, with every word timed below 40 MiB
_LONG = 60_000  # ms; nobody speaks a sentence of a minute: words in it cannot be placed in time
_KEPT_RAW = 2_000  # characters of a named stretch that are kept for the receipt


def read(path: Path, context: Context) -> Iterator[Row]:
    """One Row: the whole session. Its item id is the file's name, so that a corrected file is the same item.

    The content decides the form, not the name. Stretches without words are dropped; one that ends before it
    starts, has no readable time or was not in the file's encoding is kept aside with its number; one without
    length or longer than a minute is kept and named. Raises DeliveryRefused where nothing was said.
    """
    if path.stat().st_size > _LONGEST:
        raise DeliveryRefused(path.name, f"文件过大（超过 {_LONGEST // 1024 // 1024} MiB）")
    text = path.read_text(encoding_of(path), errors="replace")
    speech: list[Utterance] = []
    problems: list[Problem] = []
    for number, said in enumerate(_said(path, text), 1):
        if isinstance(said, Problem):
            problems.append(said)
        elif said.words.strip():
            kept, complaint = _checked(number, said)
            speech += [kept] if kept else []
            problems += [complaint] if complaint else []
    if not speech:
        place = problems[0].field or f"第 {problems[0].row} 行" if problems else ""
        why = f"{place}：{problems[0].reason}" if problems else "没有任何字幕"
        raise DeliveryRefused(path.name, f"没有读到可用的字幕（{why}）")
    name = session_name(path, context)
    listing = Listing(
        platform=context.platform,
        item_id=name,
        speech=tuple(speech),
        room=Room(id=name),
        shop=context.shop,
        source=context.provenance(NAME, 1),
    )
    yield Row(1, listing, tuple(problems))


def _said(path: Path, text: str) -> Iterator[Said | Problem]:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return recognised(path.name, text.lstrip("\ufeff"))
    if start.startswith("WEBVTT") or path.suffix.lower() == ".vtt":
        return vtt_said(text)
    if path.suffix.lower() == ".json":
        raise DeliveryRefused(path.name, "不是有效的 JSON（应以 { 或 [ 开头）")
    return srt_said(text)


def _checked(number: int, said: Said) -> tuple[Utterance | None, Problem | None]:
    """The utterance, or None when it cannot be used; and what is wrong with it."""
    place, words = f"第{number}句", said.words.strip()
    raw = words[:_KEPT_RAW]
    if "\ufffd" in words:
        return None, Problem(number, place, "文字编码损坏", "wrong_encoding", raw)
    if said.end < said.start:
        return None, Problem(number, place, "结束时间早于开始时间", raw=raw)
    utterance = Utterance(start_ms=said.start, end_ms=said.end, text=words)
    if said.end == said.start:
        return utterance, Problem(number, place, "时长为零，只知道开始时间", raw=raw)
    if said.end - said.start > _LONG:
        reason = f"这一句长达 {(said.end - said.start) / 1000:.0f} 秒，其中的话只能粗略定位"
        return utterance, Problem(number, place, reason, raw=raw)
    return utterance, None
