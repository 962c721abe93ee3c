"""The seller's own words in the body of a product page: the description block and the table of particulars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from crawler.listing import Attribute
from crawler.platforms.web.document import Document
from crawler.platforms.web.regions import Spot
from crawler.platforms.web.words import MAX_TEXT

MAX_ATTRIBUTES = 80
MAX_BLOCKS = 40
_BLOCK = re.compile(
    r"descri|(?:product|goods|item)[-_]?(?:detail|intro|content|overview)|detail[-_]?(?:content|text|desc)|\bintro|overview|xiangqing",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"return|refund|polic|shipp|deliver|terms|faq|warrant|service|seller|vendor|payment|wuliu|shouhou", re.IGNORECASE
)
_LISTS = frozenset({"tr", "dl", "ul", "ol"})
_PAIR = re.compile(r"^(?P<name>[^\s:：][^:：]{0,11})[:：]\s?(?P<value>\S.{0,120})$")
_NOT_A_FACT = re.compile(
    r"价|运费|库存|数量|优惠|评价|销量|^https?$|price|shipping|qty|quantity|delivery|stock", re.IGNORECASE
)


def described(document: Document, around: Sequence[Spot]) -> tuple[str | None, tuple[Attribute, ...]]:
    """The description as lines of text (at most MAX_TEXT characters) and the particulars as name and value."""
    headline = document.headline
    start = next((spot.place for spot in around if spot.element is headline), None)
    if start is None:
        return None, ()
    own = [spot for spot in around if spot.place >= start and not spot.elsewhere and not spot.hidden]
    attributes: dict[tuple[str, str], None] = {}
    for spot in own:
        if spot.tag not in _LISTS:
            continue
        for pair in _pairs(spot.element, document):
            if len(attributes) < MAX_ATTRIBUTES and not _NOT_A_FACT.search(pair[0]):
                attributes.setdefault(pair)
    return _description(own, document), tuple(Attribute(name, value) for name, value in attributes)


def _description(own: Sequence[Spot], document: Document) -> str | None:
    """The longest block whose name says that it describes; what lies inside a block already taken is not asked again."""
    taken: set[etree._Element] = set()
    best = ""
    for spot in own:
        if len(taken) >= MAX_BLOCKS:
            break
        if not spot.names or not _describes(spot.names) or any(a in taken for a in spot.element.iterancestors()):
            continue
        taken.add(spot.element)
        text = document.text(spot.element, lines=True, limit=MAX_TEXT)
        best = max(best, text, key=len)
    return best or None


@lru_cache(maxsize=4096)
def _describes(names: str) -> bool:
    return bool(_BLOCK.search(names)) and not _TERMS.search(names)


def _pairs(element: etree._Element, document: Document) -> Iterator[tuple[str, str]]:
    if element.tag == "tr":
        cells = [document.text(c, limit=200) for c in element if c.tag in ("th", "td")]
        if len(cells) in (2, 4):
            yield from (
                (n.rstrip(":： "), v)
                for n, v in zip(cells[::2], cells[1::2], strict=True)
                if 0 < len(n) <= 20 and 0 < len(v) <= 150
            )
    elif element.tag == "dl":
        names = [document.text(c, limit=50) for c in element if c.tag == "dt"]
        values = [document.text(c, limit=200) for c in element if c.tag == "dd"]
        if len(names) == len(values):
            yield from (
                (n.rstrip(":： "), v)
                for n, v in zip(names, values, strict=True)
                if 0 < len(n) <= 20 and 0 < len(v) <= 150
            )
    elif element.tag in ("ul", "ol"):
        found = [
            m
            for c in list(element)[:MAX_ATTRIBUTES]
            if isinstance(c.tag, str) and (m := _PAIR.match(document.text(c, limit=150)))
        ]
        if len(found) >= 2:
            yield from ((m["name"].strip(), m["value"].strip()) for m in found)
