"""The visible text of every element of a page from one pass over it: each answer afterwards is a slice of one string."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

MAX_TEXT = 20_000
"""Characters of a text that are kept; longer ones are navigation or whole manuals."""

BRIEF = 320
"""Characters of source text up to which an element's words are kept: labels and prices are asked for by several readers."""
SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


class Words:
    """Texts of the elements below ``root``, which must not be changed afterwards."""

    def __init__(self, root: etree._Element) -> None:
        self._spans: dict[etree._Element, tuple[int, int]] = {}
        pieces: list[str] = []
        opened: list[tuple[int, bool, bool]] = []
        silent = 0
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                name = node.tag
                block, hushed = name in _BLOCKS, name in SILENT
                opened.append((-1 if silent else len(pieces), block, hushed))
                silent += hushed
                if block:
                    pieces.append("\n")
                if not silent and (text := node.text):
                    pieces.append(text)
                continue
            if event == "end":
                began, block, hushed = opened.pop()
                silent -= hushed
                if block:
                    pieces.append("\n")
                if began >= 0:
                    self._spans[node] = began, len(pieces)
            if not silent and (text := node.tail):
                pieces.append(text)
        self._brief: dict[etree._Element, str] = {}
        self._whole = "".join(pieces)
        self._offsets = [0, *accumulate(map(len, pieces))]

    def of(self, element: etree._Element, *, lines: bool = False, limit: int = MAX_TEXT) -> str:
        """The text a reader sees in an element, without scripts; ``lines`` keeps one line per block."""
        span = self._spans.get(element)
        if span is None:
            return text_of(element, lines=lines, limit=limit)
        if span[0] == span[1]:
            return ""
        start, end = self._offsets[span[0]], self._offsets[span[1]]
        if not lines and end - start <= BRIEF <= limit * 4:
            brief = self._brief.get(element)
            if brief is None:
                brief = self._brief[element] = clean(self._whole[start:end])
            return brief[:limit]
        if end - start > limit * 4:
            # Whole pieces until four times the limit: white space may be most of a text.
            end = self._offsets[bisect_left(self._offsets, start + limit * 4)]
        return cut(self._whole[start:end], lines, limit)


def text_of(element: etree._Element, *, lines: bool = False, limit: int = MAX_TEXT) -> str:
    """The same for one element of a tree that is asked only once."""
    parts: list[str] = []
    room = limit * 4
    for piece in _pieces(element):
        parts.append(piece)
        room -= len(piece)
        if room <= 0:
            break
    return cut("".join(parts), lines, limit)


def clean(text: str) -> str:
    """One line: runs of white space (also non-breaking) become one space."""
    return " ".join(text.split())


def cut(text: str, lines: bool, limit: int) -> str:
    """Source text as a reader sees it: one line, or one per line of it with ``lines``, of at most ``limit`` characters."""
    if not lines:
        return clean(text)[:limit]
    return "\n".join(filter(None, (clean(line) for line in text.split("\n"))))[:limit]


def box_line(element: etree._Element, inside: list[etree._Element]) -> str | None:
    """The words of a small box whose elements (all of them ``inside``) hold nothing but text; None for any other."""
    raw = element.text or ""
    for child in inside:
        tag = child.tag
        if not isinstance(tag, str) or len(child) or tag in SILENT:
            return None
        words, tail = child.text or "", child.tail or ""
        raw += f"\n{words}\n{tail}" if tag in _BLOCKS else words + tail
    return clean(raw) if len(raw) <= BRIEF else None


def _pieces(element: etree._Element) -> Iterator[str]:
    silent = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not silent and node.tail and node is not element:
                yield node.tail
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            silent += name in SILENT
            if name in _BLOCKS:
                yield "\n"
            if not silent and node.text:
                yield node.text
        else:
            silent -= name in SILENT
            if name in _BLOCKS:
                yield "\n"
            if node is not element and not silent and node.tail:
                yield node.tail
