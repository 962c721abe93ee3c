"""What sellers write comes out as written, in every format, and acts nowhere."""

from __future__ import annotations

import pytest

from crawler.listing import Shop
from reports.marking import visible
from reports.writing import formats, render
from tests.reports.briefs import brief, context, detail, ring
from tests.reports.reading import squeezed, words

HOSTILE = {
    "script": "<script>alert(1)</script>钻戒",
    "markup": '"><img src=x onerror=alert(1)>&lt;b&gt; &amp; ]]> 钻戒',
    "template": "{{7*7}}{% raw %}{# x #}钻戒",
    "typst": '#eval("1+1") #let x = 1 $x$ [*b*] _i_ `r` @a <l> = 钻戒 // /* \\ ~',
    "formula": '=HYPERLINK("http://evil.example","钻戒")',
    "macro": "@SUM(1+9)*cmd|' /C calc'!A0 钻戒",
    "plus": "+1-1 钻戒",
    "breaks": "钻戒\t一\n二\r\n三   四",
    "emoji": "💎钻戒✅❤️👨‍👩‍👧🇨🇳1️⃣",
    "rare": "𬭊㸯鑫喆钻戒",
    "unknown": "\U0002a6e0\U000105d0\ue123钻戒",
    "arabic": "خاتم ألماس 钻戒 עברית",
    "direction": "钻戒\u202e天然\u202c\u2066x\u2069",
    "hidden": "钻\u200b戒\ufeff\u00ad\x00\x07\x1b[31m钻戒",
    "surrogate": "钻\ud800戒\udfff 钻戒",
    "nothing": "\ufffe\uffff\ufdd0钻戒",
    "underscores": "_x0041_ 钻戒 %s %(a)s ${a} {0}",
}


def _unmarked(text: str) -> str:
    """Without the numbers that stand behind marks and the boxes around invisible characters."""
    for drop in ("①", "②", "〔", "〕"):
        text = text.replace(drop, "")
    return text


def _shown(text: str, format_name: str) -> str:
    """What a reader is to see: invisible characters by code point; in pages also those that no font has."""
    shown = visible(text)
    if format_name == "pdf":
        shown = "".join(f"U+{ord(c):04X}" if c in HOSTILE["unknown"] and ord(c) > 0xE000 else c for c in shown)
    return _unmarked(squeezed(shown))


@pytest.mark.parametrize("format_name", formats())
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_as_written(name, format_name):
    text = HOSTILE[name]
    listing = ring(title=text, item_id="7", shop=Shop(id="s9", name=text), url=f"javascript:{text}")
    seen = _unmarked(words(format_name, render("daily", brief(detail(1, listing)), format_name, context())))
    wanted = _shown(text, format_name)
    if name == "arabic":  # a reader of pages may give letters in the order of the paper
        assert "钻戒" in seen
        assert set(wanted) <= set(seen) or format_name == "pdf"
    else:
        assert wanted in seen
    # For programs the values under the document are as they were collected.
    assert format_name == "json" or not set(seen) & set("\u202e\u202c\u2066\u2069\u200b\ufeff\x00\x07\x1b")


@pytest.mark.parametrize("format_name", formats())
def test_a_word_of_five_thousand_characters_keeps_to_its_place(format_name):
    listing = ring(title="钻戒" + "W" * 5000)
    seen = words(format_name, render("daily", brief(detail(1, listing)), format_name, context()))
    assert "共5002字" in seen or "W" * 5000 in seen
    assert "略去4940字" in seen or format_name == "json"
