"""Cases on the terminal: the list, and one case whole."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from alerts.cases.values import CaseDetail, CaseRow
from crawler.shanghai import SHANGHAI
from desk.console import console, printable, say
from reports import labels
from reports.parts.case import also_line, end_of, shops, waiting

_SHOWN = 50


def show_list(cases: Sequence[CaseRow]) -> None:
    """A table, worst first; one line when there is nothing."""
    if not cases:
        say("没有符合条件的案件")
        return
    table = Table(box=None, header_style="bold")
    for column in ("案件", "涉嫌问题", "店铺", "线索", "待处理", "最严重", "首次", "最近"):
        table.add_column(column, overflow="fold")
    for case in cases:
        table.add_row(*map(printable, (
            case.id, f"{case.charge}（{case.rule}）", shops(case), str(case.alerts), waiting(case),
            labels.SEVERITY[case.worst] if case.worst else "—",
            f"{case.first_seen.astimezone(SHANGHAI):%Y-%m-%d}", f"{case.last_seen.astimezone(SHANGHAI):%Y-%m-%d}",
        )))  # fmt: skip
    console().print(table)


def show_case(found: CaseDetail) -> None:
    """One case: what it is, its alerts, why they belong together, what happened."""
    case = found.case
    say(f"{case.id}　{case.charge}（{case.rule}）　{shops(case)}")
    say(f"线索 {case.alerts} 条，待处理 {waiting(case)} 条")
    say("线索")
    for alert in found.members[:_SHOWN]:
        who = alert.shop_name or alert.shop_id or "店铺未标明"
        say(
            f"  {alert.id}　{labels.STATE[alert.state]}　{who}（{labels.platform(alert.platform)}）　{alert.title[:40]}"
        )
    if case.alerts > _SHOWN:
        say(f"  另有 {case.alerts - min(_SHOWN, len(found.members))} 条，见 --json")
    if found.links:
        say("关联")
    for link in found.links[:_SHOWN]:
        apart = "" if link.inside else "　（不在本案：已由人工分开）"
        say(f"  {labels.moment(link.at)}　{link.reason}　强度 {link.strength:.2f}{apart}")
        say(f"    {end_of(link.one)}　↔　{end_of(link.other)}")
    for other in found.also[:_SHOWN]:
        say(f"另涉　{also_line(other)}")
    for back in found.returns[:_SHOWN]:
        say(f"疑似换链接再次上架　{back.alert_id}，此前 {back.of_alert}：{back.reasons}")
    say("经过")
    for event in found.history[-_SHOWN:]:
        say(f"  {labels.moment(event.at)}　{event.actor}　{event.what}　{event.detail}")
