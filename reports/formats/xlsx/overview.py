"""The first sheet: what the report is, how far it saw, and what the other sheets hold."""

from __future__ import annotations

from reports.document import Document
from reports.formats.xlsx.book import Book, Sheet
from reports.formats.xlsx.chapters import write_block


def write_overview(book: Book, sheet: Sheet, document: Document) -> None:
    """Title, head, a list of the sheets with links to them, and what every page must say."""
    sheet.line((document.title,), "title")
    sheet.line((document.subtitle,))
    for block in document.head:
        write_block(book, sheet, block)
    sheet.row += 1
    sheet.line(("工作表", "行数"), "head")
    for other in book.sheets:
        if other is not sheet:
            sheet.page.write_url(sheet.row, 0, f"internal:'{other.name}'!A1", string=other.name)
            sheet.put(sheet.row, 1, other.listed, "figure")
            sheet.row += 1
    sheet.row += 1
    for line in document.foot:
        sheet.prose(line)
