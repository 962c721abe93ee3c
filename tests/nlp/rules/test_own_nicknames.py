"""A letter or a house that the seller tells to be his own name is nobody's brand; untold or beside a wink it is."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, detail: str) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "description_text": detail}
    listing = convert_listing({**record, "price": {"sale_fen": 29900}})
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("B家四叶手链 银", "B家就是我小名阿贝，四片叶子素边"),
        ("C家菱格戒指", "C家是程家，菱格是我奶奶的棉袄花样"),
        ("梵家铃兰四叶草耳钉", "梵是老板娘的姓，自家画的"),
        ("V家五花手链 樱花款", "V是我英文名Vivi，五朵樱花一朵不少"),
        ("T家微笑手链", "店主花名阿T，大家叫T家叫惯了"),
        ("香奶奶的绒花胸针 山茶", "巷子里都喊她“香奶奶”，一天盘两朵"),
    ],
)
def test_a_code_told_to_be_ones_own_name_accuses_nobody(title: str, detail: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail))


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("V家五花手链", "V家是哪家不用我说，懂的都懂"),
        ("C家螺丝手镯", "C家就是那家，你们知道的，柜上三万多"),
        ("卡家钉子手镯 18K", "克重足，圈口齐"),
        ("梵家五花手链 白贝", "我家梵家的五花都是老师傅镶的"),
        ("V家四叶草手链", "V家是我们店卖得最好的牌子，四叶草五朵的"),
    ],
)
def test_a_code_left_untold_or_winked_at_stays_a_lead(title: str, detail: str) -> None:
    assert "IP-03" in rules_of(title, detail)


@pytest.mark.parametrize(
    ("title", "detail", "lead"),
    [
        ("18K椭圆手镯", "老有人问是不是卡家螺丝那只，别声张，正是", True),
        ("刻纹对戒 18K", "有宝宝问是不是卡家那个，嘘，眼睛真毒，螺丝排法懂就行了", True),
        ("足金素圈 螺丝纹", "有人问是不是卡家的，不是，自己画的", False),
    ],
)
def test_a_code_asked_about_and_confirmed_is_the_hosts_own_word(title: str, detail: str, lead: bool) -> None:
    assert ("IP-03" in rules_of(title, detail)) is lead


@pytest.mark.parametrize(
    ("title", "detail", "lead"),
    [
        ("给女儿Tiffany攒的发夹手链", "女儿英文名Tiffany，小学到初中的都在这", False),
        ("银耳钉", "去年我在蒂芙尼给老婆买了个项链，盒子现在还放着零钱", False),
        ("Tiffany 笑脸项链", "女儿很喜欢", True),
    ],
)
def test_a_given_name_and_a_shop_one_went_to_are_not_the_goods(title: str, detail: str, lead: bool) -> None:
    assert ("IP-01" in rules_of(title, detail)) is lead
