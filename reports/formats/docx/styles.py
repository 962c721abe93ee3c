"""Looks of the Word file: paper, styles with fonts for both scripts, head and foot of pages, language, properties."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from reports.document import Document
from reports.formats.docx.elements import W, field, made, paragraph, run

BODY = ("Times New Roman", "宋体")
HEADING = ("Arial", "黑体")
"""Latin and Chinese face; every office has these or knows what to put for them."""
INK, SOFT, ALARM = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x4D, 0x56, 0x61), RGBColor(0x8F, 0x1D, 0x1D)
HEADING_SIZES = (16, 14, 12, 11, 10.5, 10.5, 10.5, 10.5, 10.5)
PARAGRAPHS: dict[str, dict[str, Any]] = {
    "警示": {"bold": True, "color": ALARM},
    "小字": {"size": Pt(8.5), "color": SOFT},
    "小标题": {"bold": True, "before": Pt(6), "keep": True},
    "提示框": {"box": ("4", "9AA3AD")},
    "警示框": {"box": ("18", "8F1D1D")},
    "数字": {"size": Pt(18), "bold": True},
    "事实": {},
    "表文": {"size": Pt(9)},
    "表数": {"size": Pt(9), "align": WD_ALIGN_PARAGRAPH.RIGHT},
    "原文": {},
}
CHARACTERS: dict[str, dict[str, Any]] = {
    "标签": {"color": SOFT, "size": Pt(9)},
    "标签重": {"color": ALARM, "size": Pt(9), "bold": True},
    "认定文字": {"bold": True, "underline": True},
    "要件编号": {"superscript": True},
    "不可见字符": {"color": SOFT, "size": Pt(8.5)},
    "节略": {"color": SOFT, "italic": True},
}


def dress(package: Package, document: Document) -> None:
    """Makes the empty package look like ours."""
    _fonts(package)
    _styles(package)
    _page(package, document)
    properties = package.core_properties
    properties.title, properties.subject = f"{document.title}　{document.subtitle}", document.subtitle
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = document.made_at


def _fonts(package: Package) -> None:
    """A Latin and a Chinese face in every style instead of the theme's, which has no Chinese one; language zh-CN."""
    styles = package.styles.element
    for faces in styles.iter(W + "rFonts"):
        style = next(faces.iterancestors(W + "style"), None)
        name = style.get(W + "styleId", "") if style is not None else ""
        latin, chinese = HEADING if name.startswith(("Heading", "Title", "Subtitle")) else BODY
        faces.attrib.clear()
        for slot, face in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
            faces.set(W + slot, face)
    for language in styles.iter(W + "lang"):
        language.set(W + "val", "zh-CN")
        language.set(W + "eastAsia", "zh-CN")


def _styles(package: Package) -> None:
    styles = package.styles
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.15
    for level, size in enumerate(HEADING_SIZES, start=1):
        style = styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), True, False, INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12 if level < 3 else 8), Pt(3)
    for name, size in (("Title", 22), ("Subtitle", 12)):
        style = styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), name == "Title", False
        style.font.color.rgb = INK
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for border in style.element.findall(f".//{W}pBdr"):
            border.getparent().remove(border)
    for name, looks in PARAGRAPHS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _look(style.font, looks)
        space = style.paragraph_format
        space.space_before, space.space_after = looks.get("before", Pt(0)), Pt(0 if name.startswith("表") else 2)
        space.alignment = looks.get("align")
        space.keep_with_next = looks.get("keep")
        if "box" in looks:
            _box(style, *looks["box"])
    for name, looks in CHARACTERS.items():
        _look(styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font, looks)


def _look(font: Any, looks: dict[str, Any]) -> None:
    for name in ("bold", "italic", "underline", "superscript", "size"):
        if name in looks:
            setattr(font, name, looks[name])
    if "color" in looks:
        font.color.rgb = looks["color"]


def _box(style: Any, thick: str, colour: str) -> None:
    borders = made("pBdr")
    for side in ("top", "left", "bottom", "right"):
        made(side, borders, val="single", sz=thick, space="4", color=colour)
    # Before the spacing: the order of these elements is fixed.
    style.element.get_or_add_pPr().insert(0, borders)


def _page(package: Package, document: Document) -> None:
    section = package.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.03)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    head = section.header.paragraphs[0]
    head.text = f"{document.title}　{document.subtitle}"
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot = section.footer._element
    foot.remove(section.footer.paragraphs[0]._element)
    for line in document.foot:
        foot.append(paragraph("小字", run(line)))
    pages = paragraph("小字", run("第 "), *field("PAGE"), run(" 页，共 "), *field("NUMPAGES"), run(" 页"))
    made("jc", pages[0], val="right")
    foot.append(pages)
