"""Segmentation: a pipeline of our own that leaves everybody else's jieba alone."""

from __future__ import annotations

import subprocess
import sys

import jieba
import pytest

from nlp.segment import pipeline, stands_as_word


def test_tokens_join_to_the_text_and_sentences_end_at_chinese_stops() -> None:
    doc = pipeline()("这是天然钻石。真的吗？不是莫桑石！")
    assert doc.text == "这是天然钻石。真的吗？不是莫桑石！"
    assert [s.text for s in doc.sents] == ["这是天然钻石。", "真的吗？", "不是莫桑石！"]


def test_the_shared_dictionary_is_not_touched() -> None:
    pipeline()
    assert pipeline().tokenizer._jieba is not jieba.dt


@pytest.mark.parametrize(
    ("text", "char", "before", "stands"),
    [
        ("这条非常美的钻石", "非", "钻石", False),
        ("赔十非莫桑石", "非", "莫桑", True),
        ("非天然钻石", "非", "天然", True),
        ("比赛用钻石", "比", "钻石", False),
        ("闪得像钻石", "像", "钻石", True),
    ],
)
def test_a_single_character_counts_only_as_a_word(text: str, char: str, before: str, stands: bool) -> None:
    at = text.index(char)
    assert stands_as_word(text, at, at + 1, text.index(before)) is stands


def test_a_listing_without_doubtful_characters_never_loads_the_pipeline() -> None:
    """Loading takes a second; most listings need no segmenter at all."""
    code = (
        "import sys; from crawler.listing import Listing; from nlp.reader import Reader;"
        "Reader.default().read(Listing(platform='x', item_id='1', title='培育钻石戒指 不含莫桑石 50分'));"
        "print('spacy' in sys.modules, 'jieba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "False"]
