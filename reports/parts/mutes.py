"""Mutes in force, for every report: what is hidden from the queue, by whom, why and until when."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.mutes.values import IDLE_DAYS, MuteStanding
from reports.document import AnyBlock, Paragraph, Section, Table, Tag
from reports.marking import shortened

_HEAD = ("编号", "范围", "理由", "设定人", "截止", "现遮住", "最近一次遮住")


def mutes_section(mutes: Sequence[MuteStanding]) -> Section:
    """The same in every report. What is muted is still recorded and counted, and stands in the report like the rest."""
    blocks: tuple[AnyBlock, ...] = (Paragraph("无。"),)
    if mutes:
        rows = tuple(
            (
                one.mute.id,
                shortened(str(one.mute.scope), 80),
                shortened(one.mute.reason, 80),
                one.mute.actor,
                one.mute.until.isoformat(),
                f"{one.hidden}",
                _last(one),
            )
            for one in mutes
        )
        blocks = (
            Paragraph("下列线索只是不列入待办队列和通知，照常记录、计数并列入本报告；到期即恢复。"),
            Table("", _HEAD, rows, numeric=(5,)),
        )
    return Section("生效中的屏蔽", "mutes", blocks, (Tag(f"{len(mutes)} 项"),))


def _last(one: MuteStanding) -> str:
    told = one.last_hid.isoformat() if one.last_hid is not None else "从未"
    return f"{told}（已 {IDLE_DAYS} 天未遮住任何线索，建议结束）" if one.idle else told
