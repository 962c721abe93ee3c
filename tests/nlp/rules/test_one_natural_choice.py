"""One choice called natural at many times the price of the others tells what the others are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules(title: str, *skus: tuple[str, int], **fields: Any) -> set[str]:
    choices = [
        {"sku_id": str(i), "spec": [{"name": "款式", "value": v}], "price_fen": p * 100}
        for i, (v, p) in enumerate(skus)
    ]
    listing = {"platform": "test", "item_id": "1", "title": title, "skus": choices, **fields}
    judgement = Screener.default().screen(convert_listing(listing), date(2026, 11, 22))
    return {finding.rule for finding in judgement.findings}


def test_a_silent_choice_beside_a_natural_one_many_times_dearer() -> None:
    assert "LG-06" in rules("一克拉钻石戒指 18K金", ("经典款", 6900), ("天然款", 52000))


@pytest.mark.parametrize(
    ("title", "skus"),
    [
        ("一克拉钻石戒指 18K金", (("培育款", 6900), ("天然款", 52000))),
        ("一克拉天然钻石戒指 18K金", (("小颗", 15000), ("天然大颗", 52000))),
        ("一克拉钻石戒指 18K金", (("空托", 2900), ("天然款", 52000))),
        ("一克拉钻石戒指 18K金", (("定金", 500), ("天然款", 52000))),
        ("一克拉钻石戒指 18K金", (("D色", 39000), ("天然E色", 52000))),
    ],
)
def test_choices_that_say_what_they_are(title: str, skus: tuple[tuple[str, int], ...]) -> None:
    assert "LG-06" not in rules(title, *skus)


def test_grades_beside_a_bare_diamond_set_its_price() -> None:
    sheet = [{"name": "主石重量", "value": "1.01ct"}, {"name": "颜色", "value": "E"}, {"name": "净度", "value": "VS1"}]
    assert "PR-01" in rules("钻石吊坠 18K金", ("含链", 5880), attributes=sheet, price={"sale_fen": 588000})
    sheet[1]["value"] = "K"
    assert "PR-01" not in rules("钻石吊坠 18K金", ("含链", 5880), attributes=sheet, price={"sale_fen": 588000})


def test_shell_under_the_name_of_pearl() -> None:
    shell = [{"name": "材质", "value": "贝壳"}]
    assert "LG-10" in rules("珍珠项链 12mm", ("45cm", 69), attributes=shell)
    assert "LG-10" not in rules("贝壳珍珠扣项链", ("45cm", 69), attributes=shell)
    alloy = [{"name": "材质", "value": "合金+仿珍珠"}]
    assert "LG-10" not in rules("珍珠蝴蝶结胸针", ("小", 15), attributes=alloy)
