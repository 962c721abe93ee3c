"""The rule quality report: what people decided about each rule's leads, whether confidence held, how words were disguised."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.learning.precision import LAST, LEAST
from alerts.moves import DISMISSALS
from alerts.statistics.disguising import DAYS, Disguises
from alerts.statistics.quality import Band, Quality, RuleRecord
from alerts.store import Store
from reports import labels
from reports.asking import Asked, Subject
from reports.document import (
    AnyBlock,
    Bar,
    Bars,
    Document,
    Facts,
    Figure,
    Figures,
    Listed,
    Notice,
    Paragraph,
    Section,
    Table,
    Tag,
)
from reports.marking import shortened, visible
from reports.parts.experiments import experiments_section
from reports.parts.mutes import mutes_section
from reports.writing import Context

NAME = "规则质量报告"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ()

TITLE = "规则质量报告"
DISCLAIMER = "本报告供规则维护和管理使用。数字来自复核人员的决定，决定有误，数字随之有误。"
FEW = 20
"""Decisions below which a rule's share is told with the warning that there are too few to judge it by."""
SPELLINGS = 20


def gather(store: Store, asked: Asked, context: Context) -> Quality:
    """What the memory knows of the rules; decisions up to now, disguises up to the day."""
    from alerts.statistics.quality import quality

    return quality(store, asked.day)


def build(values: Quality, context: Context) -> Document:
    """The report as a neutral document."""
    made_at = context.now()
    decided = sum(one.precision.decided for one in values.rules if one.precision)
    accepted = sum(one.precision.accepted for one in values.rules if one.precision)
    return Document(
        kind="quality",
        title=TITLE,
        subtitle=f"截至 {values.day:%Y 年 %m 月 %d 日}",
        day=values.day,
        made_at=made_at,
        head=(
            Facts((("生成时间", f"{labels.moment(made_at)}（北京时间）"), ("规则库", _rulebook()))),
            Paragraph(DISCLAIMER),
            _fallen(values.rules),
            Figures(
                (
                    Figure("已有结论的线索", f"{decided}", f"认可 {accepted}，排除 {decided - accepted}"),
                    Figure("认可比例", f"{accepted / decided:.0%}" if decided else "—", "每条线索计一次"),
                    Figure("尚无决定", f"{sum(one.waiting for one in values.rules)}", "未结线索"),
                    Figure("撤销的决定", f"{values.undone}", f"共作出决定 {values.decided} 次"),
                )
            ),
        ),
        sections=(
            _rules_section(values.rules),
            _dismissals_section(values.rules),
            _bands_section(values.bands),
            _disguises_section(*values.disguised),
            _spellings_section(values),
            mutes_section(values.mutes),
            experiments_section(),
        ),
        foot=(DISCLAIMER, f"{TITLE}　{values.day.isoformat()}　内部资料"),
        values=values,
    )


def _rulebook() -> str:
    from nlp.rulebook import Rulebook

    return Rulebook.default().digest


def _fallen(rules: Sequence[RuleRecord]) -> Notice:
    fallen = [one for one in rules if one.precision and one.precision.fallen]
    if not fallen:
        return Notice(
            "未见认可比例下降的规则",
            (f"最近 {LAST} 次与此前相比，两边各须有 {LEAST} 次以上才作比较。",),
            tone="plain",
        )
    lines = tuple(
        f"{one.rule} {one.charge}：最近 {one.precision.last_decided} 次认可 {one.precision.last_accepted} 次，"
        f"此前 {one.precision.decided - one.precision.last_decided} 次认可 "
        f"{one.precision.accepted - one.precision.last_accepted} 次（下降的可能{_chance(one.precision.fell or 0)}）"
        for one in fallen
        if one.precision
    )
    return Notice("认可比例下降的规则，须先查明原因再继续使用其线索", lines)


def _chance(probability: float) -> str:
    return "超过 99%" if probability > 0.99 else f" {probability:.0%}"


