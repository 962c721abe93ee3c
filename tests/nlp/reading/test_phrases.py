"""What is said in too many wordings to list is told by its parts: copied, not to be told apart, not to be named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.listing import convert_listing
from nlp.marked_yaml import FileRefused
from nlp.phrases.frames import read_frames
from nlp.screen import Screener


def rules_of(title: str, detail: str = "", yuan: int = 260) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": yuan * 100}}
    listing = convert_listing({**record, "description_text": detail} if detail else record)
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("五花手链 白贝", "朋友借来一条，我们拿着专柜那条画的线稿"),
        ("卡地亚戒指", "比着柜台的样子敲出来，弧度一丝不差"),
        ("蒂芙尼锁扣项链", "正品那只拆开量过每一处"),
        ("宝格丽手镯", "戴半年了没有人看出来"),
        ("V家链子 五花", "和专柜的放一起，哪条是哪条我自己都搞不清哪条是新的"),
        ("卡家手镯", "大家不要问牌子，问了拉黑"),
        ("香奈儿耳钉", "盒子另加25，袋子送"),
        ("梵克雅宝项链", "保卡空白，小票我这边可补"),
        ("dupe for cartier love bracelet 手镯", ""),
        ("螺丝手镯 男女", "嘘，看破不说破"),
        ("18K金来图打样", "大牌的图最好打，梵克雅宝的模我有全套"),
        ("18K戒指", "香奈儿菱格戒的平民版本"),
        ("珠宝吊牌打印", "周大福吊签代打，克重工费照你给的填"),
        ("18K金链", "我老公就在宝格丽厂里上班，每个月能带几条出来"),
    ],
)
def test_a_copy_is_told_in_words_nobody_listed(title: str, detail: str) -> None:
    assert any(rule.startswith("IP") for rule in rules_of(title, detail))


@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("银手镯 素圈", "照着老照片里外婆那只打的"),
        ("五花手链 白贝 原创", "从不照着专柜款做"),
        ("卡地亚戒指 经典款", "按专柜价九折，附购物凭证"),
        ("培育钻石吊坠 六福", "和天然钻石肉眼看不出区别"),
        ("周大福足金手链", "刻字请写名字，不写名字默认素面"),
        ("蛇形手镯", "店里借来一本画册，看着老纹样画"),
        ("螺丝手镯 工业风 自家设计", "包装盒一个，发票可开"),
        ("卡地亚手镯", "购于北京门店，盒证齐全，发票在"),
        ("银项链", "一百块买不到蒂芙尼，也不必，这条是我画的月牙"),
        ("贝母项链 原创", "别拿梵克雅宝的官方图来，我不描别人的线"),
    ],
)
def test_the_same_words_of_something_else_accuse_nobody(title: str, detail: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, detail, 18800))


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        ("[[[]]]", "空的词组"),
        ("[[[$unheard_of]]]", r"第1行.*unheard_of"),
        ("[[[甲], 约三字, [乙]]]", "约三字"),
        ("[[['', 甲]]]", "必有"),
        ("[[甲, 乙]]", "甲、乙"),
        ("甲", "类型"),
    ],
)
def test_a_bad_phrase_file_is_refused_by_line(tmp_path: Path, frames: str, reason: str) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(f"- {{id: a, class: I, name: 甲, tags: [], frames: {frames}}}", encoding="utf-8")
    with pytest.raises(FileRefused, match=reason):
        list(read_frames([path]))
