"""Where a person may stand in the database, and on which ground what stands there is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table

from alerts import tables

EVIDENCE = "涉嫌线索的证据，办理和归档期限内须予保存（个人信息保护法第四十七条第二款），只作存储和必要的安全保护"
RECORD = "存证记录只可追加，任何删改都会使其后的记录失去证明力"
PROCEEDING = "办理过程中的决定与往来文书，须随案保存"
REGISTER = "权利登记，核对授权所必需；权利终止后由负责人以 zuanjian rights expire 结束"
LAST_ADMIN = "唯一的管理员账户，请先增设其他管理员"
WAITING = "尚未送达的通知，送达后即可删除"
FILES = "该批次含涉嫌线索的证据，清单与页面存档整份校验，不能逐条删改"


@dataclass(frozen=True, slots=True)
class Place:
    """A table that is looked through whole. ``ground``: why its rows are kept; None: they may go or be rewritten."""

    table: Table
    label: str
    ground: str | None


PLACES: tuple[Place, ...] = (
    Place(tables.alerts, "线索", EVIDENCE),
    Place(tables.sightings, "线索的历次查看", EVIDENCE),
    Place(tables.folds, "案件", EVIDENCE),
    Place(tables.traces, "案件关联依据", EVIDENCE),
    Place(tables.carriers, "案件关联依据", EVIDENCE),
    Place(tables.prints, "案件关联依据", EVIDENCE),
    Place(tables.returns, "再次上架记录", EVIDENCE),
    Place(tables.decisions, "决定", PROCEEDING),
    Place(tables.bulks, "批量决定", PROCEEDING),
    Place(tables.case_decisions, "并案与拆案", PROCEEDING),
    Place(tables.shop_notices, "店铺通知", PROCEEDING),
    Place(tables.answers, "店铺答复", PROCEEDING),
    Place(tables.rulings, "裁定", PROCEEDING),
    Place(tables.mutes, "屏蔽", PROCEEDING),
    Place(tables.rights, "权利登记", REGISTER),
    Place(tables.custody, "存证记录", RECORD),
    Place(tables.occasions, "待通知事项", WAITING),
    Place(tables.notices, "待通知事项", WAITING),
    Place(tables.messages, "通知", None),
    Place(tables.users, "账户", None),
    Place(tables.jobs, "定时任务记录", None),
    Place(tables.pauses, "暂停来源的理由", None),
)
"""Looks at goods and their contents are looked through apart (``holdings``)."""

APART = frozenset({"observations", "contents", "items"})
NOBODY = frozenset(
    {
        "alert_words", "bounds", "calibrations", "case_totals", "chain", "episodes", "learned", "members", "near", "print_keys", "retention_door", "runs",
        "traced", "verdicts",
    }
)  # fmt: skip
"""Tables of numbers, ids and digests of ours."""

SECRET = frozenset({"password_hash", "failures", "locked_until", "hash"})
"""Columns that tell nothing of a person and are handed to nobody."""
