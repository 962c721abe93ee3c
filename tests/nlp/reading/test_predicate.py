"""Running talk is said of the item only where a listener would take it so."""

from __future__ import annotations

import pytest

from nlp.predicate import said_of_other_stones, said_of_this_item


def told(marked: str, *, verb: bool = False) -> bool:
    start = marked.index("[")
    end = marked.index("]") - 1
    return said_of_this_item(marked.replace("[", "").replace("]", ""), start, end, verb=verb)


@pytest.mark.parametrize(
    "sentence",
    [
        "不是培育，[培育的]你去别家买，便宜",
        "[培育的]同样大小可能四五百，外观没差",
        "那年头谁做[培育]",
        "[培育的]不收，莫桑的不收",
        "问能不能换[培育的]，能，这颗抵一万",
        "托我卖掉这颗。我们平时只做[培育]，这颗是例外",
        "有人在我这当过[培育的]，说是天然",
        "火彩对比：左 [莫桑石] 右 本款",
        "你要真的那种？一排[真钻]三四万，姐妹",
        "有姐姐说她闺蜜在某某家买的说是[天然]，六千块一克拉",
        "[贝珠]是什么？贝珠是贝壳磨成粉",
        "有人私信问能不能便宜卖[B货]蛋面，我这柜没有",
        "[高仿]的珠边是糊的，你放大看这个",
        "[高仿]表我们收过一次，赔了八千",
        "钻石店的老板也拿，[莫桑]店的老板也拿",
        "很多人担心买到[莫桑石]",
        "lab grown是[培育钻石]",
        "白的多的是[钻石]",
        "闪得发白的是[钻石]",
        "便宜一半的基本都是[培育的]",
        "腰码带LG的就是[培育钻]",
        "满大街都是[培育的]",
        "十家有九家是[培育的]",
        "直播间卖的是[实验室长的]",
        "测钻笔响的有可能是[莫桑石]",
        "缩写LGD的意思是[培育钻石]",
    ],
)
def test_talk_of_other_goods_is_not_said_of_the_item(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "跟你们说实话，这颗是[培育的]",
        "咱这个其实就是[莫桑石]，便宜",
        "[培育的]哈，姐妹们别问了",
        "其实是[锆石]",
        "主石用的[莫桑石]",
        "这只手镯是[B货]，便宜出",
        "材质：[玻璃]",
        "中间那颗是[合成的]",
        "它就是[实验室里的]",
        "右手咱家卖的这颗是[莫桑石]，看不出来吧",
        "18K金镶[莫桑石]，圈口可改",
        "[莫桑石]主石一克拉",
        "合成不[合成的]，戴起来一样",
        "附GRA证书，[莫桑石]D色",
        "我们的钻是[培育的]",
        "镶的是[莫桑石]",
        "边上的是[锆石]",
        "小的那些是[莫桑石]",
        "发的是[培育的]",
    ],
)
def test_what_points_at_the_item_is_said_of_it(sentence: str) -> None:
    assert told(sentence)


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("我也不瞒，[洗过充过]的", True),
        ("珠子是淡水的白珠，[染过黑]再抛的", True),
        ("[机器里长出来]的，跟地里的一样亮", True),
        ("隔壁那个[染过色]，别买混了", False),
        ("有人拿[注过胶]的来换", False),
    ],
)
def test_a_deed_without_another_subject_was_done_to_the_item(sentence: str, item: bool) -> None:
    assert told(sentence, verb=True) is item


def of_others(marked: str) -> bool:
    start = marked.index("[")
    end = marked.index("]") - 1
    return said_of_other_stones(marked.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "如何辨别翡翠有没有[注胶]，拿灯打一下",
        "市面上的南红十条有六条[染色]",
        "您在别处看到便宜的，多半[充填]过，翻开证书就知道",
        "这串是样品，[压制的]，给大家摸手感",
        "旁边摆的教具是[贝珠]",
        "[注胶]的在那个盘子里，不卖",
        "[染色]的我手里也有，十块钱一条",
        "水头太好价又低的要当心，常常是[B货]",
    ],
)
def test_a_lesson_a_prop_and_a_trade_are_of_other_stones(sentence: str) -> None:
    assert of_others(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "这条是[注胶]的，便宜出",
        "我们家手镯都[染色]过，介意勿拍",
        "别处是天然的。这一批[注胶]",
        "[充填]过的，颜色稳定",
        "[B货]，学生党戴着玩",
        "实话讲珠子[染过色]",
        "市面上都卖八百，我这条[压制]的卖八十",
        "主播手上这只[酸洗]过",
    ],
)
def test_what_is_told_of_the_goods_is_not_of_other_stones(sentence: str) -> None:
    assert not of_others(sentence)
