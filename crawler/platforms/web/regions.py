"""One pass over a page that marks what belongs to its own product and what is hidden, struck out or about other goods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree

from crawler.platforms.web.document import Document, attributes_of, hides
from crawler.platforms.web.links import is_errand, names_item, path_of

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
STRUCK_TAGS = frozenset({"del", "s", "strike"})
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "option", "iframe", "nav", "footer", "aside"}
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One element: ``place`` in reading order, ``names`` its class, id and data names, and how it is shown."""

    element: etree._Element
    place: int
    names: str
    attributes: Mapping[str, str]
    hidden: bool
    struck: bool
    elsewhere: bool


def spots(document: Document) -> Iterator[Spot]:
    """Elements of the body in reading order; what no reader sees (scripts, menus) is left out."""
    body = document.root.find("body")
    if body is None:
        return
    headline = document.headline
    around = set(headline.iterancestors()) | {headline} if headline is not None else set()
    own = path_of(document.own_address)
    place = 0
    stack: list[tuple[etree._Element, bool, bool, bool]] = [(body, False, False, False)]
    while stack:
        element, is_hidden, is_struck, is_elsewhere = stack.pop()
        if not isinstance(element.tag, str) or (element.tag in _SKIPPED and element not in around):
            continue
        place += 1
        attributes = attributes_of(element)
        names = names_among(attributes) if attributes else ""
        # A wrapper that holds the headline is about this product, whatever its class says.
        if element not in around:
            is_hidden = is_hidden or (bool(attributes) and hides(attributes))
            is_elsewhere = is_elsewhere or _is_card(element, names, own) or (element is not body and _elsewhere(names))
        is_struck = is_struck or element.tag in STRUCK_TAGS or says_struck(names)
        is_struck = is_struck or "line-through" in attributes.get("style", "")
        yield Spot(element, place, names, attributes, is_hidden, is_struck, is_elsewhere)
        stack.extend((child, is_hidden, is_struck, is_elsewhere) for child in reversed(element))


def _is_card(element: etree._Element, names: str, own: str) -> bool:
    """A box of a row of goods: it leads to the page of another item, which no price box of the page itself does."""
    if element.tag not in _CARD_TAGS and not _cardlike(names):
        return False
    links = [element] if element.tag == "a" else islice(element.iter("a"), 6)
    addresses = (link.get("href") or "" for link in links)
    return any(names_item(a) and not is_errand(a) and path_of(a) != own for a in addresses)


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
