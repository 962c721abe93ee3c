"""One alert as blocks: the seller's words marked, the charge sheet, where the proof lies. Report and desk show the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from alerts.values import Alert, AlertDetail
from crawler.listing import Listing, text_fields
from crawler.shanghai import SHANGHAI
from nlp.judgement import Finding, Span
from reports import labels
from reports.document import AnyBlock, ChargeLine, ChargeSheet, Facts, Marked, Paragraph, Tag
from reports.marking import mark, shortened, visible

WORDS_SHOWN = 40
"""Characters of a proving span repeated in the charge sheet; the marked field shows all of it."""


class Proof(NamedTuple):
    """What a finding rests on, also where there is no alert of it."""

    listing: Listing
    finding: Finding


def seller_name(alert: Alert) -> str:
    """Who answers for the listing, as well as it is known: shop, else room, else anchor, else that nobody is named."""
    if alert.shop_name or alert.shop_id:
        return shortened(alert.shop_name or f"店铺编号 {alert.shop_id}", 40)
    if alert.room_title or alert.room_id:
        return f"直播间：{shortened(alert.room_title or str(alert.room_id), 40)}（店铺未标明）"
    if alert.anchor:
        return f"主播：{shortened(alert.anchor, 40)}（店铺未标明）"
    return "店铺未标明"


def alert_heading(detail: AlertDetail) -> str:
    """The title; a listing without one is known by the first words it does have."""
    if detail.alert.title:
        return shortened(detail.alert.title, 80)
    words = detail.listing.description_text or next((text for _, text in text_fields(detail.listing)), "")
    return f"（无标题）{shortened(words, 40)}"


def charge_name(alert: Alert) -> str:
    """The charge as a suspicion; most rules are already titled so."""
    prefix = "" if any(word in alert.charge for word in ("涉嫌", "疑似")) else "涉嫌："
    return f"{prefix}{alert.charge}（{alert.rule}）"


def alert_tags(alert: Alert) -> tuple[Tag, ...]:
    """Severity, what the last look did, state, and what the member says of it. Words, not colours: a printed page has none."""
    said = labels.declared(alert)
    return (
        Tag(
            f"程度：{labels.SEVERITY.get(alert.severity, alert.severity)}",
            "heavy" if alert.severity == "high" else "normal",
        ),
        Tag(labels.LIFE[alert.life], "heavy" if alert.life in ("new", "reopened") else "normal"),
        Tag(labels.STATE[alert.state], "light"),
        *((Tag(said, "normal"),) if said else ()),
    )


def alert_facts(alert: Alert) -> Facts:
    """Identity and times in one row: ids, price, first and last seen, due date, how sure the rulebook is."""
    return Facts(
        (
            ("线索编号", alert.id),
            ("商品编号", visible(alert.item_id)),
            ("标价", labels.money(alert.sale_fen, alert.currency)),
            ("首次发现", labels.moment(alert.first_seen)),
            ("最近发现", labels.moment(alert.last_seen)),
            ("办理期限", labels.due(alert.due_on, alert.due_provisional)),
            ("证据等级", labels.TIER.get(alert.tier, alert.tier)),
            ("把握程度", f"{alert.confidence:.0%}"),
        ),
        record=alert_record(alert),
    )


def alert_record(alert: Alert) -> dict[str, Any]:
    """The same as one row of a sheet, with real numbers, days and times (Beijing, without a zone)."""

    def clock(at: datetime) -> datetime:
        return at.astimezone(SHANGHAI).replace(tzinfo=None, second=0, microsecond=0)

    return {
        "线索编号": alert.id,
        "程度": labels.SEVERITY.get(alert.severity, alert.severity),
        "平台": labels.platform(alert.platform),
        "店铺": seller_name(alert),
        "商品": visible(alert.title),
        "涉嫌问题": alert.charge,
        "规则": alert.rule,
        "证据等级": alert.tier,
        "把握程度（%）": round(alert.confidence * 100),
        "本次情况": labels.LIFE[alert.life],
        "状态": labels.STATE[alert.state],
        "标价": None if alert.sale_fen is None else alert.sale_fen / 100,
        "币种": "" if alert.sale_fen is None else alert.currency,
        "首次发现": clock(alert.first_seen),
        "最近发现": clock(alert.last_seen),
        "办理期限": alert.due_on,
        "期限说明": "暂定" if alert.due_on is not None and alert.due_provisional else "",
        "商品编号": visible(alert.item_id),
    }


def marked_fields(detail: AlertDetail | Proof, *, whole: bool = False) -> tuple[Marked, ...]:
    """Every field that proves an element, in the listing's own order, with the numbers of what it proves."""
    spans: dict[str, list[tuple[int, Span]]] = {}
    for number, element in enumerate(detail.finding.elements, start=1):
        for span in element.spans:
            spans.setdefault(span.field, []).append((number, span))
    return tuple(
        Marked(
            labels.field_label(path, detail.listing),
            path,
            mark(text, spans[path], whole=whole),
            disguises(span for _, span in spans[path]),
        )
        for path, text in text_fields(detail.listing)
        if path in spans
    )


def disguises(spans: Iterable[Span]) -> tuple[str, ...]:
    """Names of what hid a word on purpose, each once; folding of case or width is not named."""
    found = (labels.DISGUISE.get(name) for span in spans for name in span.transforms)
    return tuple(dict.fromkeys(name for name in found if name))


def charge_sheet(detail: AlertDetail | Proof) -> ChargeSheet:
    """Each legal element with its answer and the words that give it, one line a field."""
    return ChargeSheet(
        tuple(
            ChargeLine(number, element.question, element.state, _quoted(element.spans, detail))
            for number, element in enumerate(detail.finding.elements, start=1)
        )
    )


def _quoted(spans: Iterable[Span], detail: AlertDetail | Proof) -> tuple[str, ...]:
    by_field: dict[str, dict[str, None]] = {}
    for span in spans:
        by_field.setdefault(span.field, {})[f"“{shortened(span.text, WORDS_SHOWN)}”"] = None
    return tuple(
        f"{visible(labels.field_label(field, detail.listing))}：{''.join(words)}" for field, words in by_field.items()
    )


def evidence_facts(detail: AlertDetail) -> Facts:
    """Where a third party finds the proof: the run and its hash, the line in it, the stored response, the address."""
    evidence = detail.evidence
    return Facts(
        (
            ("采集批次", f"{evidence.run_id} 第 {evidence.line} 行"),
            ("WARC 记录", evidence.warc_record or "无（文件送达）"),
            ("清单哈希", evidence.listing_sha256),
            ("规则版本", f"{detail.finding.rule} {detail.finding.version}"),
            ("商品地址", shortened(evidence.url or detail.alert.url or "未提供", 200)),
        ),
        tone="quiet",
    )


def alert_blocks(detail: AlertDetail) -> tuple[AnyBlock, ...]:
    """The body of one alert in a report, from what it says to where the proof lies."""
    blocks: list[AnyBlock] = [alert_facts(detail.alert), Paragraph(visible(detail.finding.message))]
    if detail.alert.life == "changed":
        changed = next((s.changed_fields for s in reversed(detail.sightings) if s.life == "changed"), ())
        if changed:
            blocks.append(Paragraph(f"与上次相比有变化：{labels.parts(changed)}"))
    blocks += [*marked_fields(detail), charge_sheet(detail), evidence_facts(detail)]
    if detail.decision_reason:
        blocks.append(Paragraph(f"复核意见：{visible(detail.decision_reason)}"))
    return tuple(blocks)
