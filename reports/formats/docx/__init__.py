"""DOCX: the document to work on in Word: real headings, styles and tables, page numbers, fonts for Chinese set throughout.

python-docx lays down the package; the body is put together as XML elements, whose text is never read as XML.
"""

from __future__ import annotations

from collections.abc import Iterator

import docx

from reports.document import Document, Section
from reports.formats.docx.blocks import block_elements
from reports.formats.docx.elements import bookmarked, link, paragraph, run
from reports.formats.docx.package import Written
from reports.formats.docx.pictures import Pictures
from reports.formats.docx.styles import dress
from reports.writing import Context, Progress

BINARY = True


def render(document: Document, context: Context | None = None) -> bytes:
    """The file; same document, same bytes."""
    asked = context or Context()
    package = docx.Document()
    dress(package, document)
    pictures = Pictures(package)
    with Written(package) as body:
        _write(body, document, pictures, asked.progress)
        return body.file()


def _write(body: Written, document: Document, pictures: Pictures, progress: Progress) -> None:
    body.add(paragraph("Title", run(document.title)))
    body.add(paragraph("Subtitle", run(document.subtitle)))
    for block in document.head:
        for element in block_elements(block, pictures):
            body.add(element)
    chapters = {id(chapter): f"chapter{n}" for n, chapter in enumerate(document.sections, start=1)}
    for chapter in document.sections:
        told = "　".join((chapter.heading, *(tag.text for tag in chapter.tags)))
        body.add(paragraph("List Bullet", link(chapters[id(chapter)], told)))
    flat = list(_flat(document.sections, 1))
    for n, (section, depth) in enumerate(progress(flat, "写入文档", len(flat)), start=1):
        heading = paragraph(f"Heading {min(depth, 9)}", run(section.heading))
        for tag in section.tags:
            heading.append(run(f"　〔{tag.text}〕", "标签重" if tag.weight == "heavy" else "标签"))
        if id(section) in chapters:
            bookmarked(heading, n, chapters[id(section)])
        body.add(heading)
        for block in section.blocks:
            for element in block_elements(block, pictures):
                body.add(element)


def _flat(sections: tuple[Section, ...], depth: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, depth
        yield from _flat(section.sections, depth + 1)
