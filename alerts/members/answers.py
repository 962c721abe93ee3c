"""Answers: what a shop says to a notice, with files. Its own alerts only; a word moves no state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from alerts import tables
from alerts.deciding import Docket
from alerts.identity import public_id
from alerts.ledger import Standing
from alerts.members.files import MOST_FILES, Incoming, keep
from alerts.members.shop import Member, own, own_notice
from alerts.members.values import ANSWERS, Answer, AnswerKind, KeptFile
from alerts.moves import MEMBER, MoveRefused, Said, require_plain
from alerts.store import Store
from alerts.vouched import ANSWER

MOST_ANSWERS = 20
"""Answers to one notice."""


def answer(
    store: Store,
    member: Member,
    notice_id: str,
    kind: AnswerKind,
    words: str,
    actor: str,
    at: datetime,
    *,
    ids: Sequence[str] = (),
    files: Sequence[Incoming] = (),
    folder: Path | None = None,
) -> Answer:
    """Take down what ``member`` answers about some alerts of a notice (``ids`` empty: all of them).

    ``corrected`` marks each alert that still waits as declared, for the next look to check; the other kinds await a
    ruling. Files are kept in ``folder``. Raises MoveRefused, with nothing taken down, for a notice or an alert of
    somebody else, for what cannot be kept, and where the word can change nothing any more.
    """
    if kind not in ANSWERS:
        raise MoveRefused(f"没有“{kind}”这一类答复，可选：{'、'.join(ANSWERS)}")
    said = Said(move="declare", actor=actor, at=at, role=MEMBER, reason=words)
    require_plain(said)
    if kind != "corrected" and not words.strip():
        raise MoveRefused(f"{ANSWERS[kind]}须写明内容")
    if len(files) > MOST_FILES:
        raise MoveRefused(f"一次最多附 {MOST_FILES} 个文件")
    with store.reading() as connection:
        _concerned(connection, member, notice_id, ids)  # before anything is written to the folder
    if files and folder is None:
        raise ValueError("files need a folder")
    kept = tuple(keep(folder, file) for file in files if folder is not None)
    with store.writing() as connection:
        alerts = _concerned(connection, member, notice_id, ids)
        answer_id = public_id("R", notice_id, kind, actor, at.isoformat(), words)
        made = Answer(answer_id, notice_id, at, actor, kind, words.strip(), tuple(alerts), kept)
        docket = Docket(connection)
        if kind == "corrected":
            _declare(docket, alerts, msgspec.structs.replace(said, within=answer_id))
        _write(connection, docket, made)
        docket.keep()
    return made


def _concerned(connection: Connection, member: Member, notice_id: str, ids: Sequence[str]) -> dict[str, Standing]:
    """The alerts of the notice that are answered about. Raises MoveRefused."""
    notice = own_notice(connection, member, notice_id)
    named = msgspec.json.decode(notice.alerts, type=tuple[str, ...])
    for alert_id in ids:
        if alert_id not in named:
            raise MoveRefused(f"通知 {notice_id} 不涉及线索“{alert_id[:40]}”")
    table = tables.answers
    known = select(func.count()).select_from(table).where(table.c.notice_id == notice_id)
    if connection.execute(known).scalar_one() >= MOST_ANSWERS:
        raise MoveRefused(f"对一份通知最多答复 {MOST_ANSWERS} 次")
    return own(connection, member, tuple(dict.fromkeys(ids)) or named)


def _declare(docket: Docket, alerts: dict[str, Standing], said: Said) -> None:
    why = ""
    taken = 0
    for alert in alerts.values():
        try:
            docket.take(alert, said)
        except MoveRefused as refused:
            why = why or refused.reason
        else:
            taken += 1
    if not taken:
        raise MoveRefused(why)


def _write(connection: Connection, docket: Docket, made: Answer) -> None:
    row: dict[str, Any] = {
        "id": made.id, "notice_id": made.notice_id, "at": made.at, "actor": made.actor, "kind": made.kind,
        "words": made.words, "alerts": msgspec.json.encode(made.alerts).decode("ascii"),
        "files": msgspec.json.encode(made.files).decode("utf-8"),
    }  # fmt: skip
    if connection.execute(select(tables.answers.c.seq).where(tables.answers.c.id == made.id)).first() is not None:
        raise MoveRefused(f"答复 {made.id} 已经收到")
    chain = docket.ledger.chain
    said = f"{ANSWERS[made.kind]}（{made.id}）"
    attached = f"，附件 {len(made.files)} 个" if made.files else ""
    seq = chain.add(
        at=made.at, actor=made.actor, action="answer", detail=f"答复通知 {made.notice_id}：{said}{attached}",
        data={"answer": ANSWER.digest(row)},
    )  # fmt: skip
    connection.execute(insert(tables.answers), [{**row, "seq": seq}])
    if made.kind != "corrected":  # whose decisions stand in the record of each alert already
        for alert_id in made.alerts:
            detail = f"{said}：{made.words}{attached}"
            chain.add(at=made.at, actor=made.actor, action="answer", alert_id=alert_id, detail=detail)


def kept_files(row: tables.AnyRow) -> tuple[KeptFile, ...]:
    """The files of a row of the answers table."""
    return msgspec.json.decode(row.files, type=tuple[KeptFile, ...])
