"""Rhetoric that says a deed by denying it, verdicts that others gave on this piece, refusals after a remark, papers to order."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged


@pytest.mark.parametrize(
    ("rule", "title", "description"),
    [
        ("LG-09", "翡翠挂件", "没灌胶能透成这样？你想想就明白了"),
        ("LG-09", "翡翠挂件", "不充胶哪能有这水头，一分钱一分货"),
        ("LG-09", "翡翠挂件", "不注点胶，它怎么可能这个价透成玻璃"),
        ("LG-09", "翡翠手镯", "谁这个价卖你还没下过酸池子"),
        ("LG-09", "翡翠手镯 多圈口", "便宜那种进过酸碱槽，贵的没有"),
        ("LG-09", "天然翡翠手镯", "染过色，怕你介意先讲"),
        ("LG-10", "海水珍珠项链 中古", "带去同行那儿，人家拿牙磕了一下，说玻璃芯刷的，样子好看就照挂了"),
        ("LG-10", "珍珠项链 回流", "拿去给老师傅看过，说是玻璃芯珠，我照样挂着卖"),
        ("LG-11", "翡翠手镯", "检测所里有人，数据想好看就好看"),
        ("LG-11", "红宝石裸石 2ct", "证上重量你报，我让那边照着打"),
        ("LG-11", "红宝石裸石 2ct", "写一点五也行，写两克拉也行"),
        ("LG-11", "红宝石裸石 2ct", "颜色那栏也能提半级"),
        ("LG-11", "和田玉籽料挂件", "产地那栏空着，你爱填新疆填新疆"),
    ],
)  # fmt: skip
def test_what_is_meant_is_charged(rule: str, title: str, description: str) -> None:
    assert rule in charged(title, description, 8800)


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("翡翠挂件", "没灌胶还能透成这样，难得"),
        ("翡翠挂件", "不注胶也能这么透，靠的是种老"),
        ("翡翠手镯", "谁说便宜就一定下过酸池子，我这只是有裂"),
        ("翡翠手镯", "别以为便宜就准是灌过胶的，只是有裂"),
        ("天然翡翠觀音", "沒下過強酸，也沒灌環氧樹脂，所以有棉"),
        ("珍珠项链", "拿去给老师傅看过，说不是玻璃珠，放心了"),
        ("珍珠项链", "前年收过一串，拿去给老师傅看，说是玻璃芯珠，退了。这串是真珠"),
        ("冰种翡翠如意挂件", "证书最底下写“经漂白、充填”的，别买。这件备注栏是空的"),
        ("天然蜜蜡平安牌", "边角料攒一锅热一压的，花纹像搅过的牛奶，我不收"),
        ("红宝石裸石 2ct", "打证的是国检，我们不认识人，检出什么写什么"),
        ("红宝石裸石 2ct", "重量以证书为准，想要大的还有两克拉的"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_charges_nobody(title: str, description: str) -> None:
    assert charged(title, description, 18800) == set()


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("翡翠手镯", "没有一只是吃过胶的，随便拿去国检"),
        ("翡翠手镯", "你要说它打过胶，拿证书来打我脸"),
        ("天然翡翠吊坠", "难道便宜就非得是灌胶的？我自家矿口拿的料"),
        ("3号链接 天然翡翠平安扣", "1号那只是注胶的老货；2号是染色玛瑙；3号天然翡翠，附国检"),
        ("天然蓝宝石吊坠 现货", "一起挂的还有合成蓝宝石那款，价格只要一百，别拍混，这款附GRS"),
        ("珍珠耳钉 淡水", "购物车第五个是贝珠的，五块九；这款是真淡水珠"),
        ("二手 钻戒 50分 GIA", "前任主人说是培育的，送检出来是天然，GIA证书齐"),
        ("紫水晶手链 天然", "合成水晶干净得像紫药水，我挑给你看过"),
        ("南红手镯 保山料", "染色南红指甲油泡一下就掉，你可以带回去试"),
        ("和田玉碧玉平安扣", "玻璃仿的绿得发蓝，跟这不同"),
        ("戒指掉石补镶 30分以内", "补进去的是锆石，单子上写锆石，补钻按分另报"),
    ],
)  # fmt: skip
def test_other_goods_of_the_room_and_what_is_alleged_charge_nobody(title: str, description: str) -> None:
    assert charged(title, description, 30 if "补镶" in title else 18800) == set()


@pytest.mark.parametrize(
    ("rule", "title", "description"),
    [
        ("LG-09", "天然翡翠吊坠", "你要说它没打过胶，那是骗鬼"),
        ("LG-09", "3号链接 天然翡翠平安扣", "1号天然和田；2号天然玛瑙；3号这只走过酸注过胶，价格低"),
        ("LG-09", "天然祖母绿戒面 无油", "它是“喝过汤”的，行里都懂，绿得发亮"),
        ("LG-09", "天然翡翠挂件 A货", "小姑娘动过一点点刀，底子白了，水头也上来了"),
        ("LG-09", "天然绿松石 原矿", "它穿了一件看不见的雨衣，水进不去，颜色不变"),
        ("LG-10", "天然珍珠手链", "小号用的贝壳珠，大号才是真珍珠，选项没法写那么细"),
        ("LG-04", "18K金六爪空托 可镶1克拉", "备注一个满字，我给嵌颗锆上去，配本一克拉钻石的证"),
    ],
)  # fmt: skip
def test_what_hides_behind_a_figure_or_a_bill_is_charged(rule: str, title: str, description: str) -> None:
    assert rule in charged(title, description, 1880)
