"""A brand that is meant and not named: letters, nicknames, boxes, countries, masked characters."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, detail: str = "", yuan: int = 168) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": yuan * 100}}
    listing = convert_listing({**record, "description_text": detail} if detail else record)
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("橙家珐琅手镯", "懂的来"),
        ("马车家 手镯 平替", ""),
        ("红盒款手镯 螺丝纹", "别提牌子"),
        ("绿盒的花 五片 白贝项链", "柜上同一个模子"),
        ("卡家 梵家 尚家 戒指项链现货", ""),
        ("V家C家T家 手链随便挑", ""),
        ("首字母是V的项链", "四叶 双面珠边"),
        ("罗马那家的蛇头戒指", "照着官网图开的版"),
        ("🐆家 戒指 满钻 平替", ""),
        ("T&Co 项链 平替", ""),
    ],
)
def test_a_code_with_a_second_sign_is_a_lead(title: str, detail: str) -> None:
    assert "IP-03" in rules_of(title, detail)


@pytest.mark.parametrize("title", ["宝某丽 蛇头戒指", "梵x雅宝 项链", "蒂某尼 手链", "卡*亚 戒指", "老某黄金 葫芦吊坠"])
def test_a_masked_name_is_read_and_told_as_hidden(title: str) -> None:
    assert "IP-04" in rules_of(title)


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("A家姑姑串的手链 B家表妹打的结", ""),
        ("银戒指 送红盒子", "红绒盒包装，附贺卡"),
        ("足金小金猪 猪鼻子吊坠", "满月礼"),
        ("时尚家居风 陶瓷耳环", ""),
        ("蜜蜂家族 童趣手链", "一家三口三只小蜜蜂"),
        ("沉香家 手串", "自家仓库"),
        ("奶香奶白色 珍珠项链", "天然色"),
        ("对面那家店是我姐开的 银手镯", "她卖玉我卖银"),
        ("字母项链 首字母定制", "A到Z都可以做"),
    ],
)
def test_what_only_looks_like_a_code_accuses_nobody(title: str, detail: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail))
