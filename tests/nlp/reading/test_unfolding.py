"""Unfolding: phrases and checks see what a disguised word means, and every place leads back to the seller's characters."""

from __future__ import annotations

import pytest

from crawler.listing import Listing
from nlp.claim import Claim
from nlp.reader import Reader


def claims(text: str) -> list[Claim]:
    return list(Reader.default().read(Listing(platform="other", item_id="1", title=text)).claims)


@pytest.mark.parametrize(
    ("text", "written", "meant", "how"),
    [
        ("天然翡cui镯", "天然翡cui", "天然翡翠", "pinyin"),
        ("天。然。珍。珠手链", "天。然。珍。珠", "天然珍珠", "separator"),
        ("量💎子💎钻 18K金戒指", "量💎子💎钻", "量子钻", "emoji"),
        ("钻石项链 牌子我就不nian", "牌子我就不nian", "牌子我就不念", "pinyin"),
        ("仿丶珊丶瑚 手串", "仿丶珊丶瑚", "仿珊瑚", "separator"),
    ],
)
def test_a_word_and_a_phrase_are_read_as_they_are_meant(text: str, written: str, meant: str, how: str) -> None:
    found = next(c for c in claims(text) if c.term == meant)
    assert found.span.text == written == text[found.span.start : found.span.end]
    assert how in found.evasion


def test_what_stands_after_a_disguised_word_keeps_its_place() -> None:
    text = "莫🌸桑🌸石吊坠 卡·地·亚 不是zuan石"
    assert [(c.term, text[c.span.start : c.span.end]) for c in claims(text)] == [
        ("莫桑石", "莫🌸桑🌸石"),
        ("吊坠", "吊坠"),
        ("卡地亚", "卡·地·亚"),
        ("钻石", "zuan石"),
    ]


def test_a_text_that_is_decorated_throughout_keeps_its_clauses() -> None:
    text = "宝🈳格🈳丽🈳蛇🈳系🈳列🈳顶🈳级🈳高🈳版🈳对🈳柜🈳真🈳金"
    assert any(c.term == "高版" and c.evasion for c in claims(text))
