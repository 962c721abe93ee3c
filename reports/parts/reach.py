"""How far a letter reaches: when its sources were last looked at, what was not seen there, what is muted meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from alerts.dossiers import Dossier
from alerts.mutes.scopes import covers
from alerts.mutes.values import MuteStanding
from alerts.statistics.looking import missed, whole
from alerts.values import SourceLook
from reports import labels
from reports.document import AnyBlock, Listed, Notice, Paragraph, Section, Table
from reports.parts.coverage import BEYOND
from reports.parts.mutes import mutes_section


def looks_of(dossiers: Sequence[Dossier]) -> tuple[SourceLook, ...]:
    """The last looks at the sources of these alerts, each once, by name."""
    found = {one.look.source: one.look for one in dossiers if one.look is not None}
    return tuple(found[name] for name in sorted(found))


def reach_notice(looks: Sequence[SourceLook]) -> Notice:
    """The box at the top: up to when this holds, and whether the last look was whole."""
    if not looks:
        return Notice("所列线索的来源没有查看记录，是否仍在展示不明", (BEYOND,))
    oldest = min((look.finished_at for look in looks if look.finished_at), default=None)
    partly = [labels.source(look.source) for look in looks if not whole(look)]
    title = f"所述情况截至最近一次查看（{labels.moment(oldest)}，北京时间），此后的变化未经查看"
    lines = [f"最近一次查看不完整：{'、'.join(partly)}"] if partly else []
    return Notice(title, (*lines, BEYOND), tone="warning" if partly else "plain")


def reach_section(looks: Sequence[SourceLook]) -> Section:
    """Each source with its last look; what was missed there is counted by reason, since its addresses may be others'."""
    rows = tuple(
        (
            labels.source(look.source),
            labels.platform(look.platform),
            labels.moment(look.finished_at),
            labels.VERDICT[look.verdict] if look.verdict else "未查看",
            str(look.listings),
            str(len(missed(look))),
        )
        for look in looks
    )
    head = ("来源", "平台", "最近一次查看", "结论", "收录商品", "未看到")
    blocks: list[AnyBlock] = [Table("", head, rows, numeric=(4, 5))] if rows else [Paragraph("没有查看记录。")]
    for look in looks:
        counted = Counter(labels.FAILURE[item.kind] for item in missed(look))
        unmet = [labels.shortfall(one) for one in look.expectations if not one.met]
        if counted or unmet:
            lines = (*(f"{reason}：{count} 项" for reason, count in counted.most_common()), *unmet)
            blocks.append(Listed(lines, f"{labels.source(look.source)}｜未看到或未达到预期"))
    blocks.append(Paragraph("没有看到的地方不等于没有问题；未再查看的商品保持最后一次所见的记载。", "quiet"))
    return Section("查看范围与未看到的部分", "reach", tuple(blocks))


def concerning(mutes: Sequence[MuteStanding], dossiers: Sequence[Dossier]) -> tuple[MuteStanding, ...]:
    """Mutes that cover any of these alerts."""
    return tuple(one for one in mutes if any(covers(one.mute.scope, d.detail.alert) for d in dossiers))


def concerned_mutes_section(mutes: Sequence[MuteStanding], others: int = 0) -> Section:
    """Mutes over the alerts of a letter; ``others``: how many more are in force elsewhere."""
    section = mutes_section(mutes)
    if not others:
        return section
    more = Paragraph(f"另有 {others} 项屏蔽，不涉及本函所列经营者的线索。", "quiet")
    return Section(section.heading, section.anchor, (*section.blocks, more), section.tags)
