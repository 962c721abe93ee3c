"""Reading reports back as a stranger would, with readers that share nothing with our writers where there are any."""

from __future__ import annotations

import io
import json
from typing import Any

from lxml import html


def squeezed(text: str) -> str:
    """Without white space: where a line breaks is the page's business."""
    return "".join(text.split())


def words(format_name: str, content: bytes) -> str:
    """All that a reader of that format sees, squeezed."""
    return squeezed(READERS[format_name](content))


def _html(content: bytes) -> str:
    return str(html.fromstring(content).text_content())


def _json(content: bytes) -> str:
    said: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            said.append(value)
        elif isinstance(value, dict):
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(json.loads(content))
    return "\n".join(said)


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page."""
    import pypdfium2

    pages = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        text = page.get_textpage()
        pages.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return pages


def workbook(content: bytes) -> Any:
    """The workbook as openpyxl sees it, formulas as formulas."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def _xlsx(content: bytes) -> str:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(str(cell) for row in rows for cell in row)


def _docx(content: bytes) -> str:
    """Head, body and foot as python-docx sees them, tables where they stand."""
    import docx

    opened = docx.Document(io.BytesIO(content))
    section = opened.sections[0]
    parts = (section.header._element, opened.element.body, section.footer._element)
    return "\n".join(paragraph_text(one) for part in parts for one in part.iter(f"{W}p"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph_text(element: Any) -> str:
    """The text of one paragraph, breaks and tabs as such."""
    white = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(white.get(one.tag, one.text or "" if one.tag == f"{W}t" else "") for one in element.iter())


READERS = {
    "html": _html,
    "json": _json,
    "pdf": lambda content: "\n".join(pdf_pages(content)),
    "xlsx": _xlsx,
    "docx": _docx,
}
