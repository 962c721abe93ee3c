"""Further ways to lean on a maison, and the same words said of one's own."""

from __future__ import annotations

import pytest

from tests.nlp.rules.pitched import rules_of


@pytest.mark.parametrize(
    ("title", "detail", "speech"),
    [
        ("LOVE镯 螺口", "配改锥一把", ()),
        ("弹簧戒 窄版", "和真品摆了一晚上，谁也没看出来", ()),
        ("扇裙项链 白贝", "包装另算", ()),
        ("银耳环", "", ("牌子我就不念了", "第一个字是香", "袋子要的另外算")),
        ("老铺黄金同款葫芦", "一模一样的丝", ()),
        ("DR钻戒盒", "真爱协议代填", ()),
        ("二手宝格丽戒指 拼单二十枚", "圈号随机", ()),
        ("卡地亚证书夹", "烫金，五十个起", ()),
    ],
)
def test_leaning_is_told(title: str, detail: str, speech: tuple[str, ...]) -> None:
    assert any(rule.startswith("IP") for rule in rules_of(title, detail, speech))


@pytest.mark.parametrize(
    ("title", "detail", "speech"),
    [
        ("螺丝批套装 家用", "改锥十二件", ()),
        ("银镯 镶了三圈小石", "亮度秒杀施家的水晶灯", ()),
        ("素银戒", "礼盒另算，贺卡免费", ()),
        ("银耳环", "", ("这个牌子是我自己注册的", "第一个字是我女儿的名字")),
        ("葫芦吊坠 足金", "和妈妈那只一模一样的寓意", ()),
        ("珍珠项链", "2026年新珠，40颗，一条", ()),
        ("大牌设计师离职后的原创品牌 三环银戒", "编号作品", ()),
    ],
)
def test_the_same_words_of_ones_own(title: str, detail: str, speech: tuple[str, ...]) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail, speech))
