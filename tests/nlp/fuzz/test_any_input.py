"""Any bytes in any field: a judgement or a named refusal, exact spans, the same answer twice, in linear time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.listing import ListingRefused, convert_listing, decode_listing, text_fields
from nlp.folding import fold
from nlp.gate import Gate
from nlp.judgement import Judgement, encode_judgement
from nlp.proof import PROOF_DAY
from nlp.screen import Screener

PIECES = st.one_of(
    st.sampled_from(
        [
            "钻石",
            "天然",
            "培育",
            "莫桑石",
            "锆钻",
            "卡地亚",
            "卡蒂亚",
            "ka地亚",
            "kadiya",
            "kdy",
            "钅占石",
            "💎戒",
            "高仿",
            "高·仿",
            "复/刻",
            "不是",
            "绝非",
            "GIA",
            "LG634418825",
            "1.2克拉",
            "3999元",
            "50分",
            "戒指",
            "二手",
            "cart1er",
            "𝐂𝐚𝐫𝐭𝐢𝐞𝐫",
            "鑽石",
            "ＣＶＤ",
            "\u200b",
            "\u202e",
            "️",
            "́",
            "�",
            "�",
            "\ufdd0",
            "·",
            "/",
            "。",
            "\n",
        ]
    ),
    st.characters(),
    st.text(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
RECORDS = st.fixed_dictionaries(
    {"platform": st.just("x"), "item_id": st.just("1"), "title": TEXTS},
    optional={
        "subtitle": TEXTS,
        "description_text": TEXTS,
        "attributes": st.lists(st.fixed_dictionaries({"name": TEXTS, "value": TEXTS}), max_size=3),
        "skus": st.lists(
            st.fixed_dictionaries(
                {"spec": st.lists(st.fixed_dictionaries({"name": TEXTS, "value": TEXTS}), max_size=2)}
            ),
            max_size=3,
        ),
        "qualifications": st.lists(st.fixed_dictionaries({"text": TEXTS}), max_size=2),
        "shop": st.fixed_dictionaries({"name": TEXTS}),
    },
)
SLOWLY = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def judge(record: Any) -> tuple[dict[str, str], Judgement]:
    listing = convert_listing(record)
    return dict(text_fields(listing)), Screener.default().screen(listing, PROOF_DAY)


@SLOWLY
@given(RECORDS)
def test_any_text_is_judged_with_exact_spans_and_the_same_twice(record: dict[str, Any]) -> None:
    try:
        texts, judgement = judge(record)
    except ListingRefused as refused:
        named = bool(refused.field and refused.reason)
    else:
        named = False
    if named:
        return
    spans = [span for finding in judgement.findings for element in finding.elements for span in element.spans]
    for span in spans:
        assert texts[span.field][span.start : span.end] == span.text != ""
    assert encode_judgement(judge(record)[1]) == encode_judgement(judgement)


@SLOWLY
@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda raw: b'{"platform":"x","item_id":"1","title":"' + raw + b'"}'),
    )
)
def test_any_bytes_for_a_line_are_a_listing_or_a_named_refusal(line: bytes) -> None:
    try:
        listing = decode_listing(line)
    except ListingRefused as refused:
        named = bool(refused.reason)
    else:
        named = False
    assert named or Screener.default().screen(listing, PROOF_DAY).verdict


@SLOWLY
@given(TEXTS)
def test_every_mention_lies_inside_its_text(text: str) -> None:
    folded = fold(text)
    for mention in Gate.default().scan(folded):
        span = folded.span("title", mention.start, mention.end, mention.hidden)
        assert text[span.start : span.end] == span.text != ""


HOSTILE = {
    "plain": "新到一批家居日用品，纯棉毛巾吸水不掉毛，",
    "by sound": "卡蒂亚培玉钻石墨桑钻",
    "pinyin": "kadiya peiyu钻石 ",
    "one run of letters": "kadiya",
    "one letter": "a",
    "pulled apart": "卡·地·亚 ",
    "gaps": "钻·",
    "blanks": " ",
    "pictures": "莫桑💎",
    "combining": "卡\u0301\u0338\u20dd",
    "zero width": "卡\u200b地\u200b亚",
    "parts": "钅占石",
    "digits for letters": "cart1er",
    "surrogates": "\ud800钻\udfff",
    "right to left": "\u202e钻\u202c石",
    "ligatures": "ﷺ①½",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_folding_and_scanning_take_time_in_proportion_to_length(unit: str) -> None:
    def spent(length: int) -> float:
        text = "戒指" + (unit * (length // len(unit) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            Gate.default().scan(fold(text))
            best = min(best, time.process_time() - started)
        return best

    # Eight times the text: a quadratic step would take sixty-four times as long.
    assert spent(40_000) < 24 * spent(5_000) + 0.05
