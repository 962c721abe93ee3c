"""How sources were looked at over a stretch of days, and which of them were not."""

from __future__ import annotations

from alerts.statistics.values import Period, SourceDays
from reports import labels
from reports.document import AnyBlock, Listed, Notice, Section, Table
from reports.parts.coverage import BEYOND


def days_of(period: Period) -> int:
    """Days of the stretch."""
    return (period.last - period.first).days + 1


def stretch_notice(period: Period) -> Notice:
    """The one box at the top that says how far the silence of this report reaches."""
    days = days_of(period)
    never = [labels.source(one.source) for one in period.sources if not one.days]
    partly = [labels.source(one.source) for one in period.sources if one.days and one.whole < days]
    lines = []
    if not period.sources:
        return Notice("本期没有查看任何来源，本报告不能说明市场上没有问题", (BEYOND,))
    if never:
        lines.append(f"完全没有查看：{'、'.join(never)}")
    if partly:
        lines.append(f"并非每天都看全：{'、'.join(partly)}")
    if period.could_not_judge:
        lines.append(f"{period.could_not_judge} 件次商品没有可读文字，未能判断")
    if period.content_poor:
        lines.append(f"{period.content_poor} 件次商品未获取详情和图片文字，只按已有文字判断")
    if never or partly:
        lines.append("没有看到的地方不等于没有问题；未查看的线索保持原状，不记为已更正或已消失。")
        return Notice("本期有未看到的部分", (*lines, BEYOND))
    return Notice(f"本期 {days} 天、{len(period.sources)} 个来源均查看完整", (*lines, BEYOND), tone="plain")


def sources_section(period: Period) -> Section:
    """Every source with the days it was looked at, then what was not seen there and how often."""
    days = days_of(period)
    rows = tuple(
        (
            labels.source(one.source),
            labels.platform(one.platform),
            f"{one.days}/{days}",
            f"{one.whole}/{days}",
            f"{one.looks}",
            f"{one.listings}",
            "—" if not one.days else "无" if not one.unseen else f"{sum(count for _, count in one.unseen)} 项",
        )
        for one in period.sources
    )
    head = ("来源", "平台", "有查看的天数", "看全的天数", "查看次数", "收录商品（件次）", "未看到")
    blocks: list[AnyBlock] = [Table("各来源查看情况", head, rows, numeric=(2, 3, 4, 5))]
    for one in period.sources:
        if lines := _shortfalls(one):
            blocks.append(Listed(lines, labels.source(one.source)))
    return Section("未看到什么", "coverage", tuple(blocks))


def _shortfalls(one: SourceDays) -> tuple[str, ...]:
    missed = tuple(f"{labels.FAILURE.get(kind, kind)}：{count} 项" for kind, count in one.unseen)
    return (*missed, *(f"未达预期：{labels.expectation(name)}，{count} 次" for name, count in one.unmet))
