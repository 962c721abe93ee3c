"""The statistics of a week or a month as one document: both say the same things of different days."""

from __future__ import annotations

from msgspec import Struct

from alerts.statistics.values import Period
from alerts.store import Store
from crawler.shanghai import local_day
from reports import labels
from reports.asking import Asked
from reports.document import Document, Facts, Listed, Paragraph, Section
from reports.parts import statistics
from reports.parts.experiments import experiments_section
from reports.parts.mutes import mutes_section
from reports.parts.sources import sources_section, stretch_notice
from reports.parts.stretch import Unit, stretch
from reports.parts.trend import trend_section
from reports.writing import Context

DISCLAIMER = "本报告的数字来自自动比对得到的疑似线索和复核记录，不是对店铺或平台的评价，也不代表最终认定。"


class Statistics(Struct, frozen=True):
    """A stretch of days, the one before it, and whether it has ended."""

    period: Period
    before: Period
    ended: bool


def gather_stretch(unit: Unit, store: Store, asked: Asked, context: Context) -> Statistics:
    """The stretch that holds the day asked for, and as many days before."""
    from alerts.statistics.counting import period

    days = stretch(unit, asked.day, local_day(context.now()), chosen=asked.chosen)
    return Statistics(
        period(store, days.first, days.last, context.sources),
        period(store, days.before_first, days.before_last),
        days.ended,
    )


def build_stretch(kind: str, title: str, values: Statistics, context: Context) -> Document:
    """The document of a stretch."""
    period, made_at = values.period, context.now()
    span = f"{period.first:%Y 年 %m 月 %d 日}至 {period.last:%m 月 %d 日}"
    return Document(
        kind=kind,
        title=title,
        subtitle=span,
        day=period.last,
        made_at=made_at,
        head=(
            _scope(values, labels.moment(made_at)),
            Paragraph(DISCLAIMER),
            stretch_notice(period),
            statistics.figures(period),
        ),
        sections=(
            statistics.comparison_section(period, values.before),
            trend_section(period.trend, ()),
            statistics.charges_section(period),
            statistics.platforms_section(period),
            statistics.sellers_section(period),
            statistics.outcome_section(period),
            sources_section(period),
            mutes_section(period.mutes),
            experiments_section(),
            _terms(),
        ),
        foot=(DISCLAIMER, f"{title}　{period.first.isoformat()} 至 {period.last.isoformat()}　内部工作简报"),
        values=values,
    )


def _scope(values: Statistics, made_at: str) -> Facts:
    period = values.period
    span = f"{period.first.isoformat()} 至 {period.last.isoformat()}（北京时间）"
    pairs = [
        ("统计期间", span if values.ended else f"{span}，本期尚未结束"),
        ("范围", f"{len(period.sources)} 个来源，本期查看过 {sum(one.days > 0 for one in period.sources)} 个"),
        ("生成时间", f"{made_at}（北京时间）"),
    ]
    if period.rulebooks:
        pairs.append(("规则库", "、".join(period.rulebooks)))
    return Facts(tuple(pairs))


def _terms() -> Section:
    return Section(
        "统计口径",
        "terms",
        (
            Listed(
                (
                    "一条线索是一家店铺的一件商品涉嫌一个问题；同一商品涉嫌两个问题计两条。",
                    "筛查以件次计：同一商品每看一次计一次。",
                    "已更正只以再次查看为准，成员自称已更正不计入；已下架或消失不计入已更正。",
                    "更正率的分母是期内曾处于未结状态的线索；更正用时自发现（或再次出现）至看到已更正的那次查看。",
                    f"数量少于 {statistics.RATE_FROM} 时只列数目，不列百分比。",
                    "经复核排除的线索不计入任何数字；期末未结包括被屏蔽的线索。",
                    "涉嫌问题、程度按线索现在的认定归类。",
                )
            ),
        ),
    )
