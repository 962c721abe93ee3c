"""The gate: which words are found, which are joined across separators, and which are left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from nlp.folding import fold
from nlp.gate import Gate


def found(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Original characters -> (standard name, what hid them)."""
    folded = fold(text)
    spans = {m: folded.span("title", m.start, m.end, m.hidden) for m in Gate.default().scan(folded)}
    return {span.text: (m.entry.name, m.hidden) for m, span in spans.items()}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("莫桑钻石戒指", "莫桑钻石", "合成碳硅石"),
        ("椭圆钻石吊坠", "钻石吊坠", "钻饰"),
        ("合成钻石锁骨链", "合成钻石", "合成钻石"),
        ("LAB-GROWN DIAMOND ring", "LAB-GROWN DIAMOND", "合成钻石"),
        ("梵克雅宝项链", "梵克雅宝", "Van Cleef & Arpels"),
        ("最新鑽戒", "鑽戒", "钻饰"),
    ],
)
def test_the_longest_name_is_found(text: str, word: str, name: str) -> None:
    assert found(text)[word][0] == name


@pytest.mark.parametrize(
    "text",
    [
        "家用冲击电钻",
        "钻石会员年卡",
        "钻石画十字绣",
        "八心八箭钻石切工",
        "崇尚美学",
        "格雷伯爵红茶",
        "drink and ring",
        "大众高仿真花",
        "施工钻孔",
        "天然气灶",
        "卡牌地图亚军",
        "保各位利润",
    ],
)
def test_a_false_friend_is_not_the_word(text: str) -> None:
    assert not {"钻石", "天然", "Chaumet", "Piaget", "Darry Ring", "高仿复刻"} & {
        name for name, _ in found(text).values()
    }


@pytest.mark.parametrize(
    ("text", "word", "hidden"),
    [
        ("卡·地·亚手镯", "卡·地·亚", ("separator",)),
        ("卡 地 亚手镯", "卡 地 亚", ("separator",)),
        ("高/仿包包", "高/仿", ("separator",)),
        ("C.a.r.t.i.e.r", "C.a.r.t.i.e.r", ("separator",)),
        ("蒂🌸芙尼", "蒂🌸芙尼", ("emoji",)),
        ("Cart1er手镯", "Cart1er", ("homoglyph",)),
        ("宝嘎丽项链", "宝嘎丽", ("homophone",)),
        ("卡娣亚手镯", "卡娣亚", ("homophone",)),
        ("樊克娅宝项链", "樊克娅宝", ("homophone",)),
        ("施华络世齐项链", "施华络世齐", ("homophone",)),
        ("墨桑钻项链", "墨桑钻", ("homophone",)),
        ("莫 桑 石", "莫 桑 石", ("separator",)),
        ("合成 钻石", "合成 钻石", ()),
    ],
)
def test_a_word_pulled_apart_is_one_word(text: str, word: str, hidden: tuple[str, ...]) -> None:
    assert found(text)[word][1] == hidden


@pytest.mark.parametrize(
    ("text", "not_a_word"),
    [
        ("满钻 石榴石项链", "钻 石"),
        ("镶钻，石英表", "钻，石"),
        ("天。然后发货", "天。然"),
        ("car tier list", "car tier"),
        ("锆 . . . . . 石", "锆 . . . . . 石"),
    ],
)
def test_what_a_reader_would_not_join_stays_apart(text: str, not_a_word: str) -> None:
    assert not_a_word not in found(text)


def test_words_of_one_kind_never_overlap() -> None:
    folded = fold("天然培育真钻石戒指 人造真钻石英表 莫桑石钻石钻戒" * 5)
    gems = [m for m in Gate.default().scan(folded) if m.entry.cls is not None and m.entry.cls.value in "DNLSC"]
    assert gems
    assert all(left.end <= right.start for left, right in pairwise(gems))