def _rules_section(rules: Sequence[RuleRecord]) -> Section:
    if not rules:
        return Section("各规则", "rules", (Paragraph("尚无线索。"),))
    ranked = sorted(rules, key=lambda one: (one.precision.low if one.precision else 2.0, one.rule))
    head = ("规则", "有结论", "认可", "认可比例", "九成区间", "最近认可", "尚无决定", "每条用时")
    rows = tuple(
        (
            f"{one.rule} {one.charge}",
            *(_measured(one) if one.precision else ("0", "0", "—", "—", "—")),
            f"{one.waiting}",
            f"{one.seconds:.0f} 秒" if one.seconds is not None else "—",
        )
        for one in ranked
    )
    few = [one.rule for one in ranked if one.precision and one.precision.decided < FEW]
    blocks: list[AnyBlock] = [Table("区间下限低的在前", head, rows, numeric=(1, 2, 3, 5, 6, 7))]
    if few:
        blocks.append(Paragraph(f"结论不足 {FEW} 次，不宜据以评价：{'、'.join(few)}。", "quiet"))
    return Section("各规则", "rules", tuple(blocks), (Tag(f"{len(rules)} 条"),))


def _measured(one: RuleRecord) -> tuple[str, ...]:
    found = one.precision
    if found is None:
        return ()
    return (
        f"{found.decided}",
        f"{found.accepted}",
        f"{found.precision:.0%}",
        f"{found.low:.0%} 至 {found.high:.0%}",
        f"{found.last_accepted}/{found.last_decided}",
    )


def _dismissals_section(rules: Sequence[RuleRecord]) -> Section:
    rows = tuple(
        (f"{one.rule} {one.charge}", DISMISSALS.get(code, code), f"{count}")
        for one in rules
        for code, count in one.dismissals
    )
    blocks: tuple[AnyBlock, ...] = (
        (Table("", ("规则", "排除理由", "次数"), rows, (2,)),) if rows else (Paragraph("没有排除的线索。"),)
    )
    return Section("为什么被排除", "dismissals", blocks)


def _bands_section(bands: Sequence[Band]) -> Section:
    """Claimed against accepted: a rulebook that says 90 % should be right nine times in ten."""
    if not bands:
        return Section("把握程度是否属实", "bands", (Paragraph("尚无结论可比。"),))
    rows = tuple(
        (
            f"{band.low:.0%} 至 {band.high:.0%}",
            f"{band.decided}",
            f"{band.claimed:.0%}",
            f"{band.accepted / band.decided:.0%}",
            f"{(band.accepted / band.decided - band.claimed) * 100:+.0f} 个百分点",
        )
        for band in bands
    )
    head = ("规则给出的把握程度", "有结论", "平均把握", "实际认可", "相差")
    return Section("把握程度是否属实", "bands", (Table("", head, rows, numeric=(1, 2, 3, 4)),))


def _disguises_section(before: Disguises, last: Disguises) -> Section:
    names = list(dict.fromkeys(kind for kind, _ in (*last.kinds, *before.kinds) if kind in labels.DISGUISE))
    was, now = dict(before.kinds), dict(last.kinds)
    rows = tuple((labels.DISGUISE[kind], f"{now.get(kind, 0)}", f"{was.get(kind, 0)}") for kind in names)
    span = f"{last.first.isoformat()} 至 {last.last.isoformat()}"
    blocks: list[AnyBlock] = [
        Table(
            f"新增或再现的线索中，文字经过掩饰的（最近 {DAYS} 天：{span}；其前 {DAYS} 天）",
            ("掩饰方式", "最近", "其前"),
            (("线索总数", f"{last.leads}", f"{before.leads}"), *rows),
            numeric=(1, 2),
        )
    ]
    if rows:
        blocks.append(Bars("最近的掩饰方式", tuple(Bar(labels.DISGUISE[kind], now.get(kind, 0)) for kind in names)))
    return Section("规避写法的变化", "disguises", tuple(blocks))


def _spellings_section(values: Quality) -> Section:
    """Spellings near known words that no list has, for a person to judge; none is ever added by itself."""
    from nlp.drift import drift

    found = drift(values.latest)[:SPELLINGS]
    lines = tuple(
        f"{visible(shortened(one.spelling, 20))}（{one.count} 件"
        f"{f'，近于“{visible(one.near)}”' if one.near else '，未收录的石名'}）：{visible(shortened('；'.join(one.examples), 80))}"
        for one in found
    )
    blocks: tuple[AnyBlock, ...] = (
        (Paragraph("仅为候选，由维护人员判断后才收入词表。"), Listed(lines))
        if lines
        else (Paragraph("未见新的写法。"),)
    )
    return Section("值得收录的新写法", "spellings", blocks, (Tag(f"{len(lines)} 个"),))
