"""Expectations in words: what was missed, and by how much."""

from __future__ import annotations

import pytest

from crawler.health import Expectation
from reports.labels import shortfall


@pytest.mark.parametrize(
    ("name", "expected", "found", "said"),
    [
        ("min_listings", 20, 3, "最少商品数：预期 20，实际 3"),
        ("min_fields.price", 0.9, 0.25, "字段齐全比例（价格）：预期 0.9，实际 0.25"),
        ("history.listings", 100, 62, "商品数比以往少：以往约 100，本次 62"),
        ("history.listings", 1000000.5, 0, "商品数比以往少：以往约 1000000，本次 0"),
        ("history.fields.description_text", 0.98, 0, "字段齐全比例比以往低（详情文字）：以往约 98%，本次 0%"),
        ("history.content_poor", 0.05, 0.4, "没有详情文字和图片文字的商品比以往多：以往约 5%，本次 40%"),
        ("history.price_median", 358000, 3580, "价格中位数与以往相差悬殊：以往约 3,580.00，本次 35.80"),
        ("made.up", 1, 0, "made.up：预期 1，实际 0"),
    ],
)
def test_a_missed_expectation_in_words(name: str, expected: float, found: float, said: str) -> None:
    assert shortfall(Expectation(name, expected, found, False)) == said
