"""Values of the member's side. Times are UTC, days are dates in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

NoticeKind = Literal["correct", "evidence"]
AnswerKind = Literal["corrected", "explain", "appeal"]
Outcome = Literal["accepted", "rejected"]
Purpose = Literal["certificate", "authorisation", "other"]
Standing = Literal["awaiting", "answered", "settled"]

NOTICES: dict[NoticeKind, tuple[str, str]] = {
    "correct": ("整改通知", "ask_correction"),
    "evidence": ("补证通知", "ask_evidence"),
}
"""Name of each kind of notice, and the move that it makes on each of its alerts."""

ANSWERS: dict[AnswerKind, str] = {"corrected": "称已更正", "explain": "说明", "appeal": "申辩"}
OUTCOMES: dict[Outcome, str] = {"accepted": "采纳", "rejected": "不予采纳"}
PURPOSES: dict[Purpose, str] = {"certificate": "检测证书", "authorisation": "授权文件", "other": "其他材料"}
STANDINGS: dict[Standing, str] = {"awaiting": "待答复", "answered": "已答复", "settled": "已裁定"}


class KeptFile(Struct, frozen=True):
    """A file that came with an answer. It lies under its ``sha256`` in a folder outside the database; ``name`` is
    what the sender called it and not to be trusted. ``size`` in bytes."""

    sha256: str
    size: int
    type: str
    name: str
    purpose: Purpose = "other"


class Ruling(Struct, frozen=True):
    """What was decided about an answer; ``code``: of ``moves.DISMISSALS`` where an appeal was accepted."""

    at: datetime
    actor: str
    outcome: Outcome
    reason: str
    code: str | None = None


class Answer(Struct, frozen=True):
    """What a shop answered to a notice, about which of its alerts."""

    id: str
    notice_id: str
    at: datetime
    actor: str
    kind: AnswerKind
    words: str
    alerts: tuple[str, ...]
    files: tuple[KeptFile, ...]
    ruling: Ruling | None = None


class Notice(Struct, frozen=True):
    """A notice to one shop. ``seller`` is as in ``identity.seller``."""

    id: str
    at: datetime
    actor: str
    kind: NoticeKind
    platform: str
    seller: str
    shop_name: str | None
    words: str
    due_on: date
    alerts: tuple[str, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def standing(self) -> Standing:
        """Awaiting an answer; answered, with something still to be decided or checked; or all of it decided."""
        if not self.answers:
            return "awaiting"
        return "settled" if all(one.ruling for one in self.answers) else "answered"
