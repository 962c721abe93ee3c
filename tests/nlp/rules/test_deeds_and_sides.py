"""What was done to a stone, told in passing, and side stones that are not what they are sold as."""

from __future__ import annotations

import pytest

from crawler.listing import convert_listing
from nlp.evaluate import scored_as
from nlp.screen import Screener
from tests.nlp.rules.told import ON, charged


def sheet(title: str, attributes: dict[str, str], speech: str = "") -> frozenset[str]:
    record: dict[str, object] = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": 680000}}
    record["attributes"] = [{"name": name, "value": value} for name, value in attributes.items()]
    if speech:
        record["speech"] = [{"start_ms": 0, "end_ms": 4000, "text": speech}]
    return frozenset(
        f.rule for f in Screener.default().screen(convert_listing(record), ON).findings if scored_as(f.rule)
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("18K金钻石项链 30分", "对，锅里长的，锅里长的怎么了，标题上写出来谁还买啊"),
        ("18K金钻石项链 30分", "咱这颗几个礼拜就长成了，省了几十亿年"),
        ("18K金钻石项链 30分", "拿种子片种的，一个月收一茬"),
        ("18K金钻石项链 30分", "石头是柘城那边拿的，你懂的"),
        ("翡翠平安镯 飘花", "这只原先有条小裂，注过胶的，灯底下你看，看不出来"),
        ("红宝石裸石 3.2克拉", "不可上火枪，裂里灌的铅玻璃一受热会冒泡流出来"),
        ("翡翠手镯 工厂库存", "天然料和漂白充填的混在一个筐里发，摸到哪只是哪只"),
        ("原矿绿松石桶珠", "原矿，勉强算是吧，就灌了一点点胶让它不掉粉"),
        ("翡翠戒面 蛋面", "这颗送检我不敢送，绿是后进去的，戴着好看就完了"),
        ("翡翠平安扣 白冰", "只是泡了半个月酸把黄气去掉，再压进去一层填充蜡"),
        ("和田玉糖白巧雕把件", "这糖皮红得有点艳，后来师傅说了，是染上去的"),
    ],
)
def test_a_deed_is_told(title: str, said: str) -> None:
    assert charged(title, "", 6800, said)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("18K金天然钻石项链 30分", "柘城那边一个月长一颗，跟咱这个没关系"),
        ("18K金天然钻石项链 30分", "人家机器三周长成一颗，咱这个是矿里的"),
        ("18K金天然钻石项链 30分", "刻字两周就能出来，急的提前说"),
        ("翡翠平安镯 飘花", "隔壁那种注过胶的，灯底下一看就发蓝"),
        ("翡翠平安镯 飘花", "没注过胶的，你放心照"),
        ("翡翠平安镯 飘花", "填过胶的便宜，咱这个没有"),
        ("绿松石项链 原矿", "市面上多少都灌了一点点胶，咱这是原矿高瓷"),
        ("皇家蓝蓝宝石裸石 2.31克拉 无烧", "扩散、充填、合成，证书上一样样排除的"),
        ("S925银手工锤纹戒", "那种亮亮的我们叫锆石，下次进了再上"),
        ("粉水晶手串 天然", "同色珠子有不少是染的，擦一下就知道"),
    ],
)
def test_others_deeds_charge_nobody(title: str, said: str) -> None:
    assert charged(title, "", 6800, said) == set()


@pytest.mark.parametrize(
    ("title", "attributes", "speech"),
    [
        ("祖母绿围钻戒 1.05ct 18K金", {"副石": "合成立方氧化锆 26颗"}, ""),
        ("天然红宝石戒指 围镶钻石 18K金", {"副石": "锆石 22颗"}, ""),
        ("淡水珍珠戒指 9mm", {"副石": "合成立方氧化锆"}, "边上一圈白的是真钻，一颗三分"),
        ("帝王绿翡翠戒指 18K金 钻石围镶", {"配石": "钻石"}, "有家人问围的啥，锆的嘛，给你围真的我赔死"),
        ("翡翠蛋面戒指 18K", {"配石": "天然钻石"}, "边上那一圈是锆石啦，真钻哪有这么白"),
    ],
)
def test_side_stones_passed_off(title: str, attributes: dict[str, str], speech: str) -> None:
    assert sheet(title, attributes, speech)


@pytest.mark.parametrize(
    ("title", "attributes", "speech"),
    [
        ("祖母绿围钻戒 1.05ct 18K金", {"副石": "钻石 26颗"}, ""),
        ("天然红宝石戒指 围镶锆石", {"副石": "锆石 22颗"}, ""),
        ("蓝宝石戒指 围镶培育钻石", {"副石": "培育钻石"}, ""),
        ("翡翠戒指 18K金镶钻", {"主石": "翡翠"}, "锆石围边的是另一款，这个是真钻"),
        ("莫桑石戒指 群镶小钻", {"副石": "莫桑石"}, ""),
    ],
)
def test_side_stones_that_are_named(title: str, attributes: dict[str, str], speech: str) -> None:
    assert sheet(title, attributes, speech) == set()
