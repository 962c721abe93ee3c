"""A word slipped in among notices, a name taken back, lessons that sell what they teach."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("教你分辨高碳钻和真钻 直播课回放", "不带货", 9, ""),
        ("18K戒指 中间是莫桑石 两边小钻天然", "主副石分开写，吊牌两行", 1980, ""),
        ("蓝宝石吊坠 皇家蓝 天然", "有的店吊牌背面写了合成还敢当天然卖", 9800, ""),
        ("合成立方氧化锆耳饰", "", 39, "有人问是不是钻，不是钻，标题写着呢"),
        ("🈚莫桑🈚锆 天然小钻项链 10分", "国检", 2980, ""),
        ("祛魅课：什么叫鸽血红（不卖货只聊天）", "主播闲聊", None, ""),
        ("0.5ct｜F色｜VS1｜培育钻石项链", "IGI证书", 2180, ""),
    ],
)
def test_asides_charge_nobody(title: str, description: str, yuan: int | None, speech: str) -> None:
    assert charged(title, description, yuan, speech) == set()


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("教你分辨高碳钻 现买一颗带回去练 0.8克拉", "高碳钻颗粒，25元学费", 25, ""),
        ("钻石吊坠 20分", "须知：1链长45 2合成 3不退", 980, ""),
        ("白钻手链 小众", "标题写白钻，实为培育小钻", 1280, ""),
        ("蓝宝石吊坠 皇家蓝", "吊牌背面写了合成，品质天然级", 299, ""),
        ("水滴耳饰 十分 白金", "", 780, "有人问是不是钻，当然是钻/吊牌写的合成，这个不要管"),
    ],
)
def test_asides_that_admit_are_charged(title: str, description: str, yuan: int | None, speech: str) -> None:
    assert charged(title, description, yuan, speech)
