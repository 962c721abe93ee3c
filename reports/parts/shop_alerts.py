"""The alerts of one shop in a profile: by charge and state, over the weeks, item by item, and what came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median

from alerts.lifecycle import ACTIVE
from alerts.shops.lives import corrections, moved, relapses
from alerts.values import AlertDetail, Sighting
from crawler.shanghai import local_day
from reports import labels
from reports.document import AnyBlock, Bar, Bars, Chart, Figure, Figures, Paragraph, Section, Series, Table, Tag
from reports.marking import shortened
from reports.parts.alert import alert_heading

WEEKS = 12
ROWS_SHOWN = 300
TURNS_SHOWN = 12
"""Steps of one alert's timeline; the middle of a longer one is left out and counted."""
_DULL = ("seen_again", "not_looked")
_WAITS = ((1, "1 天以内"), (3, "1 至 3 天"), (7, "3 至 7 天"), (15, "7 至 15 天"), (float("inf"), "15 天以上"))


def shop_figures(details: Sequence[AlertDetail], listings: int) -> Figures:
    """The shop in numbers."""
    states = Counter(one.alert.state for one in details)
    standing = [one for one in details if one.alert.state in ACTIVE]
    high = sum(one.alert.severity == "high" for one in standing)
    waited = [one.days for one in corrections(details)]
    return Figures(
        (
            Figure("见过的商品", f"{listings}", f"有过线索 {len({one.alert.item_id for one in details})} 件"),
            Figure("线索总数", f"{len(details)}", f"其中经复核排除 {states['dismissed']}"),
            Figure("未结线索", f"{len(standing)}", f"程度高 {high}"),
            Figure("曾经更正", f"{len(waited)}", f"次；用时中位数 {median(waited):.1f} 天" if waited else "次"),
            Figure("再次出现", f"{len(relapses(details))}", "次"),
        )
    )


