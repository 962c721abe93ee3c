"""What passed between a shop and those who watch it: notices, answers and rulings; and the cases its alerts are in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from alerts.cases.values import CaseDetail
from alerts.members.values import ANSWERS, NOTICES, OUTCOMES, STANDINGS, Notice
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Paragraph, Section, Table, Tag
from reports.marking import shortened, visible
from reports.parts.case import end_of, shops

LINKS_SHOWN = 40


def notices_section(notices: Sequence[Notice]) -> Section:
    """Each notice with what was answered and ruled, newest first."""
    blocks: tuple[AnyBlock, ...] = () if notices else (Paragraph("没有发过通知。"),)
    sections = tuple(_notice_section(one) for one in notices)
    return Section("通知、答复与裁定", "notices", blocks, (Tag(f"{len(notices)} 件"),), sections)


def _notice_section(notice: Notice) -> Section:
    facts = Facts(
        (
            ("发出时间", labels.moment(notice.at)),
            ("发出人", shortened(notice.actor, 40)),
            ("期限", notice.due_on.isoformat()),
            ("所涉线索", shortened("、".join(notice.alerts), 200)),
            ("内容", shortened(notice.words, 400) or "—"),
        )
    )
    rows = []
    for answer in notice.answers:
        ruling = answer.ruling
        ruled = "未裁定"
        if ruling is not None:
            ruled = f"{OUTCOMES[ruling.outcome]}（{labels.moment(ruling.at)} {shortened(ruling.actor, 40)}）：{shortened(ruling.reason, 200)}"
        files = f"；附 {len(answer.files)} 个文件" if answer.files else ""
        rows.append(
            (labels.moment(answer.at), ANSWERS[answer.kind], f"{shortened(answer.words, 300) or '—'}{files}", ruled)
        )
    head = ("答复时间", "类别", "内容", "裁定")
    answered: AnyBlock = Table("", head, tuple(rows)) if rows else Paragraph("尚未答复。")
    return Section(
        f"{NOTICES[notice.kind][0]} {notice.id}",
        f"notice-{notice.id}",
        (facts, answered),
        (Tag(STANDINGS[notice.standing]),),
    )


def cases_section(cases: Sequence[CaseDetail], own: Collection[str]) -> Section:
    """Cases that hold alerts of the shop, with the links that tie these to others. ``own``: ids of the shop's alerts."""
    if not cases:
        return Section("案件与关联", "cases", (Paragraph("没有案件。"),), (Tag("0 件"),))
    rows = tuple(
        (
            one.case.id,
            f"{one.case.rule} {visible(one.case.charge)}",
            f"{one.case.sellers} 家",
            f"{one.case.alerts}",
            f"{one.case.open}",
            labels.SEVERITY[one.case.worst] if one.case.worst else "—",
            labels.moment(one.case.last_seen),
        )
        for one in cases
    )
    head = ("案件", "涉嫌问题", "涉及店铺", "线索", "未结", "最重", "最近发现")
    blocks: list[AnyBlock] = [Table("", head, rows, numeric=(3, 4))]
    sections = tuple(told for one in cases if (told := _links_section(one, own)) is not None)
    if not sections:
        blocks.append(Paragraph("没有与其他店铺的关联，也没有疑似换链接再次上架。"))
    return Section("案件与关联", "cases", tuple(blocks), (Tag(f"{len(cases)} 件"),), sections)


def _links_section(found: CaseDetail, own: Collection[str]) -> Section | None:
    """Why the shop's alerts are held together with others, and what seems to be up again; None where neither is so."""
    links = [link for link in found.links if {link.one.alert_id, link.other.alert_id} & set(own)]
    lines = [
        f"{link.reason}：{end_of(link.one)} ↔ {end_of(link.other)}（{labels.moment(link.at)} 起，强度 {link.strength:.2f}）"
        + ("" if link.inside else "，经人工分立，不并案")
        for link in links[:LINKS_SHOWN]
    ]
    if len(links) > LINKS_SHOWN:
        lines.append(f"另有 {len(links) - LINKS_SHOWN} 条关联")
    back = [
        f"{labels.moment(one.at)} 疑似换链接再次上架：{one.alert_id}，此前 {one.of_alert}（{one.reasons}）"
        for one in found.returns
        if {one.alert_id, one.of_alert} & set(own)
    ]
    blocks: list[AnyBlock] = (
        [Listed(tuple(map(visible, lines)), f"涉及 {shortened(shops(found.case), 200)}")] if lines else []
    )
    blocks += [Listed(tuple(map(visible, back)), "换链接")] if back else []
    return Section(f"案件 {found.case.id}", f"case-{found.case.id}", tuple(blocks)) if blocks else None
