"""A brand that is denied, disclaimed or met on a walk through town is not the brand of the goods."""

from __future__ import annotations

import pytest

from tests.nlp.rules.pitched import rules_of


@pytest.mark.parametrize(
    ("title", "detail", "speech"),
    [
        ("缠枝银戒", "本店和卡地亚没有任何关系，图纸是自己画的", ()),
        ("三环银戒 不蹭大牌热度 自家编号", "与卡地亚无关", ()),
        ("雏菊银吊坠", "香奈儿家的粉丝勿喷，就是一朵小雏菊", ()),
        ("银珠手串", "", ("上周路过蒂芙尼，橱窗真好看", "我这个珠子是自己搓的")),
        ("淡水珍珠耳钉", "", ("有人问宝格丽，没有哦，我们家没有，只做珍珠",)),
        ("英文名项链 925银 Tiffany Emma Fred", "写你自己的名字", ()),
        ("老有人问像不像宝格丽，一点不像 银杏叶项链", "叶子是门口捡的", ()),
        ("没有授权所以不卖卡地亚 素银戒", "只卖自己打的", ()),
    ],
)
def test_a_brand_in_passing_accuses_nobody(title: str, detail: str, speech: tuple[str, ...]) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail, speech))


@pytest.mark.parametrize(
    ("title", "detail", "speech"),
    [
        ("三环银戒", "与卡地亚无任何关联，和柜上一个模子", ()),
        ("螺丝手镯 不做大牌", "懂的都懂，盒子加20", ()),
        ("银手镯", "", ("卡地亚的手镯今天特价", "99块给你们")),
        ("五花手链", "", ("弹幕问是不是那个，嘘", "盒子要的扣1")),
        ("香奈儿耳钉 无授权", "看图发货", ()),
        ("爱马仕手镯", "不碰瓷，但谁也看不出来哪只是哪只", ()),
    ],
)
def test_a_disclaimer_beside_a_wink_excuses_nobody(title: str, detail: str, speech: tuple[str, ...]) -> None:
    assert any(rule.startswith("IP") for rule in rules_of(title, detail, speech))
