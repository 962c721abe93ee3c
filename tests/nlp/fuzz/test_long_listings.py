"""A listing of any length and any number of parts is judged in time in proportion to it."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener

ON = date(2026, 11, 22)

DENSE = {
    "stones": "天然钻石戒指，不是莫桑石，南非真钻一克拉18K金，支持复检，IGI证书LG612345678，2026年3月出证；",
    "gems": "缅甸鸽血红宝石无烧，合成红宝石，翡翠A货，注胶，裂都填好了，染色和田玉，珍珠仿珠，GRS证书，2克拉 ",
    "brands": "卡地亚螺丝手镯，五花双面珠边，扇形白贝母，照着专柜那只打的，1:1复刻，配包装，二手95新，代购。",
    "choices": "培育或天然可选/培育钻石或天然钻石 ",
    "talk": "弹幕说“是不是莫桑石”，不是！主播说：天然的。难道不是钻石吗？真不是培育的，骗你干嘛。",
    "amounts": "定金100元尾款2999元1号链接天然2号链接培育1克拉1999元到手价三块八",
    "hidden": "卡·地·亚 kadiya 培玉钻石 莫桑💎 钅占石 cart1er ",
    "luck": "原价9999元现价99元，戴上就转运，最好的，国家级，招财，今日最后一天！",
    "one word": "钻石",
}


PROSE = (
    "主石为天然钻石，附国检证书。"
    + "下单后四十八小时内从番禺仓发出，顺丰保价，支持当面验货；指圈拿不准可以先寄圈尺，改圈一次免费。" * 8
)


def description(unit: str, length: int) -> dict[str, Any]:
    return {"description_text": (unit * (length // len(unit) + 1))[:length]}


def choices(unit: str, length: int) -> dict[str, Any]:
    return {
        "skus": [
            {"sku_id": str(i), "spec": [{"name": "款式", "value": piece}], "price_fen": 1000 + i}
            for i, piece in enumerate(pieces(unit, length))
        ]
    }


def attributes(unit: str, length: int) -> dict[str, Any]:
    return {"attributes": [{"name": "主石", "value": piece} for piece in pieces(unit, length)]}


def speech(unit: str, length: int) -> dict[str, Any]:
    return {
        "speech": [
            {"start_ms": i * 1000, "end_ms": i * 1000 + 900, "text": piece}
            for i, piece in enumerate(pieces(unit, length))
        ]
    }


def pictures(unit: str, length: int) -> dict[str, Any]:
    return {"images": [{"url": "a", "role": "detail", "ocr_text": [piece]} for piece in pieces(unit, length)]}


def pieces(unit: str, length: int) -> list[str]:
    return [(unit * 2)[i % len(unit) :][:40] for i in range(length // 40)]


@pytest.mark.parametrize("unit", DENSE.values(), ids=DENSE)
@pytest.mark.parametrize("part", [description, choices, attributes, speech, pictures])
def test_time_is_in_proportion_to_length(part: Any, unit: str) -> None:
    def spent(length: int) -> float:
        listing = convert_listing(
            {
                "platform": "demo", "item_id": "1", "title": "8号链接 钻戒 一克拉",
                "price": {"sale_fen": 99900}, **part(unit, length),
            }
        )  # fmt: skip
        best = float("inf")
        for _ in range(2):
            started = time.process_time()
            Screener.default().screen(listing, ON)
            best = min(best, time.process_time() - started)
        return best

    # Eight times the length: a step that compares everything with everything would take sixty-four times as long.
    assert spent(32_000) < 20 * spent(4_000) + 0.05


def test_a_million_characters_and_a_thousand_choices_are_judged() -> None:
    listing = convert_listing(
        {
            "platform": "demo", "item_id": "1", "title": "钻戒", **description(PROSE, 1_000_000),
            **choices(DENSE["choices"], 40_000),
        }
    )  # fmt: skip
    assert len(listing.skus) == 1000
    judgement = Screener.default().screen(listing, ON)
    assert judgement.verdict == "flagged"
