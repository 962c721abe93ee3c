"""The statistics of a stretch of days as sections: what happened, under which charges, where, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from statistics import quantiles

from alerts.moves import MOVES
from alerts.statistics.values import Correction, Period, SellerCount
from reports import labels
from reports.document import AnyBlock, Bar, Bars, Chart, Figure, Figures, Listed, Paragraph, Section, Series, Table
from reports.marking import shortened
from reports.parts.alert import seller_name

SELLERS_SHOWN = 30
SERIES = 3
"""Charges that the chart tells apart; the rest stand in the table."""
SHOP_LEAD = 3
"""Listings with a grave charge from which a shop as a whole is a lead."""
RATE_FROM = 20
"""Below so many, a share is told as a count alone: one alert more or less would move it by more than five per cent."""
_WAITS = ((1, "1 天以内"), (3, "1 至 3 天"), (7, "3 至 7 天"), (15, "7 至 15 天"), (float("inf"), "15 天以上"))


def figures(period: Period) -> Figures:
    """The stretch in numbers."""
    lives, correction = period.lives, period.correction
    return Figures(
        (
            Figure("筛查商品", f"{period.screened}", f"件次；未能判断 {period.could_not_judge}"),
            Figure("新增线索", f"{lives.opened}", f"再次出现 {lives.reopened}，有变化 {lives.changed}"),
            Figure("已更正", f"{lives.corrected}", f"占期内未结 {share(correction.corrected, correction.standing)}"),
            Figure("已下架或消失", f"{lives.gone}", f"未查看 {lives.not_looked}"),
            Figure("期末未结", f"{period.still_open}", f"其中已逾期 {period.overdue}"),
        )
    )


def share(part: int, whole: int) -> str:
    """``12/40（30%）``; without the per cent where there are too few to speak of a share."""
    return f"{part}/{whole}" + (f"（{part / whole:.0%}）" if whole >= RATE_FROM else "")


def comparison_section(period: Period, before: Period) -> Section:
    """The same figures of the stretch before, side by side."""
    named: tuple[tuple[str, Callable[[Period], int]], ...] = (
        ("筛查商品（件次）", lambda p: p.screened),
        ("新增线索", lambda p: p.lives.opened),
        ("再次出现", lambda p: p.lives.reopened),
        ("有变化", lambda p: p.lives.changed),
        ("已更正", lambda p: p.lives.corrected),
        ("已下架或消失", lambda p: p.lives.gone),
        ("期末未结", lambda p: p.still_open),
        ("期末已逾期", lambda p: p.overdue),
        ("未能判断（件次）", lambda p: p.could_not_judge),
    )
    rows = tuple((name, f"{of(period)}", f"{of(before)}", _change(of(period) - of(before))) for name, of in named)
    span = f"上期为 {before.first.isoformat()} 至 {before.last.isoformat()}。"
    looked = sum(one.days for one in period.sources), sum(one.days for one in before.sources)
    blocks: list[AnyBlock] = [Table("", ("指标", "本期", "上期", "增减"), rows, numeric=(1, 2, 3)), Paragraph(span)]
    if looked[0] != looked[1]:
        blocks.append(
            Paragraph(
                f"两期查看的来源·天数不同（本期 {looked[0]}，上期 {looked[1]}），增减不全是市场的变化。", "warning"
            )
        )
    return Section("与上期相比", "comparison", tuple(blocks))


def _change(difference: int) -> str:
    return f"{difference:+d}" if difference else "持平"


def charges_section(period: Period) -> Section:
    """Charges, most opened first: how they moved over the days, and the figures of all."""
    if not period.charges:
        return Section("按涉嫌问题", "charges", (Paragraph("本期没有线索。"),))
    blocks: list[AnyBlock] = []
    leading = [one for one in period.charges if sum(one.daily)][:SERIES]
    if leading and len(period.trend) > 1:
        known = len(leading[0].daily) - len(period.trend)
        blocks.append(
            Chart(
                f"每日新增或再现：最多的 {len(leading)} 个问题",
                "grouped",
                tuple(f"{day.day:%m-%d}" for day in period.trend),
                tuple(Series(f"{one.rule} {one.charge}", one.daily[known:]) for one in leading),
            )
        )
        rows = tuple(
            (f"{day.day:%m-%d}", *(f"{one.daily[known + n]}" for one in leading))
            for n, day in reversed(tuple(enumerate(period.trend)))
        )
        blocks.append(
            Table("上图数字", ("日期", *(one.rule for one in leading)), rows, tuple(range(1, len(leading) + 1)))
        )
    head = ("涉嫌问题", "新增", "再次出现", "已更正", "消失", "期末未结")
    counted = tuple(
        (f"{one.rule} {one.charge}", *map(str, (one.lives.opened, one.lives.reopened, one.lives.corrected, one.lives.gone, one.still_open)))
        for one in period.charges
    )  # fmt: skip
    blocks.append(Table("全部涉嫌问题", head, counted, numeric=(1, 2, 3, 4, 5)))
    return Section("按涉嫌问题", "charges", tuple(blocks))


def platforms_section(period: Period) -> Section:
    """Where it was found. Platforms are not compared by counts: how much was screened on each stands beside."""
    rows = tuple(
        (
            labels.platform(one.platform),
            *map(str, (one.screened, one.lives.opened, one.lives.reopened, one.lives.corrected, one.lives.gone)),
            f"{one.still_open}",
        )
        for one in period.platforms
    )
    head = ("平台", "筛查（件次）", "新增", "再次出现", "已更正", "消失", "期末未结")
    bars = Bars("期末未结线索：按平台", tuple(Bar(labels.platform(p.platform), p.still_open) for p in period.platforms))
    note = Paragraph("各平台查看的来源多少不同，线索数不宜直接比较。", "quiet")
    blocks: tuple[AnyBlock, ...] = (bars, Table("", head, rows, (1, 2, 3, 4, 5, 6)), note)
    return Section("按平台", "platforms", blocks if rows else (Paragraph("本期没有查看任何平台。"),))


def sellers_section(period: Period) -> Section:
    """Sellers that came up more than once in the stretch, or came back after a correction."""
    repeated = [one for one in period.sellers if one.items > 1 or one.lives.reopened]
    if not repeated:
        return Section("多次涉嫌的店铺", "sellers", (Paragraph("本期没有。"),))
    rows = tuple(_seller_row(one) for one in repeated[:SELLERS_SHOWN])
    head = ("店铺", "平台", "涉嫌商品", "其中程度高", "涉嫌问题", "再次出现", "已更正", "期末未结")
    blocks: list[AnyBlock] = [Table("", head, rows, numeric=(2, 3, 5, 6, 7))]
    if len(repeated) > SELLERS_SHOWN:
        blocks.append(Paragraph(f"另有 {len(repeated) - SELLERS_SHOWN} 家，未列出。"))
    grave = [one for one in repeated if one.high >= SHOP_LEAD]
    if grave:
        names = tuple(f"{_name(one)}：程度高的商品 {one.high} 件" for one in grave[:SELLERS_SHOWN])
        blocks.append(Listed(names, f"本期程度高的涉嫌商品达 {SHOP_LEAD} 件以上，可作为店铺整体线索研判"))
    return Section("多次涉嫌的店铺", "sellers", tuple(blocks))


def _name(one: SellerCount) -> str:
    return f"{seller_name(one.known)}（{labels.platform(one.known.platform)}）"


def _seller_row(one: SellerCount) -> tuple[str, ...]:
    return (
        seller_name(one.known),
        labels.platform(one.known.platform),
        f"{one.items}",
        f"{one.high}",
        shortened("、".join(one.charges), 60),
        f"{one.lives.reopened}",
        f"{one.lives.corrected}",
        f"{one.still_open}",
    )


def outcome_section(period: Period) -> Section:
    """What was corrected and how soon, and what people decided."""
    correction = period.correction
    pairs: list[AnyBlock] = [
        Figures(
            (
                Figure("更正率", share(correction.corrected, correction.standing), "期内未结线索中经查看已更正的"),
                Figure("要求更正后", share(correction.heeded, correction.asked), "要求更正的线索中经查看已更正的"),
                Figure("更正用时", _median(correction), _spread(correction)),
            )
        )
    ]
    if correction.days:
        counts = [0] * len(_WAITS)
        for waited in correction.days:
            counts[next(n for n, (most, _) in enumerate(_WAITS) if waited <= most)] += 1
        bars = tuple(Bar(name, count) for (_, name), count in zip(_WAITS, counts, strict=True))
        pairs.append(Bars("从发现到更正的天数（条）", bars))
    rows = tuple((MOVES[move].label if move in MOVES else move, f"{count}") for move, count in period.decisions)
    pairs.append(
        Table("人工处置（不含已撤销的）", ("处置", "次数"), rows, (1,)) if rows else Paragraph("本期没有人工处置。")
    )
    return Section("更正与处置", "outcome", tuple(pairs))


def _median(correction: Correction) -> str:
    if not correction.days:
        return "—"
    middle = sorted(correction.days)
    half = len(middle) // 2
    value = middle[half] if len(middle) % 2 else (middle[half - 1] + middle[half]) / 2
    return f"{value:.1f} 天"


def _spread(correction: Correction) -> str:
    if len(correction.days) < 4:
        return f"中位数，{len(correction.days)} 条"
    low, _, high = quantiles(correction.days, n=4)
    return f"中位数，{len(correction.days)} 条；半数在 {low:.1f} 至 {high:.1f} 天"
