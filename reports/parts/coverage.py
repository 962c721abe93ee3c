"""What was looked at and, above all, what was not. Silence about a source must never read as a clean source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from alerts.statistics.looking import missed, whole
from alerts.values import SourceLook
from crawler.health import DELIVERED, NotSeen
from reports import labels
from reports.document import AnyBlock, Listed, Notice, Paragraph, Section, Table
from reports.marking import shortened, visible

NAMED = 12
"""Things not seen that are named one by one for a source and kind; the rest are counted."""

BEYOND = "未列入来源清单的店铺、直播间和平台不在查看范围内；口播只核对送达的文字，图片只核对送达的和已读出的文字。"
FILES_ONLY = "送交文件只说明文件所列的商品，不代表店铺或直播间的全部商品。"


def coverage_notice(looks: Sequence[SourceLook], unread: Sequence[str] = ()) -> Notice:
    """The one box that says at the very top how far the silence of this report reaches.

    ``unread``: lines about listings that were fetched and could not be read through.
    """
    never = [labels.source(look.source) for look in looks if look.run_id is None]
    partly = [labels.source(look.source) for look in looks if look.run_id is not None and not whole(look)]
    if not looks:
        return Notice("本日没有查看任何来源，本报告不能说明市场上没有问题", (BEYOND,))
    delivered = any(look.source == DELIVERED for look in looks)
    reach = (*unread, *([FILES_ONLY] if delivered else []), BEYOND)
    if not never and not partly:
        count = len({look.source for look in looks if look.source != DELIVERED})
        read = [f"{count} 个来源均已查看完整"] if count else []
        read += ["送交文件已全部读取"] if delivered else []
        return Notice(f"本日 {'，'.join(read)}，未发现遗漏的页面或数据行", reach, tone="plain")
    lines = []
    if never:
        lines.append(f"完全没有查看：{_names(never)}")
    if partly:
        lines.append(f"查看不完整：{_names(partly)}")
    lines += ["没有看到的地方不等于没有问题；未查看的线索保持原状，不记为已更正或已消失。", *reach]
    return Notice("本日有未看到的部分", tuple(lines))


def _names(sources: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(sources))


def coverage_section(looks: Sequence[SourceLook]) -> Section:
    """Every source with its verdict, then what was not seen there and why."""
    blocks: list[AnyBlock] = [
        Table(
            "各来源查看情况",
            ("来源", "平台", "结论", "完成时间", "读取页面", "收录商品", "未看到"),
            tuple(_row(look) for look in looks),
            numeric=(4, 5, 6),
        )
    ]
    for look in looks:
        blocks.extend(_shortfalls(look))
    if looks and all(whole(look) for look in looks):
        blocks.append(Paragraph("各来源均无未看到的项目。"))
    return Section("未看到什么", "coverage", tuple(blocks))


def _row(look: SourceLook) -> tuple[str, ...]:
    verdict = labels.VERDICT[look.verdict] if look.verdict else "未查看"
    if look.source == DELIVERED and look.verdict == "healthy":
        verdict = "文件已读完"
    counts = ("—", "—", "全部") if look.run_id is None else (look.pages, look.listings, len(missed(look)))
    return (
        labels.source(look.source),
        labels.platform(look.platform),
        verdict,
        labels.moment(look.finished_at),
        *map(str, counts),
    )


def _shortfalls(look: SourceLook) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    by_kind: dict[str, list[NotSeen]] = defaultdict(list)
    for item in look.not_seen:
        by_kind[item.kind].append(item)
    for kind, items in by_kind.items():
        named = [_named(item) for item in items[:NAMED]]
        if len(items) > NAMED:
            named.append(f"另有 {len(items) - NAMED} 项同类情况，见该批次的健康记录")
        blocks.append(Listed(tuple(named), f"{labels.source(look.source)}｜{labels.FAILURE[kind]}：{len(items)} 项"))
    unmet = [e for e in look.expectations if not e.met]
    if unmet:
        lines = tuple(visible(labels.shortfall(e)) for e in unmet)
        blocks.append(Listed(lines, f"{labels.source(look.source)}｜未达到该来源的预期"))
    return blocks


def _named(item: NotSeen) -> str:
    where = "，".join(
        f"{name} {shortened(value, 40)}" for name, value in (("店铺", item.shop), ("直播间", item.room)) if value
    )
    return f"{shortened(item.what, 120)}{f'（{where}）' if where else ''}：{shortened(item.reason, 120)}"
