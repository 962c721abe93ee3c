"""Reworded titles: the fact put right, nothing spelt another way, and honesty where words are not the trouble."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from crawler.listing import Attribute, Listing, Price, Qualification, Utterance
from nlp.rewording import Rewording, reword
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def item(title: str, yuan: float = 2680, detail: str = "现货", **more: object) -> Listing:
    listing = Listing("demo", "1", title=title, price=Price(sale_fen=round(yuan * 100)), description_text=detail)
    return replace(listing, **more)


def reworded(listing: Listing) -> Rewording | None:
    screener = Screener.default()
    return reword(screener.screen(listing, DAY), listing, screener, DAY)


@pytest.mark.parametrize(
    ("title", "yuan", "said"),
    [
        ("18K金钻戒女1克拉D色VVS1 实验室培育", 3580, "18K金合成钻石（培育钻石）戒指女1克拉D色VVS1 实验室培育"),
        ("天然培育钻石戒指 一克拉", 3980, "合成钻石（培育钻石）戒指 一克拉"),
        ("养殖钻石吊坠 50分 18K金", 2980, "合成钻石（培育钻石）吊坠 50分 18K金"),
        ("科技钻项链 50分", 999, "合成钻石（培育钻石）项链 50分"),
        ("非莫桑石 一克拉培育真钻吊坠", 2599, "一克拉合成钻石（培育钻石）吊坠"),
        ("简约四爪莫桑钻戒指", 268, "简约四爪合成碳硅石（莫桑石）戒指"),
        ("锆钻耳钉", 39, "合成立方氧化锆耳钉"),
        ("高碳钻手链 媲美真钻", 99, "合成立方氧化锆手链"),
        ("V家四叶草项链 懂的都懂", 99, "四叶草项链"),
        ("卡地亚LOVE手镯同款 钛钢", 99, "手镯 钛钢"),
    ],
)
def test_title_names_what_it_is_and_passes_a_second_screening(title: str, yuan: float, said: str) -> None:
    listing = item(title, yuan)
    result = reworded(listing)
    assert result is not None
    assert result.title == said
    assert result.changes
    assert Screener.default().screen(replace(listing, title=result.title), DAY).verdict == "clear"


@pytest.mark.parametrize(
    ("title", "yuan", "why"),
    [
        ("卡地亚手镯 高仿", 299, "改写标题无济于事"),
        ("复刻梵克雅宝五花手链", 199, "改写标题无济于事"),
        ("卡地亚手镯", 99, "不能改变商品本身"),
        ("卡·地·亚手镯", 99, "不能改变商品本身"),
        ("天然一克拉钻戒", 39.9, "凭检测证书确定材质"),
    ],
)
def test_where_the_goods_are_the_trouble_no_title_is_given(title: str, yuan: float, why: str) -> None:
    result = reworded(item(title, yuan))
    assert result is not None
    assert result.title is None
    assert why in str(result.reason)


@pytest.mark.parametrize("title", ["绝不是B货 翡翠满绿手镯 56圈 老坑", "老蜜蜡鸡油黄手串 15mm 藏家割爱"])
def test_proof_is_never_taken_out_to_hide_it(title: str) -> None:
    """Whatever is charged of a treated or pressed stone: dropping the stone's name from the title cures nothing."""
    detail = "注胶处理，天然翡翠充填" if "翡翠" in title else "二代压制蜜蜡"
    result = reworded(item(title, 680, detail=detail))
    assert result is None or result.title is None


def test_a_roundabout_title_is_left_to_its_writer() -> None:
    papers = (Qualification(name="鉴定证书", agency="IGI", cert_no="LG612345678"),)
    result = reworded(item("谁说一千八就买不到天然的？80分钻戒今晚破例", 1800, qualifications=papers))
    assert result is not None
    assert result.title is None
    assert "设问" in str(result.reason)


def test_copy_words_said_anywhere_leave_nothing_to_reword() -> None:
    listing = item("V家四叶草项链", 199, speech=(Utterance(text="这个是高仿的，一比一复刻，V家那款，现货"),))
    result = reworded(listing)
    assert result is not None
    assert result.title is None


def test_what_stands_outside_the_title_must_be_put_right_too() -> None:
    result = reworded(item("培育钻石戒指 一克拉", 3980, detail="主石是天然钻石，支持复检"))
    assert result is not None
    assert result.title is None
    assert "只改标题不够" in str(result.reason) or "不再成文" in str(result.reason)


def test_two_materials_need_a_certificate_first() -> None:
    attributes = (Attribute(name="主石", value="莫桑石"), Attribute(name="副材质", value="主石为锆石"))
    result = reworded(item("一克拉真钻戒指", 268, attributes=attributes))
    assert result is not None
    assert result.title is None
    assert "莫桑石" in str(result.reason)


@pytest.mark.parametrize("title", ["素圈戒指", "合成钻石（培育钻石）戒指 一克拉", "莫桑石戒指"])
def test_nothing_to_reword_where_nothing_was_found(title: str) -> None:
    assert reworded(item(title)) is None


def test_speech_without_a_title_is_not_reworded() -> None:
    listing = Listing("demo", "1", speech=(Utterance(text="这款莫桑钻戒指九十九块"),))
    assert reworded(listing) is None


def test_no_word_is_respelt() -> None:
    """What leaves a title leaves it whole: no letter of a proposal was not in the title or a standard name."""
    title = "卡地亚同款真钻手链 高碳钻"
    result = reworded(item(title, 99))
    assert result is not None
    assert result.title is not None
    assert set(result.title) <= set(title) | set("合成立方氧化锆")
