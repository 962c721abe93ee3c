"""The text of an element is the same whether it is cut from the page's one pass or read from the element alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms.web.document import Document
from crawler.platforms.web.page import read_page
from crawler.platforms.web.words import text_of

PARTS = st.sampled_from(
    ["<div>", "</div>", "<p>", "<br>", "<b>", "</b>", "<script>var a</script>", "<svg><text>x</text></svg>", "<!-- no -->", "<td>",
     "钻戒 ", "\n\n", "  18K ", "<noscript><p>off</p></noscript>", " " * 90]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_both_ways_give_one_text(body: str) -> None:
    document = Document(f"<html><head><title>t</title></head><body>{body}</body></html>")
    for element in document.root.iter():
        if isinstance(element.tag, str):
            for limit in (5, 20, 20_000):
                for lines in (False, True):
                    assert document.text(element, lines=lines, limit=limit) == text_of(
                        element, lines=lines, limit=limit
                    )


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_a_breadcrumb_is_read_by_its_positions(order: tuple[int, ...]) -> None:
    names = {1: "首饰", 2: "戒指", 3: "对戒"}
    entries = ",".join(f'{{"@type": "ListItem", "position": "{n}", "name": "{names[n]}"}}' for n in order)
    markup = f'[{{"@type": "BreadcrumbList", "itemListElement": [{entries}]}}, {{"@type": "Product", "name": "戒", "sku": "A1"}}]'
    listing = read_page(f'<html><script type="application/ld+json">{markup}</script></html>').listing
    assert listing is not None
    assert [c.name for c in listing.category] == ["首饰", "戒指", "对戒"]
