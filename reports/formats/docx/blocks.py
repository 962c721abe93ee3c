"""Blocks of a document as elements of a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from reports import charts, labels
from reports.document import (
    AnyBlock,
    Bands,
    Bars,
    ChargeSheet,
    Chart,
    Facts,
    Figures,
    Listed,
    Marked,
    Notice,
    Paragraph,
    Table,
)
from reports.document import Run as Stretch
from reports.formats.docx.elements import Element, paragraph, run, table
from reports.formats.docx.pictures import Pictures
from reports.marking import STATE_SIGN, circled

LONG = 20
"""Characters of a fact from which each stands on a line of its own."""
BAR = 20
"""Blocks of the longest bar."""


def block_elements(block: AnyBlock, pictures: Pictures) -> Iterator[Element]:
    """The paragraphs and tables of one block."""
    match block:
        case Paragraph():
            yield paragraph({"warning": "警示", "quiet": "小字"}.get(block.tone, ""), run(block.text))
        case Listed():
            if block.caption:
                yield paragraph("小标题", run(block.caption))
            yield from (paragraph("List Bullet", run(line)) for line in block.items)
        case Notice():
            style = "提示框" if block.tone == "plain" else "警示框"
            yield paragraph(style, run(block.title, "Strong"))
            yield from (paragraph(style, run(f"・{line}")) for line in block.lines)
        case Figures():
            if block.items:
                yield _figures(block)
                yield paragraph("小字")
        case Facts():
            yield from _facts(block)
        case Table():
            yield from _table(block)
        case Bars():
            yield from _bars(block)
        case Chart():
            yield from _chart(block, pictures)
        case Bands():
            yield from _bands(block, pictures)
        case Marked():
            yield _marked(block)
        case ChargeSheet():
            yield _charge_sheet(block)


def _figures(block: Figures) -> Element:
    cells = [
        [paragraph("小字", run(one.label)), paragraph("数字", run(one.value)), paragraph("小字", run(one.note))]
        for one in block.items
    ]
    return table([1] * len(cells), [cells], heads=0)


def _facts(block: Facts) -> Iterator[Element]:
    style = "小字" if block.tone == "quiet" else "事实"
    facts = [(run(f"{label}：", "标签"), run(value)) for label, value in block.pairs]
    if block.tone != "quiet" and any(len(value) > LONG for _, value in block.pairs):
        yield from (paragraph(style, *fact) for fact in facts)
    elif facts:
        yield paragraph(style, *(part for fact in facts for part in (*fact, run("　"))))


def _table(block: Table) -> Iterator[Element]:
    if block.caption:
        yield paragraph("小标题", run(block.caption))
    if not block.head:
        return
    widths = [
        min(60, max(7, *map(_width, (name, *(row[n] for row in block.rows[:40]))))) for n, name in enumerate(block.head)
    ]

    def cells(row: tuple[str, ...]) -> list[Element]:
        return [paragraph("表数" if n in block.numeric else "表文", run(text)) for n, text in enumerate(row)]

    yield table(widths, (cells(row) for row in (block.head, *block.rows)))
    yield paragraph("小字")


def _width(text: str) -> int:
    """Half widths of a text: a Chinese character is as wide as two Latin ones."""
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text) + 1


def _bars(block: Bars) -> Iterator[Element]:
    largest = max((bar.value for bar in block.bars), default=0) or 1
    rows = [[paragraph("表文", run("名称")), paragraph("表数", run("数量")), paragraph("表文", run("比较"))]]
    rows += [
        [
            paragraph("表文", run(bar.label)),
            paragraph("表数", run(f"{bar.value}")),
            paragraph("表文", run("█" * -(-BAR * bar.value // largest), "标签")),
        ]
        for bar in block.bars
    ]
    yield paragraph("小标题", run(block.caption))
    yield table((45, 10, 45), rows)
    yield paragraph("小字")


def _chart(block: Chart, pictures: Pictures) -> Iterator[Element]:
    legend = [run("　")]
    for n, series in enumerate(block.series):
        legend += [run("　", shade=charts.TONES[block.shape][n % 3]), run(f" {series.name}　")]
    yield paragraph("小标题", run(block.caption), *legend)
    yield paragraph("", pictures.drawn(charts.paint(block), f"{block.caption}，数字见下表"))


def _bands(block: Bands, pictures: Pictures) -> Iterator[Element]:
    strokes = "　".join(f"{charts.STROKES[n % 2]}：{line.name}" for n, line in enumerate(block.lines))
    yield paragraph("小标题", run(block.caption), run(f"　{strokes}　◆ {block.key[0]}　○ {block.key[1]}"))
    yield paragraph("", pictures.drawn(charts.paint(block), f"{block.caption}，数字见下表"))


def _marked(block: Marked) -> Element:
    element = paragraph("原文", run(f"{block.label}　", "标签"), *(part for one in block.runs for part in _run(one)))
    if block.disguises:
        element.append(run(f"　疑似规避写法：{'、'.join(block.disguises)}", "标签重"))
    return element


def _run(one: Stretch) -> Iterator[Element]:
    """Marks as underlined words and raised numbers, so that a print without colour tells as much."""
    if one.kind == "gap":
        yield run(one.text, "节略")
        return
    hidden = one.kind == "control"
    text = f"〔{one.text}〕" if hidden else one.text
    yield run(text, "认定文字" if one.marks else "不可见字符" if hidden else "")
    if one.marks and not hidden:
        yield run("".join(map(circled, one.marks)), "要件编号")


def _charge_sheet(block: ChargeSheet) -> Element:
    rows = [[paragraph("表文", run(name)) for name in ("序", "构成要件", "情况", "商品自己的文字")]]
    for line in block.lines:
        state = f"{STATE_SIGN[line.state]} {labels.ELEMENT[line.state]}"
        rows.append(
            [
                paragraph("表文", run(circled(line.number))),
                paragraph("表文", run(line.question)),
                paragraph("表文", run(state, "Strong" if line.state == "met" else "")),
                paragraph("表文", run("\n".join(line.words) or "—")),
            ]
        )
    return table((6, 40, 14, 40), rows)
