"""How far a report about one shop reaches: when its shelves were looked at, and what was not seen there. Of other shops
in the same look nothing is told."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.shops.values import ShopLook
from reports import labels
from reports.document import AnyBlock, Listed, Notice, Paragraph, Section, Table
from reports.marking import shortened
from reports.parts.coverage import BEYOND, NAMED

LOOKS_SHOWN = 40


def newest_whole(looks: Sequence[ShopLook]) -> ShopLook | None:
    """The newest look that read every shelf of the shop that it walked."""
    return next((look for look in reversed(looks) if look.whole), None)


def shop_notice(looks: Sequence[ShopLook], days: int, unread: Sequence[str] = ()) -> Notice:
    """The box at the top. ``looks``: those of the last ``days`` days; ``unread``: what was fetched and not read through."""
    whole = newest_whole(looks)
    if not looks:
        return Notice(f"近 {days} 天没有查看本店，所列为更早所见，现况不明", (*unread, BEYOND))
    if whole is None:
        return Notice(
            f"近 {days} 天没有完整查看过本店货架（共查看 {len(looks)} 次）",
            ("未列出的商品不等于没有问题。", *unread, BEYOND),
        )
    lines = list(unread)
    since = looks[-1]
    if since is not whole and not since.whole:
        lines.insert(0, f"其后于 {labels.moment(since.finished_at)} 的查看不完整。")
    return Notice(
        f"最近一次完整查看本店货架：{labels.moment(whole.finished_at)}（北京时间），{whole.listings} 件商品",
        (*lines, BEYOND),
        tone="plain",
    )


def shop_reach_section(looks: Sequence[ShopLook]) -> Section:
    """Every look with what it read of the shop, newest first; then what was not seen."""
    shown = tuple(reversed(looks))[:LOOKS_SHOWN]
    rows = tuple(
        (
            labels.moment(look.finished_at),
            labels.source(look.source),
            "是" if look.whole else "否",
            _shelves(look),
            f"{look.listings}",
            f"{len(look.not_seen)}",
        )
        for look in shown
    )
    head = ("完成时间", "来源", "本店看全", "货架", "本店商品", "本店未看到")
    blocks: list[AnyBlock] = [Table("", head, rows, numeric=(4, 5))] if rows else [Paragraph("没有查看记录。")]
    if len(looks) > len(shown):
        blocks.append(Paragraph(f"另有更早的 {len(looks) - len(shown)} 次，未列出。", "quiet"))
    for look in shown:
        if lines := _shortfalls(look):
            blocks.append(Listed(lines, f"{labels.moment(look.finished_at)} {labels.source(look.source)}｜未看到"))
    blocks.append(Paragraph("没有看到的地方不等于没有问题；未再查看的商品保持最后一次所见的记载。", "quiet"))
    return Section("查看范围与未看到的部分", "coverage", tuple(blocks))


def _shelves(look: ShopLook) -> str:
    if not look.shelves:
        return "只见到部分商品"
    named = []
    for shelf in look.shelves:
        name = "店铺货架" if shelf.room is None else f"直播间 {shortened(shelf.room, 20)}"
        whole = "只看更新部分" if shelf.changes else "看全" if shelf.complete else "未看全"
        named.append(f"{name}：{whole}")
    return "；".join(named)


def _shortfalls(look: ShopLook) -> tuple[str, ...]:
    named = [f"该次查看：{labels.VERDICT[look.verdict]}"] if look.verdict in ("broken", "blocked") else []
    named += [
        f"{labels.FAILURE[one.kind]}：{shortened(one.what, 100)}（{shortened(one.reason, 100)}）"
        for one in look.not_seen[:NAMED]
    ]
    if len(look.not_seen) > NAMED:
        named.append(f"另有 {len(look.not_seen) - NAMED} 项")
    named += [f"{labels.FAILURE.get(kind, kind)}：{count} 项（未标明属于哪家店铺）" for kind, count in look.unplaced]
    return (*named, *(f"未达预期：{labels.expectation(one.name)}" for one in look.unmet))
