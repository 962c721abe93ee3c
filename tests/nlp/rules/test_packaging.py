"""Boxes, papers and marks: sold alone in a brand's name, for whichever brand, or made up beside the goods."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, detail: str = "", yuan: int = 25) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": yuan * 100}}
    listing = convert_listing({**record, "description_text": detail} if detail else record)
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("卡地亚手镯空盒 全新", "一百个起"),
        ("奢侈品保修卡 空白", "型号您填"),
        ("名牌货防尘袋", "字样跟柜上一致"),
        ("珠宝纸袋 礼盒 V家C家T家都有现成", ""),
        ("婚戒灯光盒 DR", "协议书可填，登记二维码能做"),
        ("老铺黄金吊牌 标签", "与原版一样"),
        ("施华洛世奇元素 标签", "小册子名义由您写"),
        ("首饰购物袋 丝带 橙盒家", ""),
    ],
)
def test_packaging_in_a_brands_name_is_a_lead(title: str, detail: str) -> None:
    assert "IP-07" in rules_of(title, detail)


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("绒布首饰袋 抽绳 素色", "可印您自己的店名"),
        ("手镯收纳盒 木质", "能放卡地亚那种宽镯，也能放玉镯"),
        ("潘多拉的盒子 桌游", "希腊神话主题卡片"),
        ("手工皂礼盒 双C缎带 新人姓名缩写", "没有香奈儿字样"),
        ("保修卡印刷 放您自己的标", "排版免费"),
        ("银饰做旧 戒指", "大牌都不接，只做自己的图"),
        ("闲置 宝格丽项链空盒一个", "当年买项链带的，盒角磕了"),
    ],
)
def test_a_box_of_nobody_or_ones_own_accuses_nobody(title: str, detail: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail))
