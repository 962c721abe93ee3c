"""Pictures in a Word file, each with words for those who cannot see it."""

from __future__ import annotations

import io

from docx.document import Document as Package
from docx.shared import Cm

from reports.formats.docx.elements import Element, made

WIDTH = Cm(16.5)


class Pictures:
    """Puts pictures into the package and gives the runs that show them."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def drawn(self, png: bytes, told: str) -> Element:
        """A run with the picture over the width of the page; ``told`` is read out instead of it."""
        inline = self._package.part.new_pic_inline(io.BytesIO(png), width=WIDTH)
        inline.docPr.set("descr", told)
        element = made("r")
        made("drawing", element).append(inline)
        return element
