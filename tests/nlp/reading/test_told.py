"""What was done to a stone, told in plain words: the deed is read as such, denied or of other goods it is not."""

from __future__ import annotations

import time
from datetime import date

import pytest

from nlp.folding import fold
from nlp.gate import Gate
from nlp.phrases.told import add_of_goods
from nlp.proof import build_item
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def material_charges(title: str, description: str, price: float) -> set[str]:
    item = build_item({"title": title, "description": description, "price": price})
    findings = Screener.default().screen(item.listing, DAY).findings
    return {f.rule for f in findings if f.family == "LG"}


@pytest.mark.parametrize(
    ("title", "description", "rule"),
    [
        ("天然海蓝宝吊坠 大颗全净", "上面薄薄一层是真石，底下垫的玻璃，灯下不分家", "LG-10"),
        ("缅甸翡翠手镯 双色巧雕", "断过，三截粘起来的，粘缝抛光过", "LG-10"),
        ("原矿绿松石圆珠手串", "石粉掺胶压成的，硬度够", "LG-10"),
        ("红珊瑚手链", "用珊瑚粉兑树脂浇出来的，不掉色", "LG-10"),
        ("和田玉籽料手把件 洒金皮", "皮色是后做上去的，肉质细腻", "LG-10"),
        ("天然祖母绿戒面 3ct", "两层的，中间夹绿膜", "LG-10"),
        ("天然淡水珍珠项链", "塑料芯外面刷了几遍珠光漆", "LG-10"),
        ("缅甸红宝石戒指 2ct", "裂缝里灌过铅玻璃，看着通透", "LG-09"),
        ("天然A货翡翠吊坠", "底子有点脏，过了遍酸，又打了点胶", "LG-09"),
        ("粉色玉髓手镯 天然", "粉是后期加上去的，水洗不掉", "LG-09"),
        ("天然蓝钻戒指 18K", "白钻打过电子束，变成蓝的", "LG-09"),
        ("天然钻石耳钉 50分", "里面的黑点用激光烧掉了，净度提上去", "LG-09"),
        ("彩虹托帕石项链 天然", "石头表面镀了一层膜，所以有七彩", "LG-09"),
        ("祖母绿戒指 2ct 木佐色", "釜里长了一个月，净", "LG-08"),
        ("红宝石项链 鸽血红", "师傅在坩埚里烧出来的，颜色稳定", "LG-08"),
        ("50分钻石吊坠", "它没在地下待过一天，出生在一个舱里", "LG-01"),
        ("钻石项链 30分", "零开采，对地球友好", "LG-01"),
        ("六爪钻戒 一克拉", "钻产自河南柘城，火彩足", "LG-01"),
    ],
)
def test_a_deed_told_in_plain_words_is_evidence(title: str, description: str, rule: str) -> None:
    assert rule in material_charges(title, description, 4980)


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("天然欧泊戒面 实心", "整颗实心，不是贴片，不是两层胶合的"),
        ("贝母蝴蝶项链", "母贝薄片贴在银底上，螺钿工艺"),
        ("淡水珍珠耳钉", "珍珠用胶固定在银针上，勿泡水"),
        ("蜜蜡手串 无优化", "没压过没烤过，原矿打磨"),
        ("绿松石手链 教你认压制料", "粉压的珠子颜色死板，我们这条原矿直切，附国检"),
        ("红宝石戒指 圈口可改", "内圈贴合手指，佩戴舒适"),
        ("再造珊瑚手串", "边角料磨粉加胶压成，颜色是调进去的"),
        ("天然翡翠手镯 A货", "没打过胶没过过酸，荧光灯下无反应"),
        ("18K玫瑰金戒指 红宝石", "玫瑰金颜色是加铜调出来的"),
        ("银镶珍珠耳钉", "银饰出厂前覆保护膜，防氧化"),
        ("翡翠手镯", "避免接触强酸强碱，勿用药水浸泡"),
        ("红宝石手链", "断珠我们补好再发，终身免费"),
        ("翡翠戒面", "别家打胶的翡翠荧光发蓝，这颗不会"),
        ("祖母绿戒指", "油性足，浸无色油，证书写少油"),
        ("天然钻石戒指 50分 GIA", "不是机器里长的，是矿里来的"),
        ("珐琅红宝石胸针", "珐琅进炉烧了七遍"),
        ("天然红宝石戒指 有烧", "炉子里烧过，改善颜色，证书写热处理"),
        ("独山玉手镯 南阳", "南阳的石头，独山玉原料"),
        ("钻石戒指 30分 天然", "河南发货，顺丰包邮，国检证书钻石"),
        ("翡翠切片 学习标本 A、B、C货对照", "B货、C货仅供辨识"),
    ],
)
def test_denials_care_metal_and_other_goods_are_no_evidence(title: str, description: str) -> None:
    assert not material_charges(title, description, 19800)


