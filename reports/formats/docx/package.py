"""The file itself: the body is written out as it is made, so that ten thousand leads need no more memory than one."""

from __future__ import annotations

import io
import tempfile
import zipfile
from typing import IO

from docx.document import Document as Package
from lxml import etree

from reports.formats.docx.elements import Element

BODY = "word/document.xml"
IN_MEMORY = 32 * 1024 * 1024
"""Bytes of the body that are kept in memory; beyond that it lies in a temporary file."""
_MOMENT = (1980, 1, 1, 0, 0, 0)


class Written:
    """The body of a package, from its first element to its last; ``with`` lets go of the temporary file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def add(self, element: Element) -> None:
        """The next element of the body, which nobody needs any more after this."""
        self._kept.write(etree.tostring(element))

    def file(self) -> bytes:
        """The whole file; the same elements in the same package give the same bytes."""
        laid_down, out = io.BytesIO(), io.BytesIO()
        self._package.save(laid_down)
        with zipfile.ZipFile(laid_down) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name in parts.namelist():
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with file.open(entry, "w", force_zip64=name == BODY) as part:
                    self._body(part, parts.read(name)) if name == BODY else part.write(parts.read(name))
        return out.getvalue()

    def _body(self, part: IO[bytes], bare: bytes) -> None:
        """The bare body of the package with all that was added before the last thing in it, the looks of its pages."""
        before, mark, after = bare.partition(b"<w:sectPr")
        part.write(before)
        self._kept.seek(0)
        while piece := self._kept.read(1 << 20):
            part.write(piece)
        part.write(mark + after)

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *error: object) -> None:
        self._kept.close()
