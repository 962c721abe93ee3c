"""Cases in words: who is in one, why two alerts are linked, what seems to be up again. Terminal and desk say the same."""

from __future__ import annotations

from alerts.cases.values import Also, CaseGlance, CaseRow, End, Return
from reports import labels


def glance_lines(alert_id: str, found: CaseGlance | None) -> list[str]:
    """The case of an alert in a few lines; none for an alert that stands alone and never came back."""
    if found is None:
        return []
    case = found.case
    lines = (
        [] if case.alerts == 1 else [f"案件 {case.id}　{shops(case)}，线索 {case.alerts} 条，待处理 {waiting(case)} 条"]
    )
    lines += [
        f"关联 {link.reason}：{end_of(link.one)} ↔ {end_of(link.other)}（{labels.moment(link.at)} 起，强度 {link.strength:.2f}）"
        for link in found.links
    ]
    lines += [f"另涉 {also_line(other)}" for other in found.also]
    return lines + [returned(alert_id, back) for back in found.returns]


def waiting(case: CaseRow) -> str:
    """How many alerts wait for somebody, and how many more a mute hides."""
    return f"{case.open}（另 {case.muted} 屏蔽中）" if case.muted else f"{case.open}"


def also_line(other: Also) -> str:
    """The same item under another charge, where it is dealt with."""
    state = labels.STATE[other.state]
    return (
        f"{other.charge}（{other.rule}）：商品 {other.item_id}，线索 {other.alert_id}（{state}），案件 {other.case_id}"
    )


def returned(alert_id: str, back: Return) -> str:
    """What is said of a re-appearance, beside either of its alerts."""
    if back.alert_id == alert_id:
        return f"疑似换链接再次上架：此前线索 {back.of_alert}（{back.reasons}）"
    return f"其后疑似换链接再次上架：见线索 {back.alert_id}（{back.reasons}）"


def shops(case: CaseRow) -> str:
    """The first few sellers and how many there are."""
    named = "、".join(case.shops)
    return f"{named}等 {case.sellers} 家" if case.sellers > len(case.shops) else named


def end_of(end: End) -> str:
    return f"{end.shop} {end.alert_id}（{labels.platform(end.platform)}，{end.value}）"
