"""Folding: what a reader takes for the same word becomes the same text, and every place leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.folding import fold

AWKWARD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("钻鑽石寶卡地亞С\u200b\ufe0f\u0301\u202e💎🇨👩\u200d①½㎜ﬁﷺİßＣａ·./\ud800\udfff\u0338ᴀ𝐂"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("鑽石項鏈", "钻石项链"),
        ("ＣＶＤ鑽戒", "cvd钻戒"),
        ("𝐂𝐚𝐫𝐭𝐢𝐞𝐫", "cartier"),
        ("Ⓒⓐⓡⓣⓘⓔⓡ", "cartier"),
        ("Саrtiеr", "cartier"),
        ("ⅭＡＲＴＩＥＲ", "cartier"),
        ("卡\u200b地\u2060亚", "卡地亚"),
        ("ᴄᴀʀᴛɪᴇʀ", "cartier"),
        ("Joséphine", "josephine"),
        ("Jose\u0301phine", "josephine"),
        ("C\u0336a\u0336rtier", "cartier"),
        ("1：1復刻", "1:1复刻"),
        ("🇻🇨🇦", "vca"),
        ("天🇨🇳然", "天♥♥然"),
        ("卡\u20dd地\u20de亚\u0332", "卡地亚"),
        ("天\u2800然", "天然"),
        ("🅻🅰🅱 ⒟iamond", "lab diamond"),
        ("亜⻩単倣驗験項鍊", "亚黄单仿验验项链"),
        ("普通的句子。", "普通的句子。"),
        ("", ""),
        ("각 が", "각 が"),
    ],
)
def test_a_disguised_word_is_read_as_the_word(written: str, read: str) -> None:
    assert fold(written).text == read


@pytest.mark.parametrize(
    ("written", "transforms"),
    [
        ("卡地亚", ()),
        ("Cartier", ("case",)),
        ("鑽石", ("traditional",)),
        ("ＧＩＡ", ("nfkc",)),
        ("саrtier", ("homoglyph",)),
        ("卡\u200b地亚", ("zero_width",)),
        ("𝐯𝐜𝐚", ("fancy",)),
        ("①", ("nfkc",)),
        ("e\u0338a", ("fancy",)),
    ],
)
def test_what_was_undone_is_named(written: str, transforms: tuple[str, ...]) -> None:
    folded = fold(written)
    assert folded.span("title", 0, len(folded.text)).transforms == transforms


def test_a_span_holds_the_sellers_own_characters() -> None:
    written = "新款Ｃ\u200bａｒｔｉｅｒ手鐲"
    folded = fold(written)
    start = folded.text.index("cartier")
    span = folded.span("title", start, start + len("cartier"))
    assert span.text == "Ｃ\u200bａｒｔｉｅｒ"
    assert written[span.start : span.end] == span.text


@given(AWKWARD)
def test_every_span_of_any_text_is_exact(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        for end in (start + 1, len(folded.text)):
            span = folded.span("title", start, end)
            assert text[span.start : span.end] == span.text
            assert span.text


@given(AWKWARD)
def test_folding_keeps_the_order_of_characters(text: str) -> None:
    folded = fold(text)
    if folded.starts is None:
        assert len(folded.text) == len(text)
    else:
        assert list(folded.starts) == sorted(folded.starts)
        assert len(folded.starts) == len(folded.text)


@given(AWKWARD)
def test_a_folded_text_is_safe_for_every_library_behind_it(text: str) -> None:
    fold(text).text.encode("utf-8")
    assert fold(fold(text).text).text == fold(fold(fold(text).text).text).text
