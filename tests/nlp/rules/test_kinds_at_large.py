"""Kinds of goods that a seller explains, papers and pieces of other people, and stones around the main one."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged

QUIET = [
    ("碧玺手链 细排 有证", "便宜的细排不少是玻璃", 1280),
    ("天然翡翠镯 飘花", "有些路边镯子是石英岩，敲着脆响", 16800),
    ("和田玉把件 青白", "巴基斯坦玉是大理岩，刀子一划就白", 6800),
    ("老蜜蜡手串", "二代蜡就是拿碎料压成一块，纹像搅过的面", 1680),
    ("金珠吊坠 海水", "金珠的门道在染色，孔口深一圈的就是", 3980),
    ("红宝石戒面 有烧", "合成的焰熔料看弧形的线，我这颗是直的", 26800),
    ("祖母绿裸石 微油", "水热合成的里头有钉状的纹", 36800),
    ("蓝尖晶石裸石 无处理", "昨天课上讲怎么认合成尖晶，看弧线", 7600),
    ("培育钻石吊坠 IGI LG655820417", "同行拿GRA当钻石的证配货，别上当", 1850),
    ("天然钻石戒指 GIA 30分", "跟后头那条不一样，后头那条是机器里长的", 5980),
    ("摩根石吊坠 副石培育钻石", "主石天然，旁边一圈小钻是培育的", 5280),
    ("合成红宝石项链 银镶", "送人前说一句是合成的，别当传家宝", 168),
    ("莫桑石吊坠 银", "与钻石的差别写在卡上", 168),
    ("天然钻石与培育钻石对比盒 各20分", "", 3980),
]


@pytest.mark.parametrize(("title", "talk", "yuan"), QUIET, ids=[title for title, _, _ in QUIET])
def test_what_the_market_has_is_not_what_is_sold(title: str, talk: str, yuan: int) -> None:
    assert charged(title, speech=talk, yuan=yuan) == set()
    assert charged(title, talk, yuan=yuan) == set()


@pytest.mark.parametrize(
    ("title", "talk", "rule", "yuan"),
    [
        ("碧玺手链 细排", "这条细排里好多是玻璃，便宜嘛", "LG-10", 128),
        ("和田玉把件 青白", "这块巴基斯坦来的，其实是大理岩", "LG-10", 680),
        ("老蜜蜡手串", "这串是拿碎料压成一块再车的珠", "LG-10", 1680),
        ("红宝石戒面", "这颗是焰熔的，里头有弧线", "LG-08", 2680),
        ("钻石戒指 30分", "跟后头那条一样，这条也是机器里长的", "LG-01", 2980),
        ("天然钻石项链 30分", "大的那款是培育的，小的那款是矿里的", "LG-01", 2980),
    ],
)
def test_the_same_words_of_this_piece_are_an_admission(title: str, talk: str, rule: str, yuan: int) -> None:
    assert rule in charged(title, speech=talk, yuan=yuan)


@pytest.mark.parametrize(
    ("title", "talk", "yuan"),
    [
        ("卡地亚空盒 红的", "去年给对象买戒指留下的，就一个，边上磨白了", 150),
        ("梵克雅宝项链断扣 焊一下", "寄来我给您焊，扣还用您自己的", 80),
        ("闲置 潘多拉手链 戴过两年", "小票还在，名字我涂掉了", 420),
        ("中古香奈儿胸针 一枚", "有人卖十几块的同款，那你懂的，不是我这", 3800),
        ("弯钉挂钩 不锈钢 20枚", "钉头磨圆了。C家（我老婆的窗帘店）就用它", 36),
        ("银饰代加工 来图开模", "大牌图案一律不接，双C、小蓝盒、四叶带珠边的，不用浪费时间", 300),
    ],
)
def test_a_brand_named_by_somebody_who_sells_nothing_of_it(title: str, talk: str, yuan: int) -> None:
    assert charged(title, talk, yuan=yuan) == set()


@pytest.mark.parametrize(
    ("title", "talk", "rules", "yuan"),
    [
        ("卡地亚空盒 红的", "买货攒下的，大中小号五十只，配保卡", {"IP-07"}, 150),
        ("梵克雅宝项链断扣 配扣", "一模一样的扣我这儿有，VCA字印打好的，一百只一包", {"IP-01"}, 80),
        ("中古香奈儿胸针", "有人卖几千的同款，那你懂的，我这三十块", {"IP-01", "IP-03"}, 30),
    ],
)
def test_beside_lots_marks_and_winks_the_same_names_accuse(title: str, talk: str, rules: set[str], yuan: int) -> None:
    assert charged(title, talk, yuan=yuan) & rules


@pytest.mark.parametrize(
    ("title", "talk", "rule", "yuan"),
    [
        ("真皮表带 适用劳力士 20mm 针扣", "扣面带Rolex字，跟原厂一个样", "IP-01", 158),
        ("冰格吊坠 925银 一格格切的", "背面Rolex小字也有，跟柜上一样", "IP-01", 329),
        ("卡地亚项链 二手 玫瑰金", "零划痕，三个颜色都有货", "IP-01", 5200),
        ("天然钻石细链 30分", "证书嘛，六条共一个号，扫出来是同一张", "LG-11", 3980),
        ("送检代出 钻石证书", "想写成什么您说了算，纸我这儿出", "LG-11", 60),
        ("和田玉白料平安镯", "从巴基斯坦那头整块拉来的料，白得匀", "LG-10", 2980),
        ("无烧蓝宝石戒面 3克拉", "进过炉子，丝化得差不多了", "LG-09", 23800),
        ("黑钻石男戒 80分", "本来灰扑扑的，真空里烘透石墨化了才黑", "LG-09", 5800),
    ],
)
def test_what_is_admitted_in_a_sellers_own_words(title: str, talk: str, rule: str, yuan: int) -> None:
    assert rule in charged(title, talk, yuan=yuan)


@pytest.mark.parametrize(
    ("title", "talk", "yuan"),
    [
        ("真皮表带 适用劳力士 20mm 针扣", "扣面光的，没有字", 158),
        ("天然钻石细链 30分 GIA", "一条一个号，证书上的号跟腰码对得上", 5980),
        ("无烧蓝宝石戒面 3克拉 GRS", "没进过炉子，丝还在", 26800),
    ],
)
def test_and_its_honest_twin_is_left_alone(title: str, talk: str, yuan: int) -> None:
    assert charged(title, talk, yuan=yuan) == set()
