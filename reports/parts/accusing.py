"""One lead as an official letter puts it: a sentence of suspicion, the words, the elements, the law, the price, the past."""

from __future__ import annotations

from alerts.dossiers import Dossier
from alerts.values import Alert, AlertDetail
from reports import labels
from reports.document import AnyBlock, Facts, Paragraph, Section, Tag
from reports.marking import visible
from reports.parts.alert import (
    alert_heading,
    charge_name,
    charge_sheet,
    disguises,
    marked_fields,
    seller_name,
)  # fmt: skip
from reports.parts.capture import capture_blocks
from reports.parts.gates import sign_off
from reports.parts.law import LawBook, law_table
from reports.parts.past import decisions_table, sightings_table
from reports.parts.prices import price_blocks

_ABOUT = {
    "LG": "商品的材质或成因",
    "IP": "商品的来源或其与权利人的关系",
    "AD": "商品的性能、品质、荣誉或价值",
    "PR": "商品的价格或材质",
}
_WORDS = 6


def lead_sentence(dossier: Dossier, shorts: tuple[str, ...]) -> str:
    """Who showed what when, which words, which suspicion, by which law; that nothing is found by it stands elsewhere."""
    detail = dossier.detail
    alert, signed = detail.alert, sign_off(dossier)
    reviewed = f"并由{visible(signed.actor)}于 {labels.moment(signed.at)} 复核确认，" if signed else ""
    quoted = "、".join(f"“{words}”" for words in _proving(detail)) or "（见下）"
    return (
        f"{labels.platform(alert.platform)}“{seller_name(alert)}”于 {labels.moment(alert.last_seen)} 展示的商品"
        f"“{alert_heading(detail)}”，含有{quoted}等内容，经规则自动比对，{reviewed}属“{charge_name(alert)}”的疑似线索。"
        f"对照{'、'.join(shorts[:3])}{'等' if len(shorts) > 3 else ''}，上述内容可能使消费者误认{_ABOUT[alert.family]}。"
    )


def _proving(detail: AlertDetail) -> list[str]:
    """The words that meet an element, each once, short ones only."""
    found: dict[str, None] = {}
    for element in detail.finding.elements:
        if element.state == "met":
            found.update((visible(span.text), None) for span in element.spans if 0 < len(span.text) <= 20)
    return list(found)[:_WORDS]


def letter_facts(alert: Alert) -> Facts:
    """Identity and times; the office's own term and the machine's confidence are nobody else's matter."""
    return Facts(
        (
            ("线索编号", alert.id),
            ("商品编号", visible(alert.item_id)),
            ("标价", labels.money(alert.sale_fen, alert.currency)),
            ("首次发现", labels.moment(alert.first_seen)),
            ("最近发现", labels.moment(alert.last_seen)),
            ("最近情况", labels.LIFE[alert.life]),
            ("证据等级", labels.TIER.get(alert.tier, alert.tier)),
        )
    )


def letter_tags(alert: Alert) -> tuple[Tag, ...]:
    """Severity, and whether the goods are gone."""
    said = f"程度：{labels.SEVERITY.get(alert.severity, alert.severity)}"
    gone = (Tag(labels.LIFE[alert.life]),) if alert.life in ("gone", "corrected", "not_looked") else ()
    return (Tag(said, "heavy" if alert.severity == "high" else "normal"), *gone)


def lead_section(number: str, dossier: Dossier, laws: LawBook, *between: Section) -> Section:
    """One numbered lead; ``between`` stands after the words and before the law."""
    detail, alert = dossier.detail, dossier.detail.alert
    rows = laws.rows(detail)
    head: list[AnyBlock] = [Paragraph(lead_sentence(dossier, tuple(row.short for row in rows))), letter_facts(alert)]
    if changed := _changed_since(dossier):
        head.append(Paragraph(changed, "warning"))
    hidden = disguises(span for element in detail.finding.elements for span in element.spans)
    words: tuple[AnyBlock, ...] = (
        Paragraph(visible(detail.finding.message)),
        *marked_fields(detail),
        charge_sheet(detail),
    )
    if hidden:
        words = (*words, Paragraph(f"上述文字有规避识别的写法：{'、'.join(hidden)}；标注均在原文位置。"))
    sections = (
        Section("涉嫌文字与构成要件", f"{alert.id}-words", words),
        *between,
        Section("依据", f"{alert.id}-law", (law_table(rows, detail),)),
        Section("价格", f"{alert.id}-price", price_blocks(detail)),
        Section(
            "发现与复核经过",
            f"{alert.id}-past",
            (sightings_table(detail.sightings, alert.currency), decisions_table(dossier.decisions)),
        ),
        Section("采集记录", f"{alert.id}-capture", capture_blocks(detail)),
    )
    return Section(f"{number}　{alert_heading(detail)}", alert.id, tuple(head), letter_tags(alert), sections)


def _changed_since(dossier: Dossier) -> str:
    """What a reader must know of the time after the sign-off: it was given on what was shown then."""
    signed = sign_off(dossier)
    if signed is None:
        return ""
    later = [look for look in dossier.detail.sightings if look.at > signed.at and look.changed_fields]
    if not later:
        return ""
    parts = labels.parts(dict.fromkeys(name for look in later for name in look.changed_fields))
    return f"复核确认之后，商品的{parts}又有变化；本件按最近一次所见列示，请结合发现经过阅读。"