def charges_section(details: Sequence[AlertDetail], day: date) -> Section:
    """How alerts came and went by week, and how those of each charge stand."""
    if not details:
        return Section("线索概况", "charges", (Paragraph("没有关于该店的线索。"),))
    states = [state for state in labels.STATE if any(one.alert.state == state for one in details)]
    by_rule: dict[tuple[str, str], list[AlertDetail]] = defaultdict(list)
    for one in details:
        by_rule[one.alert.rule, one.alert.charge].append(one)
    rows = tuple(
        (
            f"{rule} {charge}",
            f"{len(found)}",
            *(f"{sum(one.alert.state == state for one in found)}" for state in states),
        )
        for (rule, charge), found in sorted(by_rule.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
    head = ("涉嫌问题", "合计", *(labels.STATE[state] for state in states))
    table = Table("按涉嫌问题和现在的状态", head, rows, numeric=tuple(range(1, len(head))))
    return Section("线索概况", "charges", (*_weeks(details, day), table), (Tag(f"{len(details)} 条"),))


def _weeks(details: Sequence[AlertDetail], day: date) -> tuple[AnyBlock, ...]:
    """New and corrected by week: the last weeks, none before the first alert."""
    opened, ended = moved(details, ("new", "reopened")), moved(details, ("corrected",))
    gone = moved(details, ("gone",))
    monday = day - timedelta(days=day.weekday())
    first = max(monday - timedelta(weeks=WEEKS - 1), _monday(opened[0]) if opened else monday)
    weeks = [first + timedelta(weeks=number) for number in range((monday - first).days // 7 + 1)]
    if len(weeks) < 2:
        return ()
    counted = [Counter(map(_monday, moments)) for moments in (opened, ended, gone)]
    names = ("新增或再现", "已更正", "已下架或消失")
    ticks = tuple(f"{week:%m-%d}" for week in weeks)
    series = tuple(Series(name, tuple(of[week] for week in weeks)) for name, of in zip(names, counted, strict=True))
    rows = tuple((f"{week:%Y-%m-%d}", *(f"{of[week]}" for of in counted)) for week in reversed(weeks))
    caption = f"每周变动（周一起，最近 {len(weeks)} 周）"
    return Chart(caption, "grouped", ticks, series), Table("上图数字", ("周一", *names), rows, (1, 2, 3))


def _monday(at: datetime) -> date:
    day = local_day(at)
    return day - timedelta(days=day.weekday())


def items_section(details: Sequence[AlertDetail]) -> Section:
    """Each alert with its way from look to look, listing by listing."""
    if not details:
        return Section("商品与经过", "items", (Paragraph("无。"),))
    rows = tuple(
        (
            alert_heading(one),
            timeline(one.sightings),
            labels.STATE[one.alert.state],
            f"{one.alert.id} {one.alert.rule}（{labels.SEVERITY[one.alert.severity]}）",
        )
        for one in sorted(details, key=lambda one: (one.alert.item_id, one.alert.first_seen, one.alert.id))
    )
    head = ("商品", "经过（北京时间）", "状态", "线索")
    blocks: list[AnyBlock] = [Table("", head, rows[:ROWS_SHOWN])]
    if len(rows) > ROWS_SHOWN:
        blocks.append(Paragraph(f"另有 {len(rows) - ROWS_SHOWN} 条，全部列在 JSON 格式的同一档案中。", "quiet"))
    return Section("商品与经过", "items", tuple(blocks), (Tag(f"{len(rows)} 条"),))


def timeline(sightings: Sequence[Sighting]) -> str:
    """首次发现 11-02 → 再次发现 3 次 → 已更正 11-09: looks that changed nothing are counted, not listed."""
    turns = []
    for life, found in groupby(sightings, lambda look: look.life if look.life in _DULL else (look.life, look.at)):
        looks = list(found)
        if isinstance(life, str):
            turns.append(f"{labels.LIFE[looks[0].life]} {len(looks)} 次")
        else:
            turns.append(f"{labels.LIFE[looks[0].life]} {local_day(looks[0].at):%m-%d}")
    if len(turns) > TURNS_SHOWN:
        half = TURNS_SHOWN // 2
        turns = [*turns[:half], f"……（略去 {len(turns) - TURNS_SHOWN} 步）", *turns[-half:]]
    return " → ".join(turns)


def correction_section(details: Sequence[AlertDetail]) -> Section:
    """How long corrections took, and what came back after one."""
    known = {one.alert.id: one for one in details}
    done, back = corrections(details), relapses(details)
    blocks: list[AnyBlock] = []
    if done:
        counts = [0] * len(_WAITS)
        for one in done:
            counts[next(n for n, (most, _) in enumerate(_WAITS) if one.days <= most)] += 1
        bars = tuple(Bar(name, count) for (_, name), count in zip(_WAITS, counts, strict=True))
        blocks.append(Bars("从发现到查看已更正的天数（次）", bars))
    else:
        blocks.append(Paragraph("没有经查看确认的更正；店铺自称已更正的不计入。"))
    if back:
        rows = tuple(
            (
                labels.moment(one.at),
                one.alert_id,
                shortened(known[one.alert_id].alert.title, 40),
                known[one.alert_id].alert.rule,
                labels.LIFE[one.after] if one.after else "经人工办结或排除",
                f"{(one.at - one.ended_at).total_seconds() / 86_400:.1f} 天" if one.ended_at else "—",
            )
            for one in reversed(back[-ROWS_SHOWN:])
        )
        head = ("再次出现", "线索编号", "商品", "问题", "此前", "相隔")
        blocks.append(Table("更正、消失或办结后再次出现", head, rows))
    else:
        blocks.append(Paragraph("没有更正、消失后又再次出现的线索。"))
    return Section("更正用时与再次出现", "corrections", tuple(blocks), (Tag(f"再次出现 {len(back)} 次"),))
