"""JSON-LD that strict JSON refuses: repaired where that cannot change a value, otherwise left unread."""

from __future__ import annotations

import pytest

from crawler.platforms.web.document import Document
from crawler.platforms.web.jsonld import jsonld_nodes, loads


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "戒指"}',
        '{"name": "戒指",}',
        '{"name": "戒指"}}',
        '{"name": "戒指"};',
        '<!-- {"name": "戒指"} -->',
        '//<![CDATA[\n{"name": "戒指"}\n//]]>',
        '/*<![CDATA[*/ {"name": "戒指"} /*]]>*/',
        '\ufeff{"name": "戒指"}',
        "{&quot;name&quot;: &quot;戒指&quot;}",
    ],
)
def test_a_safe_repair(text: str) -> None:
    assert loads(text) == {"name": "戒指"}


def test_a_line_break_inside_a_text_is_kept() -> None:
    assert loads('{"name": "戒\n指"}') == {"name": "戒\n指"}


def test_quotes_inside_a_one_line_value() -> None:
    assert loads('{\n"name": "莫桑石"一闪"项链",\n"sku": "A1"\n}') == {"name": '莫桑石"一闪"项链', "sku": "A1"}


@pytest.mark.parametrize("text", ["", "{", "{'name': 'x'}", '{"price": 1 + 1}', "alert(1)", "[" * 100_000])
def test_what_no_safe_repair_mends_is_left_alone(text: str) -> None:
    assert loads(text) is None


def test_a_broken_block_does_not_take_the_good_ones_with_it() -> None:
    page = (
        '<script type="application/ld+json">{"a": {{</script><script type="application/ld+json">{"name": "b"}</script>'
    )
    assert jsonld_nodes(Document(page)) == [{"name": "b"}]


def test_references_are_followed_within_bounds_and_circles_end() -> None:
    page = """<script type="application/ld+json">{"@graph": [
      {"@id": "#a", "@type": "Product", "offers": {"@id": "#b"}},
      {"@id": "#b", "@type": "Offer", "itemOffered": {"@id": "#a"}}]}</script>"""
    nodes = jsonld_nodes(Document(page))
    assert nodes[1]["offers"]["@type"] == "Offer"
    assert nodes[2]["itemOffered"]["@id"] == "#a"