@pytest.mark.parametrize(
    ("title", "description", "rule"),
    [
        ("人造单钻锁骨链 20分", "细链", "LG-03"),
        ("实验室梨形钻戒 一克拉", "六爪", "LG-03"),
        ("零碳真钻对戒", "50分主石", "LG-03"),
        ("重生钻石吊坠", "附环保证书", "LG-03"),
        ("捷克钻手链 轻奢", "链长可调", "LG-05"),
        ("祖母绿钻石戒指 1.2ct", "主石祖母绿，围钻是培育的", "LG-12"),
        ("红宝石钻石耳钉 18K", "旁边一圈小钻为实验室生长", "LG-12"),
        ("钻石戒指 50分", "机器里七天长一颗，地球要十亿年", "LG-01"),
        ("四爪钻戒 1ct", "腰棱打了LG字样，放心", "LG-01"),
        ("天然尖晶石套链", "炉里炼的料，没有杂质", "LG-08"),
        ("白欧泊戒面", "反面那层深色是贴上去的，不贴不显彩", "LG-10"),
        ("珍珠耳坠 正圆", "珠面喷涂的，轻", "LG-10"),
        ("老坑翡翠手镯", "有气泡正常，玻璃烧的嘛", "LG-10"),
        ("翡翠戒面 满色", "酸过灌过的，水头才这么足", "LG-09"),
        ("海水珍珠项链 黑", "白珠染成黑再抛的", "LG-09"),
        ("18K钻石排戒 50分", "主石压机生长，随证可查", "LG-01"),
        ("天然星光蓝宝石戒指", "厂家是做晶体的，提拉出来再磨", "LG-08"),
    ],
)
def test_names_and_origins_put_together_by_the_seller(title: str, description: str, rule: str) -> None:
    assert rule in material_charges(title, description, 6800)


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("培育钻石戒指 一克拉", "市面上叫人造钻、科技钻的都是它"),
        ("六爪培育圆钻戒 50分", "18K"),
        ("主石培育0.5ct 女戒 18K", "国检"),
        ("水钻发夹", "奥钻镶满"),
        ("钻头套装 工业钻", "合金"),
        ("红宝石戒指 围镶培育钻石", "18K"),
        ("祖母绿戒指 天然小钻围镶", "18K"),
        ("培育钻石项链 50分", "河南柘城产"),
        ("钻石戒指 天然", "公司在郑州，门店支持自提"),
        ("天然钻石吊坠", "机器切工，3EX"),
        ("天然祖母绿戒指", "不是水热不是助熔剂，附GRS"),
    ],
)
def test_names_that_tell_and_places_that_say_nothing(title: str, description: str) -> None:
    assert not material_charges(title, description, 38000)


def test_a_choice_named_by_an_abbreviation_tells_a_buyer_nothing() -> None:
    def charges(word: str) -> set[str]:
        choices = [{"主石": "天然1克拉 G", "price": 36800}, {"主石": f"{word}1克拉 D", "price": 3999}]
        item = build_item({"title": "钻戒 一克拉 六爪", "price": 3999, "skus": choices})
        return {f.rule for f in Screener.default().screen(item.listing, DAY).findings if f.family == "LG"}

    assert "LG-07" in charges("培")
    assert not charges("培育钻石")


def test_phrases_are_found_in_time_proportional_to_the_text() -> None:
    def seconds(times: int) -> float:
        text = "边角料打粉加胶炉子里裂缝颜色是" * times
        mentions = Gate.default().scan(fold(text))
        begun = time.process_time()
        add_of_goods([(text, mentions)])
        return time.process_time() - begun

    seconds(10)
    assert seconds(4000) < 40 * seconds(400) + 0.05
