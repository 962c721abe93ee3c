"""Counts of pieces: a stock is told from a weight, a year, a price and a promise."""

from __future__ import annotations

import pytest

from nlp.facts.lots import find_lots


@pytest.mark.parametrize(
    "text",
    ["现货三十枚", "五十套起批", "新到40对", "剩货86件", "整箱 48只", "一共 12 条打包", "两百个起订", "批量四十八只"],
)
def test_a_stock_is_counted(text: str) -> None:
    assert [text[start:end] for start, end in find_lots(text, 9)] != []


@pytest.mark.parametrize(
    "text",
    [
        "戴过三十次",
        "镶48颗小钻",
        "现货一枚",
        "满3件包邮",
        "2026款",
        "每箱十条",
        "第12件半价",
        "现货 18K金",
        "一共戴了十年",
    ],
)
def test_other_numbers_count_no_stock(text: str) -> None:
    assert list(find_lots(text, 9)) == []


def test_a_title_counts_in_so_many_words() -> None:
    assert list(find_lots("爱马仕转运珠 全新未拆 20条", 3, title=True)) != []


def test_time_is_linear_in_a_hostile_text() -> None:
    assert list(find_lots("现货" * 40_000, 9)) == []
    assert list(find_lots("一二三四五" * 20_000, 9)) == []
