"""Looks that others use too: a maison's only in the mouth of a seller who leans on somebody."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, detail: str, yuan: int = 190) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "description_text": detail}
    listing = convert_listing({**record, "price": {"sale_fen": yuan * 100}})
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "features"),
    [
        ("蜂巢戒指", "六边形拼接，可叠戴"),
        ("猎豹头项链", "黑色斑点，尾巴绕一圈"),
        ("冰块耳钉 银", "立方小格，镜面抛光"),
        ("转动指环", "中圈能转，单钻"),
        ("编织手链 缆绳", "马蹄扣"),
        ("锁球手链", "粗链节"),
        ("罗盘项链", "可旋转，贝母"),
        ("珍珠戒 五颗珍珠", "一字排开"),
        ("四环叠戒", "四种纹路，方钉纹"),
        ("花丝葫芦吊坠 足金", "金刚杵挂头"),
    ],
)
@pytest.mark.parametrize(("cue", "fires"), [("照着专柜那条打的版", True), ("画了三个月的自家图纸", False)])
def test_a_look_that_others_use_too_needs_a_word_that_leans(title: str, features: str, cue: str, fires: bool) -> None:
    assert ("IP-05" in rules_of(title, f"{features}，{cue}")) is fires


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("小豹猫吊坠 银", "照着我家猫的照片画的，绿眼睛"),
        ("铆钉皮手环", "打孔手作，铆钉是黄铜的"),
        ("冰块耳钉 亚克力", "夏天清凉，方块透明"),
        ("蜂窝巧克力模具", "六边形硅胶，叠放省地方"),
        ("登山绳手链", "钢绳芯，八字结，户外同好一起换绳"),
        ("花丝葫芦吊坠 足金 非遗工坊", "师傅坐着掐了三天丝"),
    ],
)
def test_features_of_ones_own_accuse_nobody(title: str, detail: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail))


def test_a_pair_of_strong_features_needs_no_word() -> None:
    assert "IP-05" in rules_of("四环戒 罗缎纹", "方钉纹、圆棱，一圈单排石")
    assert "IP-05" in rules_of("猎豹手镯 黑漆斑点", "绿眼睛，开口")
