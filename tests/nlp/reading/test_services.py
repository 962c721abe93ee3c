"""Work and advice are offered, not the stones that they name; a stone's name above the work still sells that stone."""

from __future__ import annotations

import pytest

from crawler.listing import convert_listing
from nlp.material import statements
from nlp.reader import Reader


def stones(title: str, sentence: str) -> set[str]:
    listing = convert_listing({"platform": "test", "item_id": "1", "title": title, "description_text": sentence})
    return {statement.kind for statement in statements(Reader.default().read(listing))}


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("手工首饰 镶嵌加工 工费链接", "客人拿来说是天然钻，上机一测，培育的"),
        ("旧戒指掉石补配 锆石/莫桑石/培育可选", "天然小钻也能补，单子上写清楚"),
        ("珠宝估价 视频连线 十分钟", "钻石、翡翠都看，培育的、莫桑的直接告诉您"),
        ("空托定制 石头自备 18K金", "天然的也好培育的也好莫桑石也好，您寄来就镶"),
        ("求婚词 情书代笔", "有人写：没有钻石，只有莫桑石"),
    ],
)
def test_a_service_sets_no_stone_against_another(title: str, sentence: str) -> None:
    assert len(stones(title, sentence)) < 2


@pytest.mark.parametrize(
    ("title", "sentence", "kind"),
    [
        ("戒指掉钻补配 天然钻石按粒", "其实补的这颗是培育的，便宜", "lab_grown"),
        ("天然真钻补石 30分 包工", "主石：莫桑石", "simulant"),
        ("首饰镶嵌加工 送石头", "送的这颗是莫桑石", "simulant"),
        ("钻石戒指 1克拉 送清洗", "这颗是培育的", "lab_grown"),
    ],
)
def test_what_is_said_of_the_stone_that_comes_with_it_counts(title: str, sentence: str, kind: str) -> None:
    assert kind in stones(title, sentence)
