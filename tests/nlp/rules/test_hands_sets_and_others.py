"""Stones held up to compare, sets told by their labels, other people's wares, plants that are bred."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("谁家两克拉天然钻卖五百？我们卖的是托 石头自备", "银戒托，石头另算", 199, ""),
        ("30分天然钻戒", "", 9800, "咱这颗不叫莫桑石，不叫锆，也不是炉子里出来的"),
        ("钻石对戒 共40分 天然", "", 8800, "左手是锆石，右手我们家的才是钻石，您看重影"),
        ("项链耳钉套装 礼物", "项链：10分天然钻石。耳钉：莫桑石一对。分别包装", 1980, ""),
        ("培育钻石项链 30分 送多肉", "多肉是我们自己培育的，三年苗", 1680, ""),
        ("钻石项链 20分 天然 送多肉", "多肉苗是我们自己培育的，养了三年", 3680, ""),
        ("培育钻石戒指 不是什么未来钻环保钻", "就叫培育钻石", 2980, ""),
        ("莫桑石吊坠 测钻笔会叫不证明它是钻石", "合成碳硅石", 158, ""),
        ("合成立方氧化锆手链", "有人管这种叫瑞士钻，别跟着叫", 88, ""),
        ("合成立方氧化锆手链", "", 88, "对门那个主播，卖的真钻其实是玻璃/我卖的是锆石"),
        ("天然钻石耳钉 20分", "", 3980, "昨天有个人说你这是培育的吧/号码在这，自己查"),
        ("打样蜡模 50分镶口 练习件", "不带石头", 19, ""),
        ("not lab-grown natural diamond 天然钻石项链 20分 GIA", "", 5980, ""),
        ("平装书 宝石学入门 含人造钻石一章", "塑封", 45, ""),
        ("闲置三件：天然小钻排戒一枚、莫桑石耳钉一对、银链一条 一起带走", "不拆", 980, ""),
    ],
)
def test_shown_and_other_wares_charge_nobody(title: str, description: str, yuan: int | None, speech: str) -> None:
    assert charged(title, description, yuan, speech) == set()


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("谁家一克拉真钻能卖两百？我家就敢卖", "莫桑石主石", 200, ""),
        ("钻石对戒 共40分 天然", "", 880, "左手是天然钻石，右手咱家卖的这颗是莫桑石，看不出来吧"),
        ("lab-grown 钻石项链 30分", "标题英文已写", 1280, ""),
    ],
)
def test_own_wares_are_charged(title: str, description: str, yuan: int | None, speech: str) -> None:
    assert charged(title, description, yuan, speech)
