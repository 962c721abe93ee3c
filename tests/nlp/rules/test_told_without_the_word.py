"""A stone that a seller tells to be grown, or never mined, without the word for it; and one that he does not."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("铂金钻戒 一克拉 六爪", "这颗石头是在生长舱里养了三周的，净度很高", 4280, ""),
        ("钻石项链 50分", "它的出生地是一间无尘车间，不是哪座矿山", 2180, ""),
        ("70分钻石吊坠 18K", "", 2680, "姐妹们问产地/这个没下过矿，机器里长大的"),
        ("单钻耳钉 30分一对", "没在地底下待过一天，所以特别干净", 1280, ""),
        ("钻石女戒 一克拉 D色", "", 4680, "我不瞒大家/高温高压养出来的，懂行的都懂"),
        ("0.5克拉钻戒 求婚", "这颗不是天然的，成分完全一样", 2380, ""),
        ("皇家蓝蓝宝石戒指 2克拉", "", 1980, "这么净的哪有天然/炉子里拉出来的嘛"),
        ("鸽血红红宝石吊坠", "故乡不在缅甸，老家是一台压机", 880, ""),
        ("白钻锁骨链 15分", "科学家种出来的小星星", 880, ""),
        ("钻石对戒 共60分", "来自一台设备，不来自地下", 3280, ""),
        ("钻石手链 1克拉 18K金", "非天然，介意勿拍", 4980, ""),
    ],
)
def test_it_is_charged_under_a_bare_name(title: str, description: str, yuan: int, speech: str) -> None:
    assert charged(title, description, yuan, speech)


@pytest.mark.parametrize(
    ("title", "description", "yuan", "speech"),
    [
        ("天然钻石戒指 0.5克拉 GIA", "不是机器里长出来的，是矿里挖的", 18800, ""),
        ("天然钻石戒指 0.5克拉 GIA", "如果不是天然的，全额退款", 18800, ""),
        ("天然钻石吊坠 30分", "不是天然的我们不卖", 9800, ""),
        ("培育钻石吊坠 30分", "实验室里长出来的，没下过矿", 1680, ""),
        ("天然钻石耳钉 20分", "别家那种炉子里烧出来的便宜，我们这个贵有贵的道理", 5800, ""),
        ("古法足金手镯 炉里烧出来的珐琅", "窑里烧三次", 18800, ""),
        ("莫桑石戒指 一克拉", "石头是压机里压出来的，不是天然的", 168, ""),
        ("红宝石吊坠 天然无烧", "不是实验室里长的，缅甸矿区直采", 8800, ""),
        ("钻石戒指定制工厂", "车间里二十位老师傅镶嵌，仪器检测", 19800, ""),
        ("银饰工作室 自家厂里做的手链", "机器压出来的链节很匀", 198, ""),
        ("天然钻石戒指 50分", "采用进口设备里外抛光，实验室检测", 16800, ""),
        ("天然翡翠手镯", "地下挖出来的石头，养人", 18800, ""),
        ("天然钻石套链 1克拉", "是不是矿里的，您送检就知道", 38800, ""),
        ("天然钻石男戒 30分", "怎么可能不是天然的", 12800, ""),
    ],
)
def test_mines_machines_and_suppositions_charge_nobody(title: str, description: str, yuan: int, speech: str) -> None:
    assert charged(title, description, yuan, speech) == set()
