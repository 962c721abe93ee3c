"""Leads as rows: one a lead, one an element of its charge, one a field of the listing that proves something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reports import labels
from reports.document import AnyBlock, ChargeSheet, Document, Facts, Marked, Paragraph, Run, Section
from reports.formats.xlsx.book import Book
from reports.marking import STATE_SIGN, circled
from reports.writing import Progress

WIDE = {
    "店铺": 22,
    "商品": 40,
    "涉嫌问题": 28,
    "说明": 50,
    "建议": 40,
    "依据": 40,
    "首次发现": 17,
    "最近发现": 17,
    "采集批次": 30,
}
USUAL = 13


@dataclass
class Lead:
    """One lead: its row, and the blocks that tell of it. ``chapter``: the heading of the chapter it stands in."""

    chapter: str
    row: dict[str, Any]
    blocks: tuple[AnyBlock, ...] = field(default=())

    @property
    def name(self) -> str:
        return str(self.row.get("线索编号", ""))


def leads_of(document: Document) -> list[Lead]:
    """Every section whose facts have a record, in the order of the document."""
    return [lead for chapter in document.sections for lead in _under(chapter, chapter.heading, {})]


def _under(section: Section, chapter: str, above: dict[str, str]) -> Iterator[Lead]:
    facts = [block for block in section.blocks if isinstance(block, Facts)]
    record = next((one.record for one in facts if one.record), None)
    said = {label: value for one in facts if not one.record for label, value in one.pairs}
    if record is not None:
        told = "\n".join(block.text for block in section.blocks if isinstance(block, Paragraph))
        yield Lead(chapter, {**record, "说明": told, **above, **said, "所在章节": chapter}, section.blocks)
    for inner in section.sections:
        yield from _under(inner, chapter, {**above, **said})


def write_leads(book: Book, leads: list[Lead], progress: Progress) -> None:
    """The sheets of leads, of elements and of words; none of them where there are no leads."""
    if not leads:
        return
    columns = list(dict.fromkeys(name for lead in leads for name in lead.row))
    rows = book.sheet("线索", [WIDE.get(name, USUAL) for name in columns])
    elements = book.sheet("构成要件", (14, 40, 6, 44, 10, 60))
    words = book.sheet("原文", (14, 40, 18, 80, 24))
    rows.line(columns, "head")
    elements.line(("线索编号", "商品", "序号", "构成要件", "情况", "商品自己的文字"), "head")
    words.line(("线索编号", "商品", "位置", "原文（【】内为认定所依据的文字，其后为要件编号）", "疑似规避写法"), "head")
    for lead in progress(leads, "写入表格", len(leads)):
        rows.line(lead.row.get(name) for name in columns)
        goods = lead.row.get("商品")
        for block in lead.blocks:
            if isinstance(block, ChargeSheet):
                for line in block.lines:
                    state = f"{STATE_SIGN[line.state]} {labels.ELEMENT[line.state]}"
                    elements.line((lead.name, goods, line.number, line.question, state, "\n".join(line.words)))
            elif isinstance(block, Marked):
                words.line((lead.name, goods, block.label, marked_words(block.runs), "、".join(block.disguises)))
    for sheet, width in ((rows, len(columns)), (elements, 6), (words, 5)):
        sheet.filtered(0, width)


def marked_words(runs: tuple[Run, ...]) -> str:
    """The runs as one text: what proves stands in 【】 with the numbers behind, invisible characters in 〔〕."""

    def told(run: Run) -> str:
        text = f"〔{run.text}〕" if run.kind == "control" else run.text
        return f"【{text}】{''.join(map(circled, run.marks))}" if run.marks else text

    return "".join(map(told, runs))
