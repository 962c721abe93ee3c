"""What a stone can cost by weight, grade and claim, and what a paper tells against the name it lies beside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp.proof import build_item
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def charges(written: dict[str, Any]) -> set[str]:
    findings = Screener.default().screen(build_item(written).listing, DAY).findings
    return {f.rule for f in findings if f.family == "LG" or f.rule == "PR-01"}


@pytest.mark.parametrize(
    ("title", "description", "price"),
    [
        ("天然钻石裸钻 1.5克拉 H SI2 GIA", "留学回国急出", 7000),
        ("18K白金 天然钻石戒指 2克拉 D VVS2", "工厂直供", 19800),
        ("天然50分钻戒 E色VVS1 国检", "年终清仓", 2200),
        ("天然钻石满天星手链 总重2克拉", "一条带走", 680),
        ("缅甸无烧鸽血红红宝石裸石 2.1ct", "收藏级", 399),
        ("克什米尔矢车菊蓝宝石 4.02克拉", "家传", 1500),
        ("天然1克拉钻戒 一口价1999", "不是定金不是空托，到手就是整只", 1999),
        ("天然一克拉裸钻 竞拍转一口价 一口价888", "拍下即发", 888),
        ("培育钻石网球手链 总重10克拉 18K金", "闭眼入", 599),
        ("天然钻石戒指 60分", "退货运费买家承担，免费改圈一次，终身清洗", 288),
    ],
)
def test_a_price_that_cannot_buy_the_stone(title: str, description: str, price: float) -> None:
    assert "PR-01" in charges({"title": title, "description": description, "price": price})


@pytest.mark.parametrize(
    ("title", "description", "price"),
    [
        ("天然钻石 1.01ct J色 SI2 GIA 裸钻", "回收价转让", 18800),
        ("天然钻石戒指 50分 K色 SI", "性价比之选", 4200),
        ("红宝石戒指 莫桑比克 有烧 1.2ct", "证书齐", 4800),
        ("红宝石手串 印度料 50克拉", "低品级练手料", 128),
        ("合成红宝石戒指 鸽血红色 3ct", "焰熔法合成", 99),
        ("天然钻石1克拉 定金500元链接", "全款42800，余款门店付", 500),
        ("六爪戒 30分培育圆钻 18K", "工厂直发", 1880),
        ("一克拉天然钻戒 起拍价100", "竞拍，价高者得", 100),
        ("培育钻石手链 总重3克拉", "银镀金", 780),
    ],
)
def test_a_price_that_can(title: str, description: str, price: float) -> None:
    assert not charges({"title": title, "description": description, "price": price})


def test_each_choice_is_priced_as_its_own_stone() -> None:
    def offer(natural: float) -> dict[str, Any]:
        choices = [{"主石": "天然钻石1.00ct", "price": natural}, {"主石": "培育钻石1.00ct", "price": 2980}]
        return {"title": "一克拉女戒 两种主石 拍下看规格", "price": 2980, "skus": choices}

    assert charges(offer(46800)) == set()
    assert "PR-01" in charges(offer(1880))


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ({"title": "天然钻石戒指 30分", "description": "证书您想要几级写几级，扫码有数据"}, "LG-11"),
        ({"title": "代办珠宝证书 结论随您填", "description": "红本激光卡二维码"}, "LG-11"),
        ({"title": "天然钻石吊坠 50分 GIA", "description": "这批三十颗全都配同一张证书，编号一样"}, "LG-11"),
        ({"title": "天然钻石耳钉 40分", "description": "证书编号官网上查不到，但货是真的"}, "LG-11"),
        ({"title": "1.35克拉天然钻戒 国检", "description": "国检证书 总质量：1.35克"}, "LG-11"),
        ({"title": "天然钻石戒指 GIA 1.00ct", "image": ["GIA REPORT 2231445566", "Carat Weight 0.71"]}, "LG-11"),
        ({"title": "翡翠吊坠 A货 冰种", "certificate": ["翡翠（漂白、充填处理）"]}, "LG-09"),
        ({"title": "天然绿松石手串 无优化", "attributes": {"名称": "绿松石（充填处理）"}}, "LG-09"),
        ({"title": "Natural ruby ring 天然红宝石", "description": "Comment: lead glass filled"}, "LG-09"),
        ({"title": "翡翠平安扣 冰种", "attributes": {"主石": "玛瑙"}}, "LG-06"),
        ({"title": "祖母绿戒指 1ct", "certificate": ["Clarity: minor oil"], "speech": ["无油的哈，干净"]}, "LG-09"),
        ({"title": "一克拉钻戒 D色 天然", "description": "七颗抱团，加起来二十分"}, "LG-12"),
        ({"title": "天然钻石戒指 50分", "image": ["检验结论：钻石戒指", "钻石质量：0.31ct"]}, "LG-11"),
        ({"title": "坦桑石吊坠", "description": "说白了就是玻璃，图个颜色"}, "LG-10"),
    ],
)
def test_a_paper_or_a_sheet_against_the_name(written: dict[str, Any], rule: str) -> None:
    assert rule in charges({"price": 38000, **written})


@pytest.mark.parametrize(
    "written",
    [
        {"title": "天然钻石戒指 30分", "description": "一石一证，编号官网可查，查不到全额退款"},
        {"title": "天然钻石吊坠 50分", "description": "每颗都有自己的证书，不会几颗共用一张"},
        {"title": "天然钻石戒指 50分 GIA", "description": "腰码与证书一致，如不一致包退"},
        {"title": "天然翡翠手镯 国检", "description": "国检证书 总质量：58.35g"},
        {"title": "30分钻戒 天然 国检", "description": "总质量 2.13g 主石0.30ct"},
        {"title": "珍珠套装 一套一证", "description": "项链耳钉共用一张证书，国检淡水珍珠"},
        {"title": "翡翠（处理）吊坠", "certificate": ["翡翠（漂白、充填处理）"]},
        {"title": "绿松石（充填处理）手链", "attributes": {"名称": "绿松石（充填处理）"}},
        {"title": "和田玉吊坠", "attributes": {"材质": "和田碧玉"}},
        {"title": "有烧红宝石1.01ct 莫桑比克", "description": "无烧同规格要翻三倍，预算不够的选这颗"},
        {"title": "合成立方氧化锆耳钉", "description": "姥姥那会儿柜台管它叫苏联钻"},
        {"title": "宝石标本盒 12格 教学用", "description": "含合成红宝石、玻璃、天然水晶，逐格标名"},
        {"title": "珍珠贝母项链", "attributes": {"主石": "贝母"}},
        {"title": "月光石戒指", "description": "店里也有玻璃的，这个是天然月光石，附证书"},
    ],
)
def test_a_paper_or_a_sheet_that_agrees(written: dict[str, Any]) -> None:
    assert not charges({"price": 38000, **written})
