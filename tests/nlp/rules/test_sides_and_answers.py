"""Pictures that compare, the former and the latter, and questions that the host grants."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.evaluate import scored_as
from nlp.screen import Screener
from tests.nlp.rules.told import charged


def shown(title: str, yuan: int, *pictures: list[str], paper: str = "") -> frozenset[str]:
    record: dict[str, object] = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": yuan * 100}}
    record["images"] = [
        {"url": f"https://example.invalid/{i}.jpg", "role": "detail", "ocr_text": lines}
        for i, lines in enumerate(pictures)
    ]
    if paper:
        record["qualifications"] = [{"name": paper.split()[0], "cert_no": paper.split()[1]}]
    found = Screener.default().screen(convert_listing(record), date(2026, 11, 22)).findings
    return frozenset(finding.rule for finding in found if scored_as(finding.rule))


@pytest.mark.parametrize(
    ("title", "yuan", "paper", "pictures"),
    [
        ("50分四爪吊坠 18K白金", 3280, "IGI LG588106532", (["左：天然钻 右：本款培育钻石"],)),
        ("莫桑石戒指 925银", 199, "", (["左 天然钻石", "右 本款莫桑石"],)),
        ("莫桑石戒指 925银", 199, "", (["正面"], ["上图 真钻 8万", "下图 本店莫桑石 199"])),
        ("天然钻石戒指 30分", 5800, "GIA 2190887431", (["左 莫桑石", "右 本款", "对着窗户拍的"],)),
        ("天然翡翠手镯", 15800, "", (["正面"], ["左：注胶货", "右：本条", "紫光灯下"])),
    ],
)
def test_what_a_picture_holds_beside_the_goods_is_not_sold(
    title: str, yuan: int, paper: str, pictures: tuple[list[str], ...]
) -> None:
    assert shown(title, yuan, *pictures, paper=paper) == set()


@pytest.mark.parametrize(
    ("title", "yuan", "pictures"),
    [
        ("18K金钻戒 50分", 5800, (["正面"], ["左：本款莫桑石 右：钻石"])),
        ("天然钻石戒指 30分", 5800, (["左 莫桑石", "右 莫桑石"],)),
        ("天然钻石戒指 30分", 5800, (["左 证书 合成碳硅石", "右 本款"],)),
    ],
)
def test_the_sellers_own_side_counts(title: str, yuan: int, pictures: tuple[list[str], ...]) -> None:
    assert shown(title, yuan, *pictures)


@pytest.mark.parametrize(
    ("title", "yuan", "detail", "guilty"),
    [
        ("红宝石女戒 2.1ct", 36800, "红宝石有两路货：一路是莫桑比克矿料，一路是焰熔法炉料。这只用的是前者", False),
        ("红宝石女戒 2.1ct", 36800, "红宝石有两路货：一路是莫桑比克矿料，一路是焰熔法炉料。这只用的是后者", True),
        ("翡翠手镯 圆条", 5800, "头一种挖出来切了磨；后一种先拿酸泡，再灌胶补回去。本镯属于头一种", False),
        ("翡翠手镯 圆条", 580, "第一种挖出来切了磨，第二种先拿酸泡再灌胶。本镯属于第二种", True),
        ("天然钻石女戒 50分", 9800, "钻分两类，一类是天然，一类是培育，我们这枚是前一类", False),
        ("钻石女戒 50分", 3800, "钻分两类，一类是天然，一类是培育，我们这枚是后一类", True),
    ],
)
def test_the_former_and_the_latter(title: str, yuan: int, detail: str, guilty: bool) -> None:
    assert bool(charged(title, detail, yuan)) is guilty


@pytest.mark.parametrize(
    ("title", "speech", "guilty"),
    [
        ("18K金钻戒 50分", "有宝宝问是不是培育的/对，被你看出来了，不过火彩一样", True),
        ("18K金钻戒 50分", "有人问是不是莫桑石，是的呀，一千多你还想要啥", True),
        ("刻纹对戒 18K金", "有宝宝问是不是卡家那个/嘘，眼睛真毒，懂就行了别打出来", True),
        ("18K金天然钻戒 50分", "有宝宝问是不是培育的/不是哈，腰码可以查", False),
        ("18K金天然钻戒 50分", "有宝宝问是不是培育的，对不起我们不做培育", False),
        ("18K金素圈对戒", "有人问是不是卡地亚那个，不是不是，咱自己打的", False),
        ("18K金素圈对戒", "有人问是不是卡地亚那个，对，好多人问，不是哈", False),
    ],
)
def test_a_question_is_worth_its_answer(title: str, speech: str, guilty: bool) -> None:
    assert bool(charged(title, "", 9800, speech)) is guilty
