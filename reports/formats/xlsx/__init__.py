"""XLSX: one workbook to filter and count in: overview, leads, elements of the charge, the sellers' words, then each chapter.

Days, times and numbers are real ones; every text is a text, whatever it begins with, and no cell holds a formula.
"""

from __future__ import annotations

import io

from reports.document import Document
from reports.formats.xlsx.book import Book
from reports.formats.xlsx.chapters import write_chapters
from reports.formats.xlsx.leads import leads_of, write_leads
from reports.formats.xlsx.overview import write_overview
from reports.writing import Context

BINARY = True


def render(document: Document, context: Context | None = None) -> bytes:
    """The workbook; same document, same bytes. Texts longer than a cell holds are cut there and say so."""
    asked = context or Context()
    out = io.BytesIO()
    with Book(out, document) as book:
        overview = book.sheet("概览", widths=(28, 30, 60))
        leads = leads_of(document)
        write_leads(book, leads, asked.progress)
        write_chapters(book, document)
        write_overview(book, overview, document)
    return out.getvalue()
