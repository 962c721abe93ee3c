"""WordprocessingML elements: paragraphs, runs, tables. Texts go in as texts, with what hides written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from reports.marking import visible

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"([\n\t])")
WIDTH = 9600
"""Twentieths of a point between the margins."""


def made(name: str, parent: Element | None = None, /, **values: str) -> Element:
    """An element of the main namespace with its attributes."""
    attributes = {W + key: value for key, value in values.items()}
    return (
        etree.Element(W + name, attributes, nsmap={"w": W[1:-1]})
        if parent is None
        else etree.SubElement(parent, W + name, attributes)
    )


def style_id(name: str) -> str:
    return name.replace(" ", "")


def run(text: str, style: str = "", *, shade: str = "") -> Element:
    """A run of text; breaks and tabs stay such. ``style``: of characters; ``shade``: colour behind, in a thin box."""
    element = made("r")
    if style or shade:
        looks = made("rPr", element)
        if style:
            made("rStyle", looks, val=style_id(style))
        if shade:
            made("bdr", looks, val="single", sz="4", space="0", color="333333")
            made("shd", looks, val="clear", color="auto", fill=shade.lstrip("#"))
    for piece in _BREAKS.split(visible(text)):
        if piece == "\n":
            made("br", element)
        elif piece == "\t":
            made("tab", element)
        elif piece:
            words = made("t", element)
            words.text = piece
            words.set(_SPACE, "preserve")
    return element


def paragraph(style: str = "", *runs: Element) -> Element:
    element = made("p")
    if style:
        made("pStyle", made("pPr", element), val=style_id(style))
    element.extend(runs)
    return element


def link(bookmark: str, text: str) -> Element:
    """A link to a place in the document."""
    element = made("hyperlink", anchor=bookmark)
    element.append(run(text))
    return element


def bookmarked(element: Element, number: int, name: str) -> None:
    """Makes a paragraph the place that links of this name lead to."""
    start, end = made("bookmarkStart", id=str(number), name=name), made("bookmarkEnd", id=str(number))
    element.insert(1, start)
    element.append(end)


def field(code: str) -> list[Element]:
    """What Word works out itself, such as PAGE."""
    runs = []
    for kind in ("begin", "separate", "end"):
        element = made("r")
        made("fldChar", element, fldCharType=kind)
        runs.append(element)
    asked = made("r")
    words = made("instrText", asked)
    words.text = f" {code} "
    return [runs[0], asked, runs[1], run("1"), runs[2]]


def table(
    widths: Sequence[float],
    rows: Iterable[Sequence[Element | Sequence[Element]]],
    *,
    heads: int = 1,
    style: str = "Table Grid",
) -> Element:
    """A table over the whole width; ``widths``: parts of it; ``heads``: rows repeated on every page. No row is split."""
    element = made("tbl")
    looks = made("tblPr", element)
    made("tblStyle", looks, val=style_id(style))
    made("tblW", looks, w="5000", type="pct")
    made("tblLayout", looks, type="fixed")
    whole = sum(widths)
    columns = [str(round(WIDTH * one / whole)) for one in widths]
    grid = made("tblGrid", element)
    for width in columns:
        made("gridCol", grid, w=width)
    for number, row in enumerate(rows):
        line = made("tr", element)
        how = made("trPr", line)
        made("cantSplit", how)
        if number < heads:
            made("tblHeader", how)
        for width, cell in zip(columns, row, strict=True):
            place = made("tc", line)
            held = made("tcPr", place)
            made("tcW", held, w=width, type="dxa")
            if number < heads:
                made("shd", held, val="clear", color="auto", fill="E8ECF0")
            place.extend(cell if isinstance(cell, list | tuple) else [cell])
    return element
