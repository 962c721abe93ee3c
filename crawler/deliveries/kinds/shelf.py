"""Recorded shelves of live rooms: what stood on them, where and when, and what was said while it was explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.deliveries.delivery import Context, DeliveryRefused, Problem, Row, session_name
from crawler.deliveries.encoding import encoding_of
from crawler.deliveries.shelves.ledger import MOST_ITEMS, Ledger
from crawler.deliveries.shelves.recording import is_recording, payloads
from crawler.deliveries.shelves.seen import Bad, Session, Shown
from crawler.deliveries.shelves.telling import rows
from crawler.deliveries.shelves.words import in_order
from crawler.listing import Utterance

NAME = "shelf"
SUFFIXES = (".json", ".jsonl", ".ndjson")

_LONGEST = 64 * 1024 * 1024  # bytes


def recognises(path: Path) -> bool:
    """True for a recording of shelf payloads; transcripts and listing lines share its suffixes."""
    try:
        return is_recording(path)
    except OSError:
        return False  # whoever reads it will say why it cannot be read


def read(path: Path, context: Context) -> Iterator[Row]:
    """A row per session and per item, after the whole recording was read: an item's places and the times of its
    explanation are known only at the end. A payload without a room belongs to the session that the recording
    names, else to a room called as the file is. Raises DeliveryRefused where no payload can be read.
    """
    if path.stat().st_size > _LONGEST:
        raise DeliveryRefused(path.name, f"文件过大（超过 {_LONGEST // 1024 // 1024} MiB）")
    ledger, problems, untimed, known = Ledger(), list[Row](), False, 0
    room, name = None, session_name(path, context)
    for payload in payloads(path.read_text(encoding_of(path), errors="replace").lstrip("\ufeff")):
        if payload.said is None:
            problems.append(Row(payload.row, None, (Problem(payload.row, "", payload.why),)))
            continue
        known += 1
        shown: list[Shown] = []
        for one in payload.said:
            if isinstance(one, Session):
                ledger.session(one)
                room = one.room_id
            elif isinstance(one, Bad):
                bad = Problem(payload.row, one.field, one.reason, "damaged_id" if one.damaged else "bad_row")
                problems.append(Row(payload.row, None, (bad,)))
            else:
                shown.append(one if one.at or not payload.at else replace(one, at=payload.at))
        untimed |= any(one.explaining and one.at is None for one in shown)
        ledger.payload(payload.row, [(one.room_id or payload.room or room or name, one) for one in shown])
    if not known:
        raise DeliveryRefused(path.name, problems[0].problems[0].reason if problems else "文件为空")
    yield from problems
    yield from rows(ledger, context, _speech(name, context))
    yield from _remarks(ledger, untimed)


def _speech(name: str, context: Context) -> Callable[[str], tuple[Utterance, ...]]:
    """What was said in a room: the transcript is called as the room's id, or as the recording."""

    @cache
    def said(room: str) -> tuple[Utterance, ...]:
        asked = context.speech
        found = (asked(room) or asked(name)) if asked else ()
        return in_order(found)

    return said


def _remarks(ledger: Ledger, untimed: bool) -> Iterator[Row]:
    reasons = []
    if untimed:
        reasons.append('讲解消息没有时间，讲解时段未知（每行写成 {"at": 时间, "payload": …} 可带时间）')
    timed = any(item.windows or item.started for item in ledger.items.values())
    if timed and not any(session.started_at for session in ledger.sessions.values()):
        reasons.append("没有开播时间（session.started_at），讲解时段无法与口播对应")
    if ledger.full:
        reasons.append(f"商品超过 {MOST_ITEMS} 件，此后新出现的未读")
    for reason in reasons:
        yield Row(0, None, (Problem(0, "", reason),), remark=True)
