"""A page as a parsed document: addresses, visible text and the place of things, for the readers beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from crawler.platforms.web.words import MAX_TEXT, SILENT, Words, clean, cut, text_of

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_CLASS = re.compile(r"(?:product|goods|item|detail|pro|sku)[-_]?(?:title|name)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Document:
    """One parsed page. ``url`` is where it was read from, "" for a file; ``text`` is its decoded source."""

    def __init__(self, text: str, url: str = "") -> None:
        self.source = _CONTROL.sub("", text)
        self.address = url
        # Only the reader of microdata needs lxml.html's own elements, which cost a call each.
        parser = (lxml_html if self.mentions("itemscope") else etree).HTMLParser(encoding="utf-8")
        try:
            root = lxml_html.document_fromstring(self.source.encode("utf-8", errors="replace"), parser=parser)
        except (etree.ParserError, ValueError):
            root = lxml_html.document_fromstring(b"<html><body></body></html>")
        self.root = root
        # lxml makes an element's object anew each time it is reached and nobody holds it; a page is reached a dozen times.
        self._kept = list(root.iter())

    def text(self, element: etree._Element, *, lines: bool = False, limit: int = MAX_TEXT) -> str:
        """The text a reader sees in an element of this page; ``lines`` keeps one line per block."""
        if len(element) == 0 and element.tag not in SILENT:
            return cut(element.text or "", lines, limit)
        return self._words.of(element, lines=lines, limit=limit)

    @cached_property
    def _words(self) -> Words:
        return Words(self.root)

    def mentions(self, name: str) -> bool:
        """Whether a name (small letters) stands anywhere in the source: where it does not, no attribute can have it."""
        return name in self._lowered

    @cached_property
    def _lowered(self) -> str:
        return self.source.lower()

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to: <base>, else the address, else the page's own canonical one."""
        found = next((a for e in self.root.iter("base") if (a := e.get("href")) is not None), "")
        own = self.address or self.canonical or ""
        return join(own, found) or own

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page calls its own: canonical link, else og:url, else the first alternate."""
        links = [(e, e.get("rel")) for e in self.root.iter("link")]
        alternates = [e for e, rel in links if rel == "alternate"]
        metas = list(self.root.iter("meta"))
        for key, places in (
            ("href", [e for e, rel in links if rel == "canonical"]),
            ("content", [e for e in metas if e.get("property") == "og:url"]),
            ("content", [e for e in metas if e.get("name") == "og:url"]),
            ("href", [e for e in alternates if e.get("hreflang") is not None]),
            ("href", [e for e in alternates if (e.get("media") or "").startswith("only screen")]),
        ):
            for value in (e.get(key) for e in places):
                address = join(self.address, value or "")
                if address and urlsplit(address).hostname:
                    return address
        return None

    @cached_property
    def own_address(self) -> str:
        """The canonical address, else where the page was read from."""
        return self.canonical or self.address

    @cached_property
    def host(self) -> str:
        """Host of the page's own address; it settles what "$" means and names a shop that has no name."""
        return (urlsplit(self.own_address).hostname or "").removeprefix("www.")

    def meta(self, *names: str) -> str | None:
        """Content of the first non-empty <meta> whose property, name or itemprop is one of ``names``, in that order."""
        for name in names:
            for value in self._metas.get(name, ()):
                if value.strip():
                    return clean(value)
        return None

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
            for key in ("property", "name"):
                if name := element.get(key):
                    found.setdefault(name.strip().lower(), []).append(element.get("content") or "")
        return found

    @cached_property
    def window_title(self) -> str:
        """Text of <title>, "" when there is none."""
        first = next(self.root.iter("title"), None)
        if first is None:
            return ""
        return clean(" ".join(strings(first, "text()")) if len(first) else first.text or "")

    @cached_property
    def headline(self) -> etree._Element | None:
        """The <h1> that names the product: the one the page's <title> repeats, else the first with words."""
        titled = self.window_title.lower()
        first = None
        for element in self.root.iter("h1"):
            words = self.text(element)
            if not words:
                continue
            first = first if first is not None else element
            if words[:30].lower() in titled:
                return element
        return first if first is not None else self._named_headline()

    def _named_headline(self) -> etree._Element | None:
        """Shops for phones often have no <h1>: the element whose class calls it the product's name."""
        for element in self.root.iter("h2", "h3", "div", "span", "p", "a"):
            named = f"{element.get('class') or ''} {element.get('id') or ''}"
            if _NAME_CLASS.search(named) and 2 <= len(self.text(element, limit=201)) <= 200:
                return element
        return None


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    """Elements that an XPath selects."""
    found = root.xpath(path)
    return [e for e in found if isinstance(e, etree._Element)] if isinstance(found, list) else []


def strings(root: etree._Element, path: str) -> list[str]:
    """Attribute values or texts that an XPath selects."""
    found = root.xpath(path)
    return [str(v) for v in found if isinstance(v, str)] if isinstance(found, list) else []


@lru_cache(maxsize=4096)
def join(base: str, address: str) -> str:
    """An absolute http(s) address without its fragment, "" for anything else (also for an empty one)."""
    if not address.strip():
        return ""
    try:
        found = urldefrag(urljoin(base, address.strip()))[0]
        scheme = urlsplit(found).scheme
    except ValueError:
        return ""
    return found if scheme in ("http", "https") else ""


def attributes_of(element: etree._Element) -> dict[str, str]:
    """All attributes at once, which is far cheaper than asking for a dozen names."""
    return dict(element.items())  # type: ignore[arg-type]


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element with these attributes says that it is not shown (its ancestors are not asked)."""
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"])))


def plain(markup: str, *, limit: int = MAX_TEXT) -> str:
    """Text of a fragment that may hold HTML (descriptions, titles with highlight tags), one line per block."""
    cut = _CONTROL.sub("", markup[: limit * 10])
    if "<" not in cut and "&" not in cut:
        return "\n".join(filter(None, (clean(line) for line in cut.split("\n"))))[:limit]
    try:
        fragment = lxml_html.fragment_fromstring(cut, create_parent="div")
    except (etree.ParserError, ValueError):
        return clean(cut)[:limit]
    return text_of(fragment, lines=True, limit=limit)
