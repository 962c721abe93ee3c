"""The daily brief: what a regulator reads in the morning. First how far we saw, then the day, then each alert with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from alerts.lifecycle import ACTIVE
from alerts.store import Store
from alerts.values import Alert, AlertDetail, DayBrief
from reports import labels
from reports.asking import Asked, Subject
from reports.document import AnyBlock, Document, Facts, Paragraph, Section, Table, Tag
from reports.marking import shortened, visible
from reports.parts.alert import alert_blocks, alert_heading, alert_tags, charge_name, seller_name
from reports.parts.coverage import coverage_notice, coverage_section
from reports.parts.law import LawBook
from reports.parts.mutes import mutes_section
from reports.parts.reading import reading_section
from reports.parts.trend import day_figures, trend_section
from reports.writing import Context

NAME = "线索日报"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ()

TITLE = "直播珠宝合规监测日报"
DISCLAIMER = (
    "本报告所列均为自动比对得到的疑似线索，供人工复核，不代表最终认定；材质须经有资质机构检测，权属须经权利人确认。"
)

SIGNED_STATES = {"confirmed", "referred", "correction_asked"}


def gather(store: Store, asked: Asked, context: Context) -> DayBrief:
    """The day as it stood at its end, or stands now."""
    from alerts.queries import brief

    return brief(store, asked.day, context.sources)


def build(values: DayBrief, context: Context) -> Document:
    """The brief of one day (Asia/Shanghai) as a neutral document.

    Alerts that rest on circumstantial evidence alone (tier E3) and that nobody has confirmed stand apart
    under a heading that forbids passing them on: a price or a code letter accuses nobody by itself.
    """
    laws = LawBook(context.citations)
    details = sorted(values.alerts, key=_worst_first)
    settled = [d for d in details if _is_settled(d.alert)]
    standing = [d for d in details if not _is_settled(d.alert)]
    review = [d for d in standing if d.alert.tier == "E3" and d.alert.state not in SIGNED_STATES]
    charged = [d for d in standing if d not in review]
    open_alerts = [d.alert for d in standing]
    made_at = context.now()
    return Document(
        kind="daily",
        title=TITLE,
        subtitle=f"{values.day:%Y 年 %m 月 %d 日}",
        day=values.day,
        made_at=made_at,
        head=(
            _scope(values, labels.moment(made_at)),
            Paragraph(DISCLAIMER),
            coverage_notice(values.looks, _unread(values)),
            day_figures(values, open_alerts),
        ),
        sections=(
            coverage_section(values.looks),
            trend_section(values.trend, open_alerts),
            _alerts_section("线索（按店铺和涉嫌问题）", "alerts", charged, laws, "本日没有已成形的未结线索。"),
            _review_section(review, laws),
            _settled_section(settled),
            mutes_section(values.mutes),
            reading_section(),
        ),
        foot=(DISCLAIMER, f"{TITLE}　{values.day.isoformat()}　内部工作简报"),
        values=values,
    )


def _worst_first(detail: AlertDetail) -> tuple[object, ...]:
    alert = detail.alert
    return labels.SEVERITY_ORDER.get(alert.severity, 9), -alert.confidence, alert.first_seen, alert.id


def _is_settled(alert: Alert) -> bool:
    return alert.state not in ACTIVE


def _scope(values: DayBrief, made_at: str) -> Facts:
    platforms = (
        "、".join(dict.fromkeys(labels.platform(look.platform) for look in values.looks if look.platform)) or "无"
    )
    looked = len({look.source for look in values.looks if look.run_id is not None})
    pairs = [
        ("监测日期", f"{values.day.isoformat()}（北京时间 0 时至 24 时）"),
        ("范围", f"{len({look.source for look in values.looks})} 个来源，本日查看 {looked} 个；平台：{platforms}"),
        ("生成时间", f"{made_at}（北京时间）"),
    ]
    if values.rulebooks:
        pairs.append(("规则库", "、".join(values.rulebooks)))
    return Facts(tuple(pairs))


def _unread(values: DayBrief) -> tuple[str, ...]:
    """What was fetched and still could not be read through: as much a gap as a page that did not answer."""
    lines = []
    if values.could_not_judge:
        lines.append(f"{values.could_not_judge} 件商品没有可读文字，未能判断")
    if values.content_poor:
        lines.append(f"{values.content_poor} 件商品未获取详情和图片文字，只按已有文字判断")
    return tuple(lines)


def _alerts_section(heading: str, anchor: str, details: Sequence[AlertDetail], laws: LawBook, none: str) -> Section:
    shops: dict[tuple[str, str, str], list[AlertDetail]] = {}
    for detail in details:
        alert = detail.alert
        shops.setdefault((alert.platform, alert.shop_id or "", seller_name(alert)), []).append(detail)
    sections = tuple(_shop_section(f"{anchor}-{n}", found, laws) for n, found in enumerate(shops.values(), start=1))
    blocks: tuple[AnyBlock, ...] = () if details else (Paragraph(none),)
    return Section(heading, anchor, blocks, (Tag(f"{len(details)} 条"),), sections)


def _shop_section(anchor: str, details: Sequence[AlertDetail], laws: LawBook) -> Section:
    """Worst charge first; ``details`` come worst first, so the first of each charge is its worst."""
    first = details[0].alert
    order = list(dict.fromkeys(d.alert.rule for d in details))
    by_rule = sorted(details, key=lambda d: order.index(d.alert.rule))
    sections = tuple(
        _charge_section(f"{anchor}-{rule}", list(found), laws)
        for rule, found in groupby(by_rule, lambda d: d.alert.rule)
    )
    high = sum(d.alert.severity == "high" for d in details)
    tags = (Tag(f"{len(details)} 条"), *((Tag(f"高 {high} 条", "heavy"),) if high else ()))
    return Section(f"{seller_name(first)}（{labels.platform(first.platform)}）", anchor, (), tags, sections)


def _charge_section(anchor: str, details: Sequence[AlertDetail], laws: LawBook) -> Section:
    """Law and advice once where all alerts of the charge share them, else with each."""
    alert = details[0].alert
    shared = {(laws.of(d), d.finding.advice) for d in details}
    blocks = _law_and_advice(*next(iter(shared))) if len(shared) == 1 else ()
    sections = tuple(
        Section(
            alert_heading(d),
            d.alert.id,
            (*alert_blocks(d), *(() if blocks else _law_and_advice(laws.of(d), d.finding.advice))),
            alert_tags(d.alert),
        )
        for d in details
    )
    return Section(charge_name(alert), anchor, blocks, (Tag(f"{len(details)} 条"),), sections)


def _law_and_advice(cited: tuple[str, ...], advice: str) -> tuple[AnyBlock, ...]:
    return (Facts((("依据", "；".join(cited) or "引用条文尚待核对，未列出"), ("建议", visible(advice)))),)


def _review_section(details: Sequence[AlertDetail], laws: LawBook) -> Section:
    section = _alerts_section("仅有间接证据、须先人工复核", "review", details, laws, "无。")
    warning = (Paragraph("以下线索只有价格、代号等间接迹象，未经人工复核不得对外提供。"),) if details else ()
    return Section(section.heading, section.anchor, (*warning, *section.blocks), section.tags, section.sections)


def _settled_section(details: Sequence[AlertDetail]) -> Section:
    rows = tuple(
        (
            d.alert.id,
            seller_name(d.alert),
            shortened(d.alert.title, 40),
            f"{d.alert.rule} {d.alert.charge}",
            labels.LIFE[d.alert.life],
            "：".join(filter(None, (labels.STATE[d.alert.state], shortened(d.decision_reason or "", 60)))),
            labels.moment(d.alert.last_seen),
        )
        for d in details
    )
    head = ("线索编号", "店铺", "商品", "涉嫌问题", "本日情况", "状态", "最近发现")
    blocks: tuple[AnyBlock, ...] = (Table("", head, rows),) if rows else (Paragraph("无。"),)
    return Section("已更正、已消失或已处置", "settled", blocks, (Tag(f"{len(rows)} 条"),))
