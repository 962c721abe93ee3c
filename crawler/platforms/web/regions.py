"""One pass over a page that marks what belongs to its own product and what is hidden, struck out or about other goods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from lxml import etree
from msgspec import Struct

from crawler.platforms.web.document import Document, hides
from crawler.platforms.web.links import is_errand, names_item, path_of
from crawler.platforms.web.words import SILENT, box_line

_ELSEWHERE = re.compile(
    r"relat|recommend|similar|carousel|slider|upsell|cross-?sell|recent|viewed|mini-?cart|minibasket|footer|sponsor|"
    r"also-?(?:like|bought)|bundle|accessor|compare|review|comment|navigation|\bnav\b|menu|breadcrumb|wishlist-?popup|advert|"
    r"suggest|bestsell|look-?book|complete-the|frequently|newsletter|cookie|consent|gdpr|privacy|header-?(?:cart|menu|top)|猜你喜欢|看了又看",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"\bold|old-?price|price-?old|oldprice|was-?price|price-?was|list-?price|listprice|strike|cross(?:ed)?-?out|original|regular-?price|"
    r"\brrp\b|msrp|before|saving|save-|discount-?(?:amount|percent)|yousave|previous|uvp|statt|划线|原价|市场价",
    re.IGNORECASE,
)
_CARD_TAGS = frozenset({"li", "article", "a"})
_CARD = re.compile(r"card|tile|(?:grid|product|goods|list|shop)[-_]?item|item[-_]?(?:box|cell)", re.IGNORECASE)
_NAMING = (
    "class", "id", "itemprop", "data-test", "data-testid", "data-auto", "data-qa-qualifier", "data-role", "data-aut-id",
)  # fmt: skip
SPEAKING = frozenset({*_NAMING, "hidden", "style"})
"""Attributes by which an element says what it is or how it is shown."""
STRUCK_TAGS = frozenset({"del", "s", "strike"})
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "option", "iframe", "nav", "footer", "aside"}
)


_USUAL = frozenset({"class", "id", "href", "src", "alt", "title", "style", "rel", "type", "target", "width", "height"})
SMALL = 6
"""Elements in a box whose words are read with it."""
_NO_ATTRIBUTES: Mapping[str, str] = {}


class Spot(Struct, eq=False, gc=False):
    """One element: ``place`` in reading order, ``names`` its class, id and data names, and how it is shown.

    ``attributes`` is empty for one that has none but those that every page has. ``line``: the words of an element
    that holds no others, or few that hold only text; None for any other. ``leaf``: it holds no other element.
    ``mixed``: some of what it holds itself may be an old price or hidden, and is to be asked.
    """

    element: etree._Element
    tag: str
    place: int
    names: str
    attributes: Mapping[str, str]
    line: str | None
    hidden: bool
    struck: bool
    elsewhere: bool
    leaf: bool
    mixed: bool = False


def spots(document: Document) -> list[Spot]:
    """Elements of the body in reading order; what no reader sees (scripts, menus) is left out."""
    found: list[Spot] = []
    body = document.root.find("body")
    if body is None:
        return found
    headline = document.headline
    around = set(headline.iterancestors()) | {headline} if headline is not None else set()
    own = path_of(document.own_address)
    place = 0
    # Every element of a page passes here: what most have not (attributes, names, children) is asked only where it is.
    within = Spot(body, "", 0, "", _NO_ATTRIBUTES, None, False, False, False, False)
    stack: list[tuple[Iterator[etree._Element], Spot]] = [(iter((body,)), within)]
    while stack:
        inside, within = stack[-1]
        for element in inside:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag in _SKIPPED and element not in around:
                within.mixed = True
                continue
            place += 1
            names = ""
            attributes = _NO_ATTRIBUTES
            hides_itself = False
            is_struck = tag in STRUCK_TAGS
            # Most elements of a page have no attribute at all, or one class that stands on many others.
            if items := element.items():
                if len(items) == 1 and items[0][0] == "class":
                    names = str(items[0][1])[:400]
                else:
                    attributes = dict(items)  # type: ignore[arg-type]
                    names = names_among(attributes)
                    hides_itself = hides(attributes)
                if names and not is_struck:
                    is_struck = says_struck(names)
            if is_struck or hides_itself:
                within.mixed = True
            is_hidden, is_elsewhere = within.hidden, within.elsewhere
            # A wrapper that holds the headline is about this product, whatever its class says.
            if element not in around:
                is_hidden = is_hidden or hides_itself
                if not is_elsewhere and (names or tag in _CARD_TAGS):
                    is_elsewhere = _is_card(element, tag, names, own) or (element is not body and _elsewhere(names))
            is_struck = is_struck or within.struck
            if attributes:
                is_struck = is_struck or ("style" in attributes and "line-through" in attributes["style"])
                if _USUAL.issuperset(attributes):
                    attributes = _NO_ATTRIBUTES
            if len(element) or tag == "object":
                held = list(element)
                line = box_line(element, held) if len(held) <= SMALL and tag not in SILENT else None
                spot = Spot(element, tag, place, names, attributes, line, is_hidden, is_struck, is_elsewhere, not held)
                found.append(spot)
                stack.append((iter(held), spot))
                break
            line = " ".join(text.split()) if (text := element.text) else ""
            found.append(Spot(element, tag, place, names, attributes, line, is_hidden, is_struck, is_elsewhere, True))
        else:
            stack.pop()
    return found


def _is_card(element: etree._Element, tag: str, names: str, own: str) -> bool:
    """A box of a row of goods: it leads to the page of another item, which no price box of the page itself does."""
    if tag == "a":
        return _item_path(element.get("href") or "") not in (None, own)
    if tag not in _CARD_TAGS and not (names and _cardlike(names)):
        return False
    for link in islice(element.iter("a"), 6):
        if (address := link.get("href")) and _item_path(address) not in (None, own):
            return True
    return False


@lru_cache(maxsize=4096)
def _item_path(address: str) -> str | None:
    """The path of an address that looks like an item's, None for any other."""
    return path_of(address) if names_item(address) and not is_errand(address) else None


# The same few class names stand on most elements of a page and on every page of a shop.
@lru_cache(maxsize=4096)
def _cardlike(names: str) -> bool:
    return bool(_CARD.search(names))


@lru_cache(maxsize=4096)
def _elsewhere(names: str) -> bool:
    return bool(_ELSEWHERE.search(names))


@lru_cache(maxsize=4096)
def says_struck(names: str) -> bool:
    """Whether the names of an element call it an old price."""
    return bool(_STRUCK.search(names))


def names_among(attributes: Mapping[str, str]) -> str:
    """Class, id, itemprop and data-test names among the attributes of an element, as one bounded text."""
    return " ".join(filter(None, map(attributes.get, _NAMING)))[:400]
