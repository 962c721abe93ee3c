"""Advice on one listing: what is unclear in its own words, a title that passes, the other places that must agree."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from alerts.dossiers import Dossier
from nlp.rewording import Rewording
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Notice, Paragraph, Section, Table, Tag
from reports.marking import shortened, visible
from reports.parts.alert import alert_heading, charge_name, charge_sheet, marked_fields
from reports.parts.law import LawBook
from reports.parts.places import places_table
from reports.writing import Context


class Item(Struct, frozen=True):
    """One listing with what is said of it. ``rewording`` None: today's rules find nothing in it, or it has no title."""

    dossiers: tuple[Dossier, ...]
    due_on: date
    provisional: bool
    asked: bool
    rewording: Rewording | None
    found_today: bool


def reworded(one: Dossier, day: date, context: Context) -> tuple[Rewording | None, bool]:
    """A title that today's rules find nothing in, asked once more with all that is known beside the listing."""
    from nlp.rewording import reword
    from nlp.screen import Screener

    listing = one.detail.listing
    judgement = context.screen(listing, day)
    if not judgement.findings:
        return None, False
    made = reword(judgement, listing, Screener.default(), day)
    if made is not None and made.title is not None:
        again = context.screen(replace(listing, title=made.title), day)
        if again.findings:
            left = "；".join(f"{f.rule} {f.title}" for f in again.findings)
            return Rewording(None, f"只改标题不够，改后复查仍有：{left}。请按各条建议处理标题以外的内容"), True
    return made, True


def item_section(place: int, item: Item, laws: LawBook) -> Section:
    """Charges, title and places of one listing."""
    first = item.dossiers[0].detail
    alert = first.alert
    worst = min(item.dossiers, key=lambda one: labels.SEVERITY_ORDER.get(one.detail.alert.severity, 9)).detail.alert
    facts = Facts(
        (
            ("商品编号", visible(alert.item_id)),
            ("标价", labels.money(alert.sale_fen, alert.currency)),
            ("最近看到", labels.moment(alert.last_seen)),
            ("完成日期", labels.due(item.due_on, item.provisional)),
            ("商品地址", shortened(alert.url or "未提供", 200)),
        )
    )
    charges = tuple(_charge_section(n, one, laws) for n, one in enumerate(item.dossiers, 1))
    title = Section("建议标题", f"item-{place}-title", _title_blocks(item, first.alert.title))
    table = places_table(first.listing, [one.detail for one in item.dossiers])
    elsewhere = Section("其他位置", f"item-{place}-places", (table,))
    tag = Tag(f"程度：{labels.SEVERITY[worst.severity]}", "heavy" if worst.severity == "high" else "normal")
    heading = f"商品 {place}　{alert_heading(first)}"
    return Section(heading, f"item-{place}", (facts,), (tag,), (*charges, title, elsewhere))


def _charge_section(place: int, one: Dossier, laws: LawBook) -> Section:
    detail = one.detail
    cited = "；".join(laws.of(detail)) or "引用条文尚待核对，未列出"
    blocks: tuple[AnyBlock, ...] = (
        Paragraph(visible(detail.finding.message)),
        *marked_fields(detail),
        charge_sheet(detail),
        Paragraph(f"建议：{visible(detail.finding.advice)}"),
        Paragraph(f"参照：{cited}", "quiet"),
    )
    return Section(f"需要澄清之处 {place}：{charge_name(detail.alert)}", detail.alert.id, blocks)


def _title_blocks(item: Item, title: str) -> tuple[AnyBlock, ...]:
    made = item.rewording
    if not item.found_today:
        said = "以现行规则复查最近一次所见的文字，未再发现同一问题；已经修改的，请答复“已更正”。"
        return (Paragraph(said),)
    if made is None:
        return (Paragraph("商品没有标题，请按上列建议自行拟写。"),)
    if made.title is None:
        return (Notice("只改标题不能解决", (visible(made.reason or ""),)),)
    blocks: list[AnyBlock] = [
        Table("", ("", "标题"), (("现标题", shortened(title, 200)), ("建议标题", shortened(made.title, 200)))),
        Paragraph("建议标题已按同一规则复查，未见疑似问题。采用后，属性、首图、讲解和证书信息请同步修改。"),
        Listed(tuple(visible(one) for one in made.changes), "改动"),
    ]
    if made.cautions:
        blocks.append(Listed(tuple(visible(one) for one in made.cautions), "前提"))
    return tuple(blocks)
