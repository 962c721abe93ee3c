"""A judgement explained for a person: the seller's words with the proof marked, the charge sheet, why not, the law.

Only structure: where a mark begins and ends, which line answers which question. Colours, columns and
HTML are the business of whoever shows it.
"""

from __future__ import annotations

import itertools
from datetime import date

from msgspec import Struct

from crawler.listing import Listing, text_fields
from nlp.books.laws import citations
from nlp.judgement import ElementState, Finding, Judgement, Severity, Span, Tier

SEVERITY: dict[Severity, str] = {"high": "高", "medium": "中", "low": "低"}
TIER: dict[Tier, str] = {
    "E1": "E1（商品信息自相矛盾或自认）",
    "E2": "E2（材质或品牌证据较强）",
    "E3": "E3（间接迹象，须人工复核）",
}
STATE: dict[ElementState, str] = {"met": "是", "not_met": "否", "unknown": "未知"}
_FIELDS = {
    "title": "标题", "short_title": "短标题", "subtitle": "副标题", "selling_point": "卖点",
    "description_text": "详情", "attributes": "属性", "skus": "规格", "images": "图片文字",
    "qualifications": "证书资质", "speech": "讲解", "room": "直播间", "shop": "店铺",
    "category": "类目", "brand": "品牌",
}  # fmt: skip


class Piece(Struct, frozen=True):
    """A stretch of text; ``rules`` are the charges it is proof of, empty for plain text."""

    text: str
    rules: tuple[str, ...] = ()


class MarkedField(Struct, frozen=True):
    """One field of the listing, cut at its marks; the pieces together are exactly the seller's text."""

    field: str
    label: str
    pieces: tuple[Piece, ...]


class Answered(Struct, frozen=True):
    """A line of the charge sheet: the question, 是/否/未知, and the words that prove it with their places."""

    question: str
    answer: str
    proof: tuple[str, ...]


class ChargeSheet(Struct, frozen=True):
    """One finding for a person, in Chinese throughout except the rule id."""

    rule: str
    title: str
    severity: str
    tier: str
    confidence: float
    message: str
    answers: tuple[Answered, ...]
    laws: tuple[str, ...]
    advice: str


class WhyNot(Struct, frozen=True):
    """A charge that would have been made, and what kept it quiet; ``words`` is the deciding cue if there is one."""

    rule: str
    title: str
    reason: str
    words: str | None


class Explanation(Struct, frozen=True):
    """``summary`` is one sentence; ``fields`` holds only fields with a mark, unless there is no finding."""

    summary: str
    fields: tuple[MarkedField, ...]
    charges: tuple[ChargeSheet, ...]
    why_not: tuple[WhyNot, ...]
    notes: tuple[str, ...]


def explain(judgement: Judgement, listing: Listing) -> Explanation:
    """Explain a judgement of this very listing. Spans that do not fit the listing raise KeyError or are cut short."""
    from nlp.rulebook import Rulebook

    on = date.fromisoformat(judgement.on)
    book = Rulebook.default()
    why_not = []
    for suppression in judgement.suppressed:
        rule = book.rule(suppression.rule)
        words = suppression.cue.text if suppression.cue is not None else None
        why_not.append(WhyNot(suppression.rule, rule.title if rule else "", suppression.reason, words))
    return Explanation(
        summary=_summary(judgement),
        fields=_fields(judgement, listing),
        charges=tuple(_sheet(finding, on) for finding in judgement.findings),
        why_not=tuple(why_not),
        notes=tuple(note.message for note in judgement.notes),
    )


def field_label(path: str) -> str:
    """The Chinese name of a field path: ``skus.1.spec.0.value`` -> 规格2."""
    name, _, rest = path.partition(".")
    number = rest.split(".")[0]
    return _FIELDS.get(name, name) + (str(int(number) + 1) if number.isdigit() else "")


def _summary(judgement: Judgement) -> str:
    if judgement.verdict == "could_not_judge":
        return "没有可读的文字，无法判断。"
    if not judgement.findings:
        return "未发现涉嫌问题的线索。"
    gravest = max(judgement.findings, key=lambda f: ("low", "medium", "high").index(f.severity))
    return f"发现 {len(judgement.findings)} 条疑似线索，最高等级{SEVERITY[gravest.severity]}：{gravest.title}。"


def _sheet(finding: Finding, on: date) -> ChargeSheet:
    return ChargeSheet(
        rule=finding.rule,
        title=finding.title,
        severity=SEVERITY[finding.severity],
        tier=TIER[finding.tier],
        confidence=finding.confidence,
        message=finding.message,
        answers=tuple(
            Answered(
                element.question,
                STATE[element.state],
                tuple(f"{field_label(span.field)}：{span.text}" for span in element.spans),
            )
            for element in finding.elements
        ),
        laws=tuple(row.short for row in citations(list(finding.laws), on)),
        advice=finding.advice,
    )


def _fields(judgement: Judgement, listing: Listing) -> tuple[MarkedField, ...]:
    marks: dict[str, list[tuple[Span, str]]] = {}
    for finding in judgement.findings:
        for element in finding.elements:
            for span in element.spans:
                marks.setdefault(span.field, []).append((span, finding.rule))
    return tuple(
        MarkedField(path, field_label(path), _pieces(text, marks.get(path, [])))
        for path, text in text_fields(listing)
        if path in marks or (not marks and path == "title")
    )


def _pieces(text: str, marks: list[tuple[Span, str]]) -> tuple[Piece, ...]:
    """The text cut at every edge of a mark, so that overlapping marks stay visible as what they are."""
    edges = sorted({0, len(text), *(s.start for s, _ in marks), *(s.end for s, _ in marks)})
    return tuple(
        Piece(text[a:b], tuple(sorted({rule for s, rule in marks if s.start <= a and b <= s.end})))
        for a, b in itertools.pairwise(edges)
        if a < b
    )
