"""Setting, previewing and ending mutes. What would hide too much is refused before anything is written."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, func, insert, or_, select

from alerts import rows, tables
from alerts.chain import Chain
from alerts.lifecycle import ACTIVE
from alerts.mutes.scopes import active, condition, every
from alerts.mutes.values import (
    ASK_SHARE,
    FEW,
    LONGEST_DAYS,
    MOST_SHARE,
    MOST_TOGETHER,
    SETTING,
    Mute,
    MuteRefused,
    Preview,
    Scope,
)  # fmt: skip
from alerts.store import Store
from alerts.vouched import MUTE
from crawler.shanghai import local_day

_SHOWN = 20
_LONGEST = 200  # characters of a name, a phrase or a reason


def preview(store: Store, scope: Scope, at: datetime) -> Preview:
    """What the scope would hide now; nothing is changed. Raises MuteRefused for a scope that covers too much by itself."""
    _require_scope(scope)
    with store.reading() as connection:
        return _preview(connection, scope, at)


def add(
    store: Store, scope: Scope, *, reason: str, until: date, actor: str, role: str, at: datetime, sure: bool = False
) -> tuple[Mute, Preview]:
    """Set a mute. ``sure``: whoever sets it was told how much it hides. Raises MuteRefused with nothing done."""
    _require_role(role)
    _require_scope(scope)
    reason = _plain(reason)
    if not reason:
        raise MuteRefused("须写明屏蔽的理由")
    today = local_day(at)
    if not today < until <= today + timedelta(days=LONGEST_DAYS):
        raise MuteRefused(f"截止日应在明天至 {LONGEST_DAYS} 天之内（{today + timedelta(days=LONGEST_DAYS)}）")
    made = msgspec.json.encode((scope, actor, at))
    mute = Mute(
        f"M-{base64.b32encode(hashlib.sha256(made).digest()).decode('ascii')[:12]}", scope, reason, actor, at, until
    )
    with store.writing() as connection:
        if any(other.scope == scope for other in active(connection, at)):
            raise MuteRefused("同样范围的屏蔽已在生效")
        seen = _preview(connection, scope, at)
        _require_share(seen, sure)
        _write(connection, mute, "set", reason, actor, role, at, seen.hidden)
    return mute, seen


def end(store: Store, mute_id: str, *, reason: str, actor: str, role: str, at: datetime) -> Mute:
    """End a mute now. Raises MuteRefused when there is none in force by that id."""
    _require_role(role)
    if not _plain(reason):
        raise MuteRefused("须写明结束的理由")
    with store.writing() as connection:
        mute = next((one for one in active(connection, at) if one.id == mute_id), None)
        if mute is None:
            known = any(one.id == mute_id for one in every(connection))
            raise MuteRefused(f"屏蔽 {mute_id[:20]} 已不在生效" if known else f"没有编号为“{mute_id[:20]}”的屏蔽")
        covered = _open(connection, condition(mute.scope))
        _write(connection, mute, "ended", _plain(reason), actor, role, at, covered)
    return msgspec.structs.replace(mute, ended_at=at)


def _preview(connection: Connection, scope: Scope, at: datetime) -> Preview:
    this, table = condition(scope), tables.alerts
    others = [condition(mute.scope) for mute in active(connection, at)]
    worst = select(table.c.id).where(this, table.c.state.in_(ACTIVE)).order_by(*rows.ORDER).limit(_SHOWN)
    return Preview(
        hidden=_open(connection, this),
        open=_open(connection),
        together=_open(connection, or_(this, *others)),
        alerts=tuple(connection.execute(worst).scalars()),
    )


def _open(connection: Connection, *conditions: object) -> int:
    table = tables.alerts
    query = select(func.count()).select_from(table).where(table.c.state.in_(ACTIVE), *conditions)  # type: ignore[arg-type]
    return int(connection.execute(query).scalar_one())


def _require_share(seen: Preview, sure: bool) -> None:
    if seen.together == seen.open > 1:
        raise MuteRefused(f"现有屏蔽连同此项将遮住全部 {seen.open} 条未结线索，不予屏蔽；请缩小范围")
    if seen.hidden > FEW and seen.hidden > MOST_SHARE * seen.open:
        raise MuteRefused(
            f"将遮住 {seen.hidden} 条，占未结线索的 {seen.hidden / seen.open:.0%}（至多 {MOST_SHARE:.0%}）；请缩小范围"
        )
    if seen.together > FEW and seen.together > MOST_TOGETHER * seen.open:
        raise MuteRefused(
            f"各项屏蔽合计将遮住 {seen.together} 条，占未结线索的 {seen.together / seen.open:.0%}（至多 {MOST_TOGETHER:.0%}）"
        )
    if not sure and ((seen.hidden > FEW and seen.hidden > ASK_SHARE * seen.open) or 0 < seen.hidden == seen.open):
        raise MuteRefused(
            f"将遮住 {seen.hidden} 条，占未结线索的 {seen.hidden / seen.open:.0%}；核对 mutes preview 后以 --yes 确认"
        )


def _require_scope(scope: Scope) -> None:
    for value in (scope.platform, scope.shop, scope.item, scope.rule, scope.text):
        if value is not None and (not _plain(value) or value != value.strip()):
            raise MuteRefused(f"范围各项应为 1 至 {_LONGEST} 个可见字符")
    if scope.text is not None and (scope.rule is None or len(scope.text) < 2):
        raise MuteRefused("标题中的文字须至少两个字符，并写明规则")
    if scope.shop is None and scope.item is None and not (scope.rule and (scope.platform or scope.text)):
        raise MuteRefused("范围过宽：须写明店铺或商品，或在规则之外再写明店铺、商品、平台或标题文字")


def _require_role(role: str) -> None:
    if role not in SETTING:
        raise MuteRefused("屏蔽须由管理员或负责人设定和结束")


def _plain(text: str) -> str:
    text = text.strip()
    return text if text.isprintable() and len(text) <= _LONGEST else ""


def _write(
    connection: Connection, mute: Mute, change: str, reason: str, actor: str, role: str, at: datetime, hid: int
) -> None:
    row = {
        "id": mute.id, "at": at, "actor": actor, "role": role, "change": change, "reason": reason, "until": mute.until,
        "scope": msgspec.json.encode(mute.scope).decode("utf-8"), "hid": hid,
    }  # fmt: skip
    chain = Chain(connection)
    verb = f"屏蔽至 {mute.until}" if change == "set" else "结束屏蔽"
    detail = f"{verb}：{mute.scope}；{reason}；涉及未结线索 {hid} 条"
    seq = chain.add(at=at, actor=actor, action="mute", detail=detail, data={"mute": MUTE.digest(row)})
    connection.execute(insert(tables.mutes), [{**row, "seq": seq}])
    chain.keep()
