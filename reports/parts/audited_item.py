"""One audited listing as blocks: what is suspected and why, the seller's words marked, and what would be lawful."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from crawler.listing import text_fields
from nlp.judgement import Finding
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Notice, Paragraph, Section, Tag
from reports.marking import shortened, visible
from reports.parts.alert import Proof, charge_sheet, marked_fields
from reports.parts.auditing import HEADINGS, Audited
from reports.writing import Context

PLACES_SHOWN = 30
_KINDS = {
    "attributes": "属性", "skus": "规格名称", "images": "图片文字", "speech": "口播", "qualifications": "证书资料",
    "description_text": "详情文字", "category": "类目", "brand": "品牌栏", "room": "直播间资料", "shop": "店铺资料",
}  # fmt: skip


def item_name(one: Audited, limit: int = 60) -> str:
    """The title; a listing without one is known by the first words it does have."""
    if one.listing.title and one.listing.title.strip():
        return shortened(one.listing.title, limit)
    words = next((text for _, text in text_fields(one.listing)), "")
    return f"（无标题）{shortened(words, 40)}"


def seen_in(one: Audited) -> str:
    """Where the listing stands as it was read."""
    return f"文件第 {one.line} 行" if one.run_id is None else f"批次 {one.run_id} 第 {one.line} 行"


def item_section(one: Audited, anchor: str, day: date, context: Context) -> Section:
    """What to do with one listing."""
    listing = one.listing
    findings = sorted(one.judgement.findings, key=lambda found: labels.SEVERITY_ORDER[found.severity])
    price = listing.price
    facts = [
        ("商品编号", shortened(listing.item_id, 60)),
        ("标价", labels.money(price.sale_fen if price else None, price.currency if price else "CNY")),
        ("最近所见", labels.moment(one.seen_at)),
        ("查看记录", seen_in(one)),
    ]
    if listing.status is not None:
        facts.append(("在售状态", labels.STATUS[listing.status]))
    blocks: list[AnyBlock] = [Facts(tuple(facts))]
    if one.gone:
        blocks.append(Paragraph("其后一次完整查看中未再见到该商品；如已下架，再次上架前请先改正。", "quiet"))
    blocks += [*_wording(one), *_elsewhere(one)]
    return Section(
        item_name(one, 80),
        anchor,
        tuple(blocks),
        tuple(dict.fromkeys(_severity(finding) for finding in findings)),
        tuple(_finding_section(one, found, f"{anchor}-{found.rule}", day, context) for found in findings),
    )


def _severity(finding: Finding) -> Tag:
    return Tag(f"程度：{labels.SEVERITY[finding.severity]}", "heavy" if finding.severity == "high" else "normal")


def _wording(one: Audited) -> list[AnyBlock]:
    said = one.rewording
    if said is None:
        return [Paragraph("问题不在标题，没有可替换的标题；请按下列各项建议改正相应位置。")]
    if said.title is None:
        return [Paragraph(f"没有可直接使用的标题：{visible(said.reason or '')}。")]
    title = visible(said.title)
    blocks: list[AnyBlock] = [Notice("建议标题（可直接复制；已按同一规则复查，未见涉嫌）", (title,), "plain")]
    cautions = [visible(line) for line in said.cautions]
    if title != said.title:
        cautions.append("原标题夹有不可见字符，上面以〔U+…〕标出，改写时请一并删去")
    return [*blocks, Listed(tuple(visible(line) for line in said.changes), "改动"), *_listed(cautions, "使用前请核对")]


def _listed(lines: Sequence[str], caption: str) -> list[AnyBlock]:
    return [Listed(tuple(lines), caption)] if lines else []


def _elsewhere(one: Audited) -> list[AnyBlock]:
    """Places besides the title that bear on what was found: the same name must stand everywhere."""
    said: dict[str, dict[str, None]] = {}
    for finding in one.judgement.findings:
        for element in finding.elements:
            for span in element.spans:
                if span.field != "title":
                    said.setdefault(span.field, {})[f"“{shortened(span.text, 40)}”"] = None
    if not said:
        return []
    lines = [
        f"{_KINDS.get(field.split('.', 1)[0], '其他')}｜{visible(labels.field_label(field, one.listing))}：{''.join(words)}"
        for field, words in list(said.items())[:PLACES_SHOWN]
    ]
    if len(said) > PLACES_SHOWN:
        lines.append(f"另有 {len(said) - PLACES_SHOWN} 处，未列出")
    return [Listed(tuple(lines), "标题以外须一并核对的位置（与检测证书不一致的一律改正，各处用同一名称）")]


def _record(one: Audited, found: Finding) -> dict[str, Any]:
    """The finding as one row of a sheet, with what to do about it."""
    said, price = one.rewording, one.listing.price
    return {
        "先做什么": HEADINGS[one.todo][0] if one.todo else "",
        "程度": labels.SEVERITY[found.severity],
        "商品": item_name(one),
        "涉嫌问题": found.title,
        "规则": found.rule,
        "证据等级": found.tier,
        "建议标题": visible(said.title) if said and said.title else "",
        "没有建议标题的原因": visible(said.reason) if said and said.reason else "",
        "标价（数）": price.sale_fen / 100 if price and price.sale_fen is not None else None,
    }


def _finding_section(one: Audited, found: Finding, anchor: str, day: date, context: Context) -> Section:
    cited = "；".join(law.short for law in context.citations(found.laws, day))
    charge = found.title if any(word in found.title for word in ("涉嫌", "疑似")) else f"涉嫌：{found.title}"
    return Section(
        f"{charge}（{found.rule}）",
        anchor,
        (
            Paragraph(visible(found.message)),
            Paragraph(f"合规写法：{visible(found.advice)}"),
            *marked_fields(Proof(one.listing, found)),
            charge_sheet(Proof(one.listing, found)),
            Facts((("依据", cited or "引用条文尚待核对，未列出"),), "quiet", _record(one, found)),
        ),
        (Tag(labels.TIER[found.tier], "light"), _severity(found)),
    )
