"""Full listings say much beside their goods: other numbers, other shops, samples on pictures, how a colour came about."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.evaluate import scored_as
from nlp.screen import Screener
from tests.nlp.rules.told import ON

SPOKEN = "speech"
LINES = "images"
PAPER = "qualifications"


def charged(title: str, where: str, words: str, yuan: int) -> bool:
    parts: dict[str, Any] = {
        SPOKEN: [{"text": words}],
        LINES: [{"url": "u", "role": "detail", "ocr_text": words.split("|")}],
        PAPER: [{"name": "鉴定证书", "text": words}],
        "description_text": words,
    }
    record = {
        "platform": "demo",
        "item_id": "1",
        "title": title,
        "price": {"sale_fen": yuan * 100},
        where: parts[where],
    }
    return any(scored_as(f.rule) for f in Screener.default().screen(convert_listing(record), ON).findings)


@pytest.mark.parametrize(
    ("title", "where", "words", "yuan", "guilty"),
    [
        ("培育钻石戒指 1克拉 18K", SPOKEN, "三号那个是天然的，贵十倍", 5680, False),
        ("培育钻石戒指 1克拉 18K", SPOKEN, "这颗就是天然的，放心", 5680, True),
        ("培育钻石吊坠 粉色", SPOKEN, "这个粉不是长出来的，是后期辐照", 2680, False),
        ("天然钻石耳钉 30分", SPOKEN, "别跟对面档口的培育比价", 4680, False),
        ("天然钻石戒指 30分", "description_text", "主石30分，旁边一圈是培育小钻", 4680, True),
        ("天然海蓝宝手串 8mm", "description_text", "便宜还透的八成是玻璃，别贪。", 260, False),
        ("天然海蓝宝手串 8mm", "description_text", "说白了就是玻璃做的，图个好看。", 26, True),
        ("和田玉平安扣 青海料", SPOKEN, "阿富汗玉你们也要认，方解石，刀一划就掉粉", 268, False),
        ("南红玛瑙手镯 保山", LINES, "左：染色样品 非本店商品|右：本品", 1280, False),
        ("南红玛瑙手镯 保山", LINES, "工序：染色 烘干", 128, True),
        ("天然红宝石戒指 无烧 玻璃体", PAPER, "红宝石（铅玻璃充填）", 4680, True),
        ("马贝珍珠吊坠 半面 做了底托", "description_text", "里头填了胶再封一片壳底，行里都这么做", 420, False),
    ],
)
def test_what_is_said_beside_the_goods(title: str, where: str, words: str, yuan: int, guilty: bool) -> None:
    assert charged(title, where, words, yuan) is guilty
