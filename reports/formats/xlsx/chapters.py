"""Chapters as sheets: tables with real numbers and days, lists, and charts that Excel draws itself."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

from reports import charts
from reports.document import (
    AnyBlock,
    Bands,
    Bars,
    ChargeSheet,
    Chart,
    Document,
    Facts,
    Figures,
    Listed,
    Marked,
    Notice,
    Paragraph,
    Section,
    Table,
)
from reports.formats.xlsx.book import Book, Sheet

SHORT = 16
"""Characters of a fact that fit beside their label; longer ones get the whole width."""
PICTURE_ROWS = 20
"""Rows that a picture of bands covers: four inches at 96 dots, 20 dots a row."""
_NUMBER = re.compile(r"[+-]?\d{1,3}(,?\d{3})*(\.\d+)?", re.ASCII)
_SHARE = re.compile(r"\d+%", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
_DATED = re.compile("时间|日期|期限|截止|发现|最近|首次")
"""Heads of columns that hold days or times; elsewhere what looks like a day is somebody's text."""


def write_chapters(book: Book, document: Document) -> None:
    """One sheet a chapter; leads have their own sheets, so a chapter of leads alone has none."""
    for chapter in document.sections:
        if _has_blocks(chapter):
            sheet = book.sheet(chapter.heading, (30, 16, 16, 18, 16, 16, 16, 16, 16))
            _section(book, sheet, chapter)
            tables = [block for block in chapter.blocks if isinstance(block, Table)]
            if len(tables) == 1 and isinstance(chapter.blocks[-1], Table) and tables[0].rows:
                sheet.filtered(sheet.row - 1 - len(tables[0].rows), len(tables[0].head))


def _is_lead(section: Section) -> bool:
    return any(isinstance(block, Facts) and block.record for block in section.blocks)


def _has_blocks(section: Section) -> bool:
    """Whether anything but leads and what belongs to them is said in here."""
    inner = [one for one in section.sections if not _is_lead(one)]
    own = section.blocks if len(inner) == len(section.sections) else ()
    return bool(own) or any(map(_has_blocks, inner))


def _section(book: Book, sheet: Sheet, section: Section) -> None:
    sheet.line((section.heading, "　".join(tag.text for tag in section.tags)), "heading")
    for block in section.blocks:
        write_block(book, sheet, block)
    for inner in section.sections:
        if not _is_lead(inner):
            _section(book, sheet, inner)


def write_block(book: Book, sheet: Sheet, block: AnyBlock) -> None:
    """One block from the sheet's next row on."""
    match block:
        case Paragraph():
            sheet.prose(block.text, "strong" if block.tone == "warning" else "text")
        case Notice():
            sheet.prose(block.title, "strong")
            for line in block.lines:
                sheet.prose(f"・{line}")
        case Listed():
            if block.caption:
                sheet.prose(block.caption, "strong")
            for line in block.items:
                sheet.prose(f"・{line}")
        case Facts():
            for label, value in block.pairs:
                if len(value) > SHORT:
                    sheet.prose(f"{label}：{value}")
                else:
                    sheet.line((label, value))
        case Figures():
            for figure in block.items:
                sheet.put(sheet.row, 0, figure.label)
                sheet.put(sheet.row, 1, number(figure.value), "figure")
                sheet.put(sheet.row, 2, figure.note)
                sheet.row += 1
        case Table():
            _table(sheet, block)
        case Bars():
            _table(
                sheet,
                Table(block.caption, ("名称", "数量"), tuple((bar.label, f"{bar.value}") for bar in block.bars), (1,)),
            )
        case Chart():
            _chart(book, sheet, block)
        case Bands():
            _bands(sheet, block)
        case Marked() | ChargeSheet():
            pass  # with the leads


def _table(sheet: Sheet, table: Table) -> None:
    if table.caption:
        sheet.prose(table.caption, "strong")
    for column, name in enumerate(table.head):
        sheet.put(sheet.row, column, name, "right" if column in table.numeric else "head")
    sheet.row += 1
    dated = {n for n, name in enumerate(table.head) if n not in table.numeric and _DATED.search(name)}
    for row in table.rows:
        for column, cell in enumerate(row):
            value = number(cell) if column in table.numeric else moment(cell) if column in dated else cell
            sheet.put(sheet.row, column, value, "share" if _SHARE.fullmatch(cell) else "text")
        sheet.row += 1


def _chart(book: Book, sheet: Sheet, chart: Chart) -> None:
    """The figures as a small table and, beside it, the chart that Excel draws from them."""
    first = sheet.row + 1
    ticks = range(len(chart.ticks))
    rows = tuple((chart.ticks[n], *(f"{one.values[n]}" for one in chart.series)) for n in ticks)
    head = ("日期", *(one.name for one in chart.series))
    _table(sheet, Table(chart.caption, head, rows, tuple(range(1, len(head)))))
    if not rows:
        return
    kind = {"type": "column"} | ({"subtype": "stacked"} if chart.shape == "stacked" else {})
    drawn = book.chart(kind)
    for n, _ in enumerate(chart.series, start=1):
        tone = charts.TONES[chart.shape][(n - 1) % 3]
        drawn.add_series(
            {
                "name": [sheet.name, first, n],
                "categories": [sheet.name, first + 1, 0, sheet.row - 1, 0],
                "values": [sheet.name, first + 1, n, sheet.row - 1, n],
                "fill": {"color": tone},
                "border": {"color": "#333333"},
            }
        )
    drawn.set_title({"name": chart.caption, "name_font": {"size": 11}})
    drawn.set_legend({"position": "bottom"})
    sheet.page.insert_chart(first, len(head) + 1, drawn, {"description": f"{chart.caption}，数字见左表"})
    sheet.row = max(sheet.row, first + 16)


def _bands(sheet: Sheet, bands: Bands) -> None:
    """As a picture: Excel draws neither the band nor the numbers; the table that follows holds the figures."""
    sheet.prose(bands.caption, "strong")
    strokes = "　".join(f"{charts.STROKES[n % 2]}：{line.name}" for n, line in enumerate(bands.lines))
    sheet.prose(f"{strokes}　◆ {bands.key[0]}　○ {bands.key[1]}")
    picture = {"image_data": io.BytesIO(charts.paint(bands)), "description": f"{bands.caption}，数字见下表"}
    sheet.page.insert_image(sheet.row, 0, "bands.png", picture)
    sheet.row += PICTURE_ROWS


def number(text: str) -> Any:
    """``1,204`` -> 1204, ``12.5`` -> 12.5, ``93%`` -> 0.93; anything else as it is."""
    if _SHARE.fullmatch(text):
        return int(text[:-1]) / 100
    if not _NUMBER.fullmatch(text):
        return text
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def moment(text: str) -> Any:
    """A day or a time as one; anything else as it is."""
    try:
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        return text
    return text
