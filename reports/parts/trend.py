"""Figures of the day and how they moved: what a reader looks at rather than reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from alerts.values import Alert, DayBrief, DayCount
from reports import labels
from reports.document import AnyBlock, Bar, Bars, Chart, Figure, Figures, Section, Series, Table
from reports.parts.alert import seller_name

SHOPS_IN_CHART = 10


def day_figures(brief: DayBrief, standing: Sequence[Alert]) -> Figures:
    """The day in numbers. ``standing``: alerts that still need somebody."""
    life = Counter(detail.alert.life for detail in brief.alerts)
    severity = Counter(alert.severity for alert in standing)
    return Figures(
        (
            Figure("筛查商品", f"{brief.screened}", f"未见涉嫌 {brief.clear} 件"),
            Figure(
                "未结线索",
                f"{len(standing)}",
                "，".join(f"{labels.SEVERITY[s]} {severity[s]}" for s in labels.SEVERITY),
            ),
            Figure("本日新增", f"{life['new']}", f"再次出现 {life['reopened']}，有变化 {life['changed']}"),
            Figure("本日已更正", f"{life['corrected']}", f"已下架或消失 {life['gone']}"),
            Figure("未能判断", f"{brief.could_not_judge}", f"未获取详情 {brief.content_poor} 件"),
        )
    )


def trend_section(trend: Sequence[DayCount], standing: Sequence[Alert]) -> Section:
    """Open alerts and movement by day, then where the open ones are. A single day has no trend to draw."""
    blocks: list[AnyBlock] = []
    if len(trend) > 1:
        ticks = tuple(f"{day.day:%m-%d}" for day in trend)
        blocks.append(
            Chart(
                "每日未结线索（按严重程度）",
                "stacked",
                ticks,
                (
                    Series("高", tuple(d.open_high for d in trend)),
                    Series("中", tuple(d.open_medium for d in trend)),
                    Series("低", tuple(d.open_low for d in trend)),
                ),
            )
        )
        blocks.append(
            Chart(
                "每日变动",
                "grouped",
                ticks,
                (
                    Series("新增或再现", tuple(d.opened for d in trend)),
                    Series("已更正", tuple(d.corrected for d in trend)),
                    Series("已下架或消失", tuple(d.gone for d in trend)),
                ),
            )
        )
        blocks.append(_figures_table(trend))
    if standing:
        charges = Counter(f"{alert.rule} {alert.charge}" for alert in standing)
        shops = Counter((alert.platform, seller_name(alert)) for alert in standing)
        blocks.append(Bars("未结线索：按涉嫌问题", _bars(charges.most_common())))
        top = [(f"{name}（{labels.platform(on)}）", count) for (on, name), count in shops.most_common(SHOPS_IN_CHART)]
        caption = "未结线索：按店铺" + (
            f"（前 {SHOPS_IN_CHART} 家，共 {len(shops)} 家）" if len(shops) > SHOPS_IN_CHART else ""
        )
        blocks.append(Bars(caption, _bars(top)))
    return Section("趋势与分布", "trend", tuple(blocks))


def _figures_table(trend: Sequence[DayCount]) -> Table:
    """The figures of both charts, newest day first: days run down, so that a month fits on paper and on a phone."""
    rows = tuple(
        tuple(
            map(
                str,
                (f"{d.day:%m-%d}", d.screened, d.open_high, d.open_medium, d.open_low, d.opened, d.corrected, d.gone),
            )
        )
        for d in reversed(trend)
    )
    head = ("日期", "筛查", "未结高", "未结中", "未结低", "新增或再现", "已更正", "消失")
    return Table("每日数字", head, rows, numeric=tuple(range(1, 8)))


def _bars(counted: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(label, count) for label, count in sorted(counted, key=lambda pair: (-pair[1], pair[0])))
