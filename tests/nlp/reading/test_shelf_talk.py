"""A live room speaks of its whole shelf: what is said of another piece, or shown in a chart, is not said of this one."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.claim import Claim, ClaimClass, Polarity, Target
from nlp.reader import Reader

L, S, D, N, T, C = (ClaimClass(letter) for letter in "LSDNTC")


def claims(cls: ClaimClass, **fields: Any) -> list[Claim]:
    listing = convert_listing({"platform": "test", "item_id": "1", "title": "18K金戒指 现货", **fields})
    return [claim for claim in Reader.default().read(listing).claims if claim.cls is cls]


def said(sentence: str, cls: ClaimClass) -> Claim:
    return claims(cls, speech=[{"start_ms": 0, "end_ms": 9000, "text": sentence}])[0]


@pytest.mark.parametrize(
    ("sentence", "cls"),
    [
        ("上一颗培育的卖光了", L),
        ("刚刚上一条是莫桑石，这条不是啊", S),
        ("下一款给大家准备的是锆石耳夹", S),
        ("前面那只注胶的我讲过了", T),
        ("刚才卖的莫桑石还有人没付款", S),
        ("等下九点给姐妹们上培育钻石", L),
        ("明晚开一场莫桑石专场", S),
        ("后面还有一波，后一件是合成钻石", L),
        ("公屏问培育的老板，我们家一颗都没有", L),
        ("喜欢莫桑石的朋友可以走了", S),
        ("染色那种颜色发飘，你们看多了就懂", T),
        ("那种多半是合成钻石", L),
        ("主播戴的是莫桑石", S),
        ("培育钻同级便宜十倍", L),
    ],
)
def test_what_is_said_of_something_else(sentence: str, cls: ClaimClass) -> None:
    claim = said(sentence, cls)
    assert claim.target is Target.OTHER or not claim.affirmed, claim


@pytest.mark.parametrize(
    ("sentence", "cls"),
    [
        ("来给大家上一款培育钻石", L),
        ("再上一颗莫桑石的", S),
        ("刚才说了这颗是培育的", L),
        ("跟上一条一样是合成钻石", L),
        ("上个月刚到的莫桑石", S),
        ("五千八那款是培育钻石", L),
        ("中间那颗是莫桑石", S),
        ("等下，这个是莫桑石", S),
        ("拍了这款培育钻的姐妹扣一", L),
        ("它就是合成钻石，贵不到哪里去", L),
    ],
)
def test_what_is_said_of_this_piece(sentence: str, cls: ClaimClass) -> None:
    claim = said(sentence, cls)
    assert claim.affirmed, claim
    assert claim.target in (Target.MAIN, Target.WHOLE), claim


def picture(lines: list[str], cls: ClaimClass) -> list[Claim]:
    images = [{"url": "https://example.invalid/0.jpg", "role": "main"}]
    images += [{"url": "https://example.invalid/1.jpg", "role": "detail", "ocr_text": lines}]  # type: ignore[dict-item]
    return claims(cls, images=images)


@pytest.mark.parametrize(
    ("lines", "cls"),
    [
        (["天然钻石 培育钻石 莫桑石 一张图看懂区别"], S),
        (["钻石 折射率2.42", "莫桑石 折射率2.65", "锆石 折射率2.15"], S),
        (["A货 天然", "B货 酸洗注胶", "C货 染色"], T),
        (["今晚货架", "3号钻戒", "7号莫桑石"], S),
        (["材质以选项为准：锆石/水钻/莫桑石"], S),
        (["教你看证书", "看结论：钻石 合成钻石 莫桑石"], S),
        (["一楼 天然钻石", "二楼 培育钻石"], L),
    ],
)
def test_a_chart_is_of_no_item(lines: list[str], cls: ClaimClass) -> None:
    assert all(claim.target is Target.OTHER for claim in picture(lines, cls))


@pytest.mark.parametrize(
    ("lines", "cls"),
    [
        (["主石：莫桑石", "送礼盒"], S),
        (["检测结论：合成钻石", "钻石分级报告"], L),
        (["莫桑石 1克拉"], S),
        (["科普：培育钻石与天然钻石的区别", "本款为莫桑石"], S),
    ],
)
def test_a_picture_of_the_item_counts(lines: list[str], cls: ClaimClass) -> None:
    assert any(claim.affirmed and claim.target is Target.MAIN for claim in picture(lines, cls))


def test_a_list_of_refusals_denies_each_of_its_members() -> None:
    [one, other] = picture(["本店不卖：莫桑石 锆石"], S)
    assert one.polarity is other.polarity is Polarity.NEGATE


def test_treatments_denied_in_one_breath_are_all_denied() -> None:
    found = claims(T, description_text="未经酸洗注胶染色")
    assert found
    assert all(claim.polarity is Polarity.NEGATE for claim in found)


@pytest.mark.parametrize(
    ("sentence", "cls"),
    [
        ("怕培育的可以拿去复检", L),
        ("莫桑石的话一百块就有了", S),
        ("培育钻石我们另设柜台", L),
        ("二楼专柜放的是合成钻石", L),
        ("锆石我也卖，写锆石卖", S),
        ("注胶的那种本店不做", T),
        ("莫桑石我们家从来不进", S),
        ("晚点镶一颗莫桑石，客人自己要的", S),
        ("有个客人寄来的是合成钻石", L),
        ("充胶的一照就发蓝，这条没有", T),
        ("B货滚一边去", T),
        ("钻石是碳，硬度十", D),
        ("同直径钻石要重一点", D),
        ("上一格是玻璃珠", S),
    ],
)
def test_what_is_wished_feared_refused_or_kept_elsewhere(sentence: str, cls: ClaimClass) -> None:
    claim = said(sentence, cls)
    assert claim.target is Target.OTHER or not claim.affirmed, claim


@pytest.mark.parametrize(
    ("sentence", "cls"),
    [
        ("怕什么，这颗就是合成钻石", L),
        ("我们的莫桑石也做微镶", S),
        ("所以你收到的就是合成钻石", L),
        ("不卖关子，它是莫桑石", S),
        ("翡翠进了一道胶才这么透", T),
        ("石头吃过树脂，不细说", T),
        ("这批是B货，图个好看", T),
        ("B货哈，心里有数", T),
    ],
)
def test_what_is_admitted_of_this_piece(sentence: str, cls: ClaimClass) -> None:
    claim = said(sentence, cls)
    assert claim.affirmed, claim
    assert claim.target in (Target.MAIN, Target.WHOLE), claim


@pytest.mark.parametrize(
    "opening",
    [
        "刚才",
        "刚刚",
        "刚",
        "方才",
        "之前",
        "先前",
        "早先",
        "前面",
        "后面",
        "上面",
        "下面",
        "昨天",
        "昨晚",
        "前天",
        "前两天",
        "上周",
        "上回",
        "上次",
        "那天",
    ],
)
def test_what_was_shown_before_however_it_is_put(opening: str) -> None:
    assert said(f"{opening}那颗镶了莫桑石", S).target is Target.OTHER


@pytest.mark.parametrize(
    "opening",
    [
        "等下",
        "等一下",
        "等会",
        "待会儿",
        "一会儿",
        "晚点",
        "晚些",
        "稍后",
        "过会",
        "回头",
        "下播",
        "9点",
        "三点",
        "八点半",
        "十二点",
        "明天",
        "明晚",
        "后天",
        "下场",
    ],
)
def test_what_comes_later_however_it_is_put(opening: str) -> None:
    assert said(f"{opening}给大家上莫桑石", S).target is Target.OTHER
