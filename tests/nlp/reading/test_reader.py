"""The reader from outside: a listing in, claims and facts with exact spans out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.listing import (
    Attribute,
    Brand,
    Category,
    Image,
    Listing,
    Qualification,
    Room,
    Shop,
    Sku,
    Spec,
    Utterance,
)
from nlp.claim import Claim, ClaimClass, Place, Polarity, Reading, Target
from nlp.folding import HIDING
from nlp.reader import Reader


def read(**fields: object) -> Reading:
    return Reader.default().read(Listing(platform="douyin", item_id="1", **fields))  # type: ignore[arg-type]


def claims(reading: Reading, cls: ClaimClass) -> list[Claim]:
    return [claim for claim in reading.claims if claim.cls is cls]


def test_an_undisclosed_stone_is_all_there() -> None:
    reading = read(
        title="18K金钻戒 50分D色VVS2",
        attributes=(Attribute(name="证书", value="IGI"), Attribute(name="证书编号", value="LG600123456")),
    )
    assert [c.span.text for c in claims(reading, ClaimClass.DIAMOND)] == ["钻戒"]
    assert [c.carat for c in reading.carats] == [0.5]
    assert [(g.scale, g.value) for g in reading.grades] == [("colour", "D"), ("clarity", "VVS2")]
    assert ("IGI", "LG600123456", "lab_grown") in [(c.laboratory, c.number, c.kind) for c in reading.certificates]
    assert reading.places == {Place.TITLE, Place.ATTRIBUTE}


@pytest.mark.parametrize(
    ("name", "value", "polarity"),
    [("是否天然", "否", Polarity.NEGATE), ("是否天然", "是", Polarity.AFFIRM), ("是否培育钻石", "是", Polarity.AFFIRM)],
)
def test_a_label_is_read_with_its_value(name: str, value: str, polarity: Polarity) -> None:
    reading = read(title="钻戒", attributes=(Attribute(name=name, value=value),))
    (claim,) = [c for c in reading.claims if c.place is Place.ATTRIBUTE]
    assert claim.polarity is polarity
    if polarity is Polarity.NEGATE:
        assert claim.cue is not None
        assert (claim.cue.field, claim.cue.text) == ("attributes.0.value", value)


def test_a_label_alone_claims_nothing() -> None:
    reading = read(title="首饰", attributes=(Attribute(name="天然/培育", value="见证书"),))
    assert not [c for c in reading.claims if c.place is Place.ATTRIBUTE]


def test_a_side_stone_attribute_is_about_side_stones() -> None:
    reading = read(title="戒指", attributes=(Attribute(name="副石材质", value="天然钻石"),))
    assert {c.target for c in claims(reading, ClaimClass.NATURAL)} == {Target.SIDE}


def test_the_shop_name_is_about_the_shop() -> None:
    reading = read(title="翡翠手镯", shop=Shop(name="某某培育钻石"))
    assert {c.target for c in claims(reading, ClaimClass.LAB_GROWN)} == {Target.SHOP}


@pytest.mark.parametrize(
    ("title", "evasion"),
    [
        ("卡·地·亚手镯", ("separator",)),
        ("卡地亞手鐲", ()),
        ("CARTIER手镯", ()),
        ("Саrtier手镯", ("homoglyph",)),
        ("𝐂𝐚𝐫𝐭𝐢𝐞𝐫手镯", ("fancy",)),
        ("卡\u200b地亚手镯", ("zero_width",)),
        ("梵克牙宝项链", ("homophone",)),
    ],
)
def test_hiding_a_brand_is_evasion_and_spelling_it_differently_is_not(title: str, evasion: tuple[str, ...]) -> None:
    (claim,) = claims(read(title=title), ClaimClass.BRAND)
    assert claim.evasion == evasion
    assert set(claim.evasion) <= HIDING


@pytest.mark.parametrize(
    ("title", "word", "wanted"),
    [
        ("LG钻石戒指", "LG", True),
        ("LG电视 55寸", "LG", False),
        ("玻璃种翡翠", "玻璃", False),
        ("S925银戒指 玻璃", "玻璃", True),
        ("玻璃水杯", "玻璃", False),
        ("V家手链", "V家", True),
        ("V家纸巾", "V家", False),
        ("人工赚零花钱的方法", "人工赚", False),
        ("人工攥戒指", "人工攥", True),
        ("水热祖母绿", "水热祖母绿", True),
    ],
)
def test_some_words_need_company(title: str, word: str, wanted: bool) -> None:
    assert (any(c.span.text.startswith(word) for c in read(title=title).claims)) is wanted


def test_origin_words_beside_a_coloured_stone_speak_of_it() -> None:
    reading = read(title="天然红宝石戒指 配培育钻石")
    assert ["coloured" in c.tags for c in claims(reading, ClaimClass.NATURAL)] == [True]
    reading = read(title="天然钻石戒指", description_text="盒内附红宝石一颗")
    assert ["coloured" in c.tags for c in claims(reading, ClaimClass.NATURAL)] == [False]


def test_a_text_without_words_is_not_readable() -> None:
    assert not read(title="！！！ 💎💎").readable
    assert read(title="戒").readable


def test_fen_weighs_nothing_where_there_are_no_stones() -> None:
    assert read(title="数学试卷 50分").carats == ()


def test_the_same_listing_reads_the_same() -> None:
    assert read(title="培育钻石 50分 GIA 999元") == read(title="培育钻石 50分 GIA 999元")


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "非",
                "不是",
                "怎么可能",
                "培育钻石",
                "天然",
                "钻石",
                "莫桑石",
                "，",
                "。",
                "、",
                "/",
                "💎",
                "·",
                "卡·地·亚",
                "1：1",
                "高仿",
                "LG612345678",
                "1.01ct",
                "50分",
                "39.9元",
                "？",
                "媲美",
                "与",
                "不同",
                "GIA",
                "\u200b",
                "鑽",
                "但是",
                "是",
                "副石",
                "100%",
                "原价3999",
            ]
        ),
        st.text(st.characters(), max_size=6),
    ),
    max_size=14,
).map("".join)


@settings(deadline=None)
@given(FRAGMENTS, FRAGMENTS)
def test_every_span_of_any_listing_is_exact(one: str, other: str) -> None:
    reading = read(
        title=one,
        description_text=other,
        attributes=(Attribute(name=other, value=one),),
        skus=(Sku(spec=(Spec(name="款", value=other),)),),
        category=(Category(name=one),),
        brand=Brand(name=other),
        qualifications=(Qualification(name=one, cert_no=other),),
        images=(Image(ocr_text=(one, other)),),
        speech=(Utterance(text=one),),
        room=Room(title=other),
        shop=Shop(name=one),
    )
    spans = [f.span for f in (*reading.claims, *reading.carats, *reading.money, *reading.certificates)]
    spans += [f.span for f in (*reading.grades, *reading.origins)]
    spans += [c.cue for c in reading.claims if c.cue is not None]
    for span in spans:
        assert reading.texts[span.field][span.start : span.end] == span.text
        assert span.text


@pytest.mark.parametrize(
    "piece",
    ["非", "非培育", "卡·", "不是钻石、", "1克拉", "💎", "与", "鑽\u200b", "合成｜", "一" * 3, "lg1", "¥1", "、"],
)
def test_a_long_hostile_text_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    """Bounded by the suite's timeout: quadratic work on these would take minutes."""
    assert read(title=piece * 40_000).readable or not any(c.isalnum() for c in piece)
