"""A seller's description in HTML: its words as lines of text, and the addresses of its pictures."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from crawler.listing import Image
from crawler.platforms.web.document import plain

MAX_PICTURES = 60
_LONGEST = 2_000_000
"""Characters of markup in which pictures are looked for."""


def described(html: str | None) -> tuple[str | None, tuple[Image, ...]]:
    """The text (None where there is none) and the detail pictures in their order. Scripts and styles are no words.

    Nothing in it is run or fetched; text without markup is its own description.
    """
    if html is None or not html.strip():
        return None, ()
    words = plain(html) or None
    if "<img" not in html[:_LONGEST].lower():
        return words, ()
    try:
        body = lxml_html.fragment_fromstring(html[:_LONGEST], create_parent="div")
    except (etree.ParserError, ValueError):
        return words, ()
    urls = (str(url).strip() for url in body.xpath("//img/@src | //img/@data-src"))
    pictures = dict.fromkeys(url for url in urls if url.startswith(("http://", "https://", "//")))
    return words, tuple(Image(url=url, role="detail") for url in list(pictures)[:MAX_PICTURES])
