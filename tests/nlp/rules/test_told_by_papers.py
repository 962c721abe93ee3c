"""What a certificate or tag is said to bear is evidence against a bare name, and no disclosure of the seller's own."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged


@pytest.mark.parametrize(
    ("title", "description", "yuan"),
    [
        ("五十分钻戒 18K白金", "材质：培育钻石，四爪镶嵌", 2980),
        ("钻石吊坠30分 锁骨链", "吊牌上印的是合成钻石，戴着好看", 1680),
        ("一克拉钻石戒指 铂金", "复检单写合成钻石，成色不差", 4680),
        ("70分钻石耳钉", "国检报告结论为合成钻石（培育钻石）", 3280),
        ("钻石手链 共50分", "鉴定结果：合成", 1980),
    ],
)
def test_a_bare_name_over_such_a_paper_is_charged(title: str, description: str, yuan: int) -> None:
    assert charged(title, description, yuan) & {"LG-01", "LG-07"}


@pytest.mark.parametrize(
    ("title", "description", "yuan"),
    [
        ("70分培育钻石耳钉", "国检报告结论为合成钻石（培育钻石）", 3280),
        ("经典六爪钻戒", "这枚培育钻石戒指主石一克拉，附国检证书", 4680),
        ("合成款 一克拉钻戒 18K", "结论写合成钻石", 4680),
        ("天然钻石手链 共50分", "鉴定结果不会出现合成字样，若写合成钻石退一赔三", 9980),
        ("天然钻石戒指 50分 GIA", "同事那枚证书写的是合成钻石，我这枚不是", 18800),
    ],
)
def test_a_plain_name_and_other_peoples_papers_are_not(title: str, description: str, yuan: int) -> None:
    assert charged(title, description, yuan) == set()
