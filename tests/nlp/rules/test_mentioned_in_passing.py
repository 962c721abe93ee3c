"""A stone that running words merely mention accuses nobody; one that they say this item is made of does."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import Listing, Price, Qualification, Utterance
from nlp.screen import Screener

ON = date(2026, 11, 22)


def rules(title: str, description: str | None = None, speech: str | None = None) -> set[str]:
    listing = Listing(
        platform="other",
        item_id="1",
        title=title,
        description_text=description,
        speech=(Utterance(text=speech),) if speech else (),
        price=Price(sale_fen=2_980_000),
        qualifications=(Qualification(name="GIA", cert_no="2231445566"),),
    )
    return {finding.rule for finding in Screener.default().screen(listing, ON).findings}


NATURAL = "天然钻石戒指1克拉 H色VS2 GIA"


@pytest.mark.parametrize(
    "words",
    [
        "本店另设莫桑石专柜，请勿混淆。",
        "可用测钻笔现场测试，莫桑石会响两声。",
        "预算不够的朋友可以看看我家莫桑石款。",
        "旧的莫桑石戒托也可以拿来换镶。",
        "很多人担心买到莫桑石，所以我们支持复检。",
        "如检测为莫桑石或锆石，假一赔十。",
        "试戴用的是锆石样品，实物为天然钻石。",
        "图三为锆石试戴模型，仅展示尺寸。",
        "如收到的是莫桑石可全额退款。",
        "天然钻石导热，莫桑石双折射，用放大镜可见重影。",
        "培育钻石专区在本店另一栋楼。",
        "去年她买的培育钻石今年降价了，所以这次选天然。",
        "送一对培育钻石小耳钉。",
        "CVD的荧光是橘色的，这颗是蓝色。",
        "培育钻石价格一年跌三成，天然的稳得多。",
    ],
)
def test_a_stone_in_passing_is_no_evidence(words: str) -> None:
    assert rules(NATURAL, words) == set()


@pytest.mark.parametrize(
    ("description", "speech"),
    [
        ("主石为莫桑石，六爪镶嵌。", None),
        ("材质：925银，合成立方氧化锆。", None),
        ("18K金镶莫桑石，圈口可改。", None),
        ("莫桑石主石一克拉。", None),
        (None, "这颗用的是莫桑石，姐妹们放心戴"),
    ],
)
def test_a_simulant_that_the_item_is_made_of_is(description: str | None, speech: str | None) -> None:
    assert "LG-04" in rules(NATURAL, description, speech)


@pytest.mark.parametrize("words", ["主石为培育钻石。", "证书结论写的是合成钻石。", "这颗是实验室培育的。"])
def test_a_natural_title_over_an_admission_is_charged(words: str) -> None:
    assert rules(NATURAL, words) & {"LG-01", "LG-02", "LG-06"}


def test_a_word_of_comparison_hides_no_beautiful_diamond() -> None:
    assert rules("925银莫桑石（合成碳硅石）戒指 媲美钻石") == set()
