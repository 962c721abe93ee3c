"""What an audit says besides its findings: what could not be judged, what was considered and is in order, what is clear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.listing import Listing
from reports import labels
from reports.document import AnyBlock, Listed, Paragraph, Section, Table, Tag
from reports.marking import shortened, visible
from reports.parts.audited_item import item_name
from reports.parts.auditing import Audited

ROWS_SHOWN = 200
NAMED = 12
_TOLD_ELSEWHERE = ("content_poor", "no_text")


def pictures_unread(listings: Iterable[Listing]) -> tuple[int, int]:
    """(pictures, those whose text was not read)."""
    pictures = [image for listing in listings for image in listing.images]
    return len(pictures), sum(not image.ocr_text for image in pictures)


def poor(one: Audited) -> bool:
    """Whether next to no text describes the listing beside its title."""
    return any(note.code == "content_poor" for note in one.judgement.notes)


def unjudged_section(items: Sequence[Audited], released: int) -> Section:
    """What the silence of this report does not cover."""
    could_not = [one for one in items if one.judgement.verdict == "could_not_judge"]
    thin = [one for one in items if poor(one)]
    pictures, unread = pictures_unread(one.listing for one in items)
    unsaid = sum(not one.listing.speech for one in items)
    unproven = sum(not one.listing.qualifications for one in items)
    lines = []
    if unread:
        lines.append(f"图片：共 {pictures} 张，其中 {unread} 张的文字没有读出，图中写了什么未核对")
    if unsaid:
        lines.append(f"口播：{unsaid} 件没有送达口播文字，主播说了什么未核对")
    if unproven:
        lines.append(f"证书：{unproven} 件没有证书资料；有资料的也只核对所写文字，未向出证机构查证")
    if released:
        lines.append(f"未保留：{released} 件此前未见涉嫌的商品，查看记录已按保存期限移除，本次未重新判断")
    blocks: list[AnyBlock] = []
    if could_not:
        blocks.append(_named(could_not, f"没有可读文字、未能判断：{len(could_not)} 件"))
    if thin:
        blocks.append(_named(thin, f"未获取详情页和图片文字、只按已有文字判断：{len(thin)} 件"))
    if lines:
        blocks.append(Listed(tuple(lines), "没有核对的内容"))
    return Section("未能判断和未核对的", "unjudged", tuple(blocks) or (Paragraph("无。"),))


def _named(items: Sequence[Audited], caption: str) -> Listed:
    named = [f"{item_name(one)}（商品编号 {shortened(one.listing.item_id, 40)}）" for one in items[:NAMED]]
    if len(items) > NAMED:
        named.append(f"另有 {len(items) - NAMED} 件")
    return Listed(tuple(named), caption)


def considered_section(items: Sequence[Audited]) -> Section:
    """Rules that were near and why they stayed quiet, and remarks that accuse nobody: so that a shop learns what is right."""
    found: dict[tuple[str, str], list[tuple[Audited, str]]] = {}
    for one in items:
        for quiet in one.judgement.suppressed:
            words = f"“{shortened(quiet.cue.text, 30)}”" if quiet.cue else ""
            found.setdefault((quiet.rule, quiet.reason), []).append((one, words))
    rows = tuple(
        (
            rule,
            visible(reason),
            _words(where),
            f"{len({one.listing.item_id for one, _ in where})}",
            item_name(where[0][0], 30),
        )
        for (rule, reason), where in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:ROWS_SHOWN]
    )
    noted: dict[str, list[Audited]] = {}
    for one in items:
        for note in one.judgement.notes:
            if note.code not in _TOLD_ELSEWHERE:
                noted.setdefault(note.message, []).append(one)
    blocks: list[AnyBlock] = []
    if rows:
        head = ("规则", "为什么没有作为问题", "起作用的文字", "商品数", "例如")
        blocks.append(Table("考虑过、认为合规的", head, rows, numeric=(3,)))
    if noted:
        told = sorted(noted.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:ROWS_SHOWN]
        lines = tuple((visible(said), f"{len(where)}", item_name(where[0], 30)) for said, where in told)
        blocks.append(Table("提示（不是问题）", ("内容", "商品数", "例如"), lines, numeric=(1,)))
    return Section("考虑过、未作为问题的", "considered", tuple(blocks) or (Paragraph("无。"),))


def _words(where: Sequence[tuple[Audited, str]]) -> str:
    words = list(dict.fromkeys(words for _, words in where if words))
    return "".join(words[:5]) + ("等" if len(words) > 5 else "") or "—"


def clear_section(items: Sequence[Audited]) -> Section:
    """Listings without a finding, each by name: clear is said of these words alone."""
    clear = [one for one in items if one.judgement.verdict == "clear"]
    rows = tuple(
        (
            shortened(one.listing.item_id, 40),
            item_name(one),
            labels.moment(one.seen_at),
            "；".join(filter(None, ("其后未再见到" if one.gone else "", "文字很少" if poor(one) else ""))) or "—",
        )
        for one in clear[:ROWS_SHOWN]
    )
    blocks: list[AnyBlock] = (
        [Table("", ("商品编号", "商品", "最近所见", "说明"), rows)] if rows else [Paragraph("无。")]
    )
    if len(clear) > ROWS_SHOWN:
        blocks.append(Paragraph(f"另有 {len(clear) - ROWS_SHOWN} 件，未列出。", "quiet"))
    return Section("未见涉嫌的商品", "clear", tuple(blocks), (Tag(f"{len(clear)} 件"),))
